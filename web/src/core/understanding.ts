/** What people call their work, as a search and as a name (queries/understanding.py). */

import { type Among, checked, given, isAllowed, isGiven, left } from "./among.ts";
import { type Answer, type Note, PathwaysError, type Row } from "./answers.ts";
import { offeringOthers, withAllBecame, withOthers } from "./beside.ts";
import type { EverydayTitle } from "./everyday.ts";
import type { Explorer } from "./explorer.ts";
import type { CareerMap, Occupation } from "./map.ts";
import { placeOf } from "./occupations.ts";
import { listed, nearestOccupations, shortened, unknown } from "./offers.ts";
import { type Found, lookFor, type SearchIndex } from "./searching.ts";
import { learnt } from "./wording.ts";
import { quoted } from "./words/texts.ts";
import { named } from "./words/titles.ts";

/** The occupations that answer what people call their work, the best first, with notes. */
export function search(explorer: Explorer, text: string, among: Among = {}): Answer {
  const { map, index, joins } = explorer;
  const wanted = checked(map, among);
  let found = lookFor(index, text, (occupation) => isAllowed(wanted, occupation));
  let { notes, lost } = notesOn(index, found);
  if (found.hits.length === 0 && isGiven(wanted)) {
    const everything = lookFor(index, text);
    notes = [...notes, ...left(map, everything.hits, wanted, (hit) => hit.occupation).notes];
    lost = notesOn(index, everything).lost;
    found = { ...everything, hits: [] };
  }
  const rows: Row[] = found.hits.map(({ occupation, foundIn, found: texts }) => ({
    ...placeOf(occupation),
    found_in: foundIn,
    found: texts,
    ...learnt(map, occupation),
  }));
  const parameters = { text, ...given(wanted) };
  let answer: Answer = { question: "search", query: null, rows, parameters, notes };
  if (joins !== null) {
    answer = withAllBecame(explorer, joins, answer);
    if (lost.length > 0 || notes.length > 0 || rows.length === 0) answer = withOthers(joins, answer, text, lost);
  } else answer = { ...answer, notes: [...notes, ...toAdd(map, lost)] };
  return rows.length > 0 ? answer : { ...answer, notes: [...answer.notes, tryAgain(map)] };
}

/** What is to be said of what was found, and the routes that are asked for and whose tables the document lost. */
function notesOn({ map }: SearchIndex, found: Found): { notes: readonly (string | Note)[]; lost: readonly string[] } {
  const sentences = lostRoutes(map);
  if (found.everyday !== null && found.everyday.kind !== "same" && !isInOwnWords(found)) {
    return { notes: [...found.notes, lacking(map, found.everyday)], lost: lostOf(map, found.everyday) };
  }
  const isAsked = (id: string): boolean => id.split("-").some((word) => word !== "and" && found.words.includes(word));
  const lost = [...sentences.keys()].filter(isAsked);
  return { notes: [...found.notes, ...lost.map((id) => sentences.get(id) ?? "")], lost };
}

/** The routes whose tables the document lost that have what is called so. */
function lostOf(map: CareerMap, everyday: EverydayTitle): string[] {
  const lost = lostRoutes(map);
  return everyday.occupations.filter((id) => lost.has(id));
}

/** That there is an edition which has what the document lost. */
function toAdd({ addable, adding }: CareerMap, lost: readonly string[]): Note[] {
  if (lost.length === 0 || addable === null) return [];
  return [
    { fact: `The edition ${addable} has that route:`, advice: `add it with ${adding}.`, data: { edition: addable } },
  ];
}

function tryAgain({ routes }: CareerMap): Note {
  const route = routes.find(({ id }) => id === EXAMPLE) ?? routes[0];
  return { fact: "Try another word for it,", advice: "or see {see_route}.", data: { a_route: route?.id ?? EXAMPLE } };
}

/** The route that an advice names, where the map has it. */
const EXAMPLE = "construction";

/** Whether an imported map answers in words of its own; what everyday titles say is of the map of 2017. */
function isInOwnWords(found: Found): boolean {
  const [first] = found.hits;
  return first?.occupation.id.includes(":") && (first.foundIn === "title" || first.foundIn === "specialism");
}

/** What a map lacks of an everyday title that it has not, in a sentence or two. */
function lacking(map: CareerMap, everyday: EverydayTitle): string {
  const sentences = lostOf(map, everyday).map((id) => lostRoutes(map).get(id) ?? "");
  return [`The map has no ${quoted(everyday.title)}.`, ...sentences].join(" ");
}

/** The routes that hold no occupation, by id, each with a sentence that says so. */
function lostRoutes(map: CareerMap): Map<string, string> {
  const held = new Set(map.occupations.map((occupation) => occupation.route));
  return new Map(
    map.routes
      .filter((route) => !held.has(route) && !route.id.includes(":"))
      .map(({ id, name, line }) => [id, `The document holds no table of the route ${name} (line ${line}).`]),
  );
}

/** What was taken to be meant, and a sentence that says so. */
export interface Understood {
  readonly occupation: Occupation;
  readonly sentence: string;
}

/**
 * The only occupation that a search finds for a name that none has. `where`: what is allowed, in words. Throws
 * AmbiguousName where it finds several, UnknownName where it finds none, or none for certain.
 */
export function understood(
  explorer: Explorer,
  name: { readonly text: string; readonly title: string; readonly prefer: string | null; readonly where: string },
  allowed: (occupation: Occupation) => boolean,
): Understood {
  const { map, index } = explorer;
  const shown = quoted(shortened(name.title));
  const [found, occupations] = answersTo(index, name.title, name.prefer, allowed);
  if (found !== null && found.everyday !== null && found.everyday.kind !== "same" && !isInOwnWords(found)) {
    const cure = occupations.length > 0 ? "Nearest are:{listed}" : "Look for other words with {search}.";
    const error = unknown(lacking(map, found.everyday), cure, occupations);
    throw offeringOthers(explorer, error, name.title, lostOf(map, found.everyday));
  }
  if (name.where !== "" && occupations.length === 0) {
    const [elsewhere, others] = answersTo(index, name.title, name.prefer, () => true);
    if (others.length > 0 && elsewhere?.notes.length === 0) {
      throw unknown(`no occupation ${shown}${name.where}.`, "There is:{listed}", others);
    }
  }
  const byAnother = found?.exact === 0 && found.hits.some((hit) => ["everyday title", "nearest"].includes(hit.foundIn));
  if (found === null || found.notes.length > 0 || byAnother || occupations.length === 0) {
    const near = occupations.length > 0 ? occupations : nearestOccupations(map, name.title);
    const cure = near.length > 0 ? "Did you mean:{listed}" : "Look for it with {search}.";
    throw offeringOthers(explorer, unknown(`no occupation ${shown}.`, cure, near), name.text, []);
  }
  if (occupations.length > 1) {
    const fact = `${occupations.length} occupations answer ${shown}.`;
    throw new PathwaysError("AmbiguousName", fact, "Name one by its id or its title:{listed}", {
      listed: listed(occupations),
      candidates: occupations.map((occupation) => occupation.id),
      name: name.text,
    });
  }
  const [occupation] = occupations;
  const meant = `${named(occupation.title, occupation.level)}, ${occupation.route.name}`;
  return { occupation, sentence: `${shown} is taken to mean ${meant}.` };
}

/** What a search finds for a name, and the occupations that it may mean: those that it says as a whole, if any. */
function answersTo(
  index: SearchIndex,
  title: string,
  prefer: string | null,
  allowed: (occupation: Occupation) => boolean,
): [Found | null, Occupation[]] {
  let found: Found;
  try {
    found = lookFor(index, title, allowed);
  } catch (error) {
    if (error instanceof PathwaysError) return [null, []];
    throw error;
  }
  const exact = found.hits.slice(0, found.exact);
  const hits = exact.length > 0 ? exact : found.hits;
  const preferred = hits.filter((hit) => hit.occupation.route.id === prefer);
  return [found, (preferred.length > 0 ? preferred : hits).map((hit) => hit.occupation)];
}
