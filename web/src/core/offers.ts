/** What an error offers in place of a name that nothing has, or that several have (queries/offers.py). */

import { PathwaysError } from "./answers.ts";
import type { CareerMap, Occupation } from "./map.ts";
import { ratio, tokenSetRatio } from "./words/near.ts";
import { compared, length } from "./words/texts.ts";
import { keyWords, named, normalisedTitle } from "./words/titles.ts";

const CANDIDATES = 8;
/** How alike, of 100, a name must be to be offered. */
export const ALIKE = 70;
const LONGEST_NAME = 200;

/** A name as an error shows it, however long. */
export function shortened(name: string): string {
  return length(name) <= LONGEST_NAME ? name : `${[...name].slice(0, LONGEST_NAME).join("")}…`;
}

/** The error that a name is unknown, with the occupations that it offers as `listed`. */
export function unknown(fact: string, cure: string, others: readonly Occupation[]): PathwaysError {
  const candidates = others.map((occupation) => occupation.id);
  return new PathwaysError("UnknownName", fact, cure, { listed: listed(others), candidates });
}

/** Names below an error, a line each. */
export function lines(names: readonly string[]): string {
  return names.map((name) => `\n  ${name}`).join("");
}

/** Occupations below an error, with their ids, a line each. */
export function listed(occupations: readonly Occupation[]): string {
  const more = occupations.length - CANDIDATES;
  const shown = occupations
    .slice(0, CANDIDATES)
    .map(({ id, title, level, route }) => `${id}  ${named(title, level)}, ${route.name}`);
  return lines(more > 0 ? [...shown, `and ${more} more`] : shown);
}

/** The ids of the names that are most like a text, the most like first. */
export function nearest(
  text: string,
  known: readonly { readonly id: string; readonly name: string }[],
  likeness: (one: string, other: string) => number,
  cutoff: number,
  limit: number,
): string[] {
  let short = [...text].slice(0, LONGEST_NAME).join("");
  const isId = short !== short.toUpperCase() && short === short.toLowerCase() && !short.includes(" ");
  if (isId) short = short.slice(short.lastIndexOf("/") + 1).replaceAll("-", " ");
  const wanted = keyWords(short);
  const scored = known.map(({ id, name }) => ({ id, score: likeness(wanted, keyWords(name)) }));
  const found = scored.filter(({ score }) => score >= cutoff).sort((a, b) => b.score - a.score);
  return found.slice(0, limit).map(({ id }) => id);
}

/** The occupations whose titles, or whose specialisms, are most like the text, best first; at most CANDIDATES. */
export function nearestOccupations(map: CareerMap, text: string): Occupation[] {
  const short = [...text].slice(0, LONGEST_NAME).join("");
  const plain = short.includes("/") ? short.slice(short.lastIndexOf("/") + 1).replaceAll("-", " ") : short;
  const wanted = normalisedTitle(plain);
  const inOrder = [...map.occupations].sort((a, b) => compared(a.route.name, b.route.name) || a.rank - b.rank);
  const scored = inOrder.flatMap((occupation) =>
    [occupation.title, ...occupation.specialisms].map((name) => ({ occupation, score: likeness(wanted, name) })),
  );
  const best = scored.filter(({ score }) => score >= ALIKE).sort((a, b) => b.score - a.score);
  const occupations = best.slice(0, 3 * CANDIDATES).map(({ occupation }) => occupation);
  return [...new Set(occupations)].slice(0, CANDIDATES);
}

/** From 0 to 100: alike as a whole, or, at nine tenths of it, in the words that both have. */
function likeness(wanted: string, name: string): number {
  const title = normalisedTitle(name);
  return Math.max(ratio(wanted, title, ALIKE), 0.9 * tokenSetRatio(wanted, title, ALIKE));
}
