/** Why no path leads from one occupation to another, with the nearest that can be reached (queries/why_not.py). */

import { PathwaysError } from "./answers.ts";
import type { CareerMap, Column, Occupation } from "./map.ts";
import { placeOf } from "./occupations.ts";
import { stepsTo } from "./progressions.ts";
import { distances, goesOn, type Reached, reached } from "./reach.ts";
import { foldedWords } from "./words/stems.ts";
import { compared } from "./words/texts.ts";
import { named, normalisedTitle } from "./words/titles.ts";

const SHOWN = 3;

const COLUMNS: readonly Column[] = ["technical", "higher_technical", "professional"];

/** One reason why there is no path; the kinds are those of `Reason`. */
interface Reason {
  readonly kind: string;
  readonly text: string;
}

/** The error that says why no path leads from one to the other, and what is near instead. */
export function noPathway(map: CareerMap, origin: Occupation, destination: Occupation): PathwaysError {
  const [ahead, behind] = [reached(map, origin), reached(map, destination, true)];
  const reasons = reasonsOf(map, origin, destination, ahead, behind);
  const turnedRound = reasons[0].kind === "other way round";
  const nearest = likest(ahead, destination).slice(0, SHOWN);
  const leading = leadingOf(map, destination, behind);
  const [start, end] = turnedRound
    ? [destination.id, origin.id]
    : [origin.id, nearest.length > 0 ? nearest[0].occupation.id : ""];
  const within = nearest.length > 0 ? "\nNearest to it within reach: {nearest_titles}; see {see_path}." : "";
  const before = leading.length > 0 ? "\nWhat leads to it: {leading_titles}; see {see_reach_back}." : "";
  const fact = `no path from ${placed(origin)}, to ${placed(destination)}`;
  return new PathwaysError(
    "NoPathway",
    fact + reasons.map((reason) => `\n  - ${reason.text}`).join(""),
    turnedRound ? "\nSee {see_path}." : within + before,
    {
      origin: start,
      destination: end,
      occupation: destination.id,
      nearest_titles: listed(nearest),
      leading_titles: listed(leading),
      reasons,
      nearest: nearest.map((row) => rowOf(map, row)),
      leading: leading.map((row) => rowOf(map, row)),
    },
  );
}

/** Some conditions that close the last way, each by itself: the name of one, and its values. */
interface Closed {
  readonly condition: string;
  readonly values: readonly string[];
}

/** What a program wants to know of paths none of which keeps some conditions; `keeps`: whether one to there does. */
export function noneKeepsData(
  map: CareerMap,
  origin: Occupation,
  destination: Occupation,
  closed: readonly Closed[],
  keeps: (other: Occupation) => boolean,
): Record<string, unknown> {
  const others = likest(reached(map, origin), destination).filter(({ occupation }) => occupation !== destination);
  const nearest: Reached[] = [];
  for (const row of others.slice(0, TRIED)) {
    if (nearest.length < SHOWN && keeps(row.occupation)) nearest.push(row);
  }
  const together = { kind: "condition", text: "several of the conditions close the last way together" };
  const each = closed.map(({ condition, values }) => ({
    kind: "condition",
    text: CLOSES[condition].replace("{}", () => values.join(" or ")),
  }));
  return {
    reasons: closed.length > 0 ? each : [together],
    nearest: nearest.map((row) => rowOf(map, row)),
    leading: leadingOf(map, destination, reached(map, destination, true)).map((row) => rowOf(map, row)),
  };
}

const TRIED = 12;

const CLOSES: Readonly<Record<string, string>> = {
  via: "no way that keeps the other conditions comes by {}",
  avoid: "every way that keeps the other conditions comes through {}",
  max_level_gap: "every way that keeps the other conditions has a step of more than {} level",
  only: "every way that keeps the other conditions has a step that is not {}",
};

function leadingOf(map: CareerMap, destination: Occupation, behind: readonly Reached[]): Reached[] {
  const places = new Map(stepsTo(map, destination).map(({ from }, place) => [from, place]));
  const placeIn = ({ occupation }: Reached): number => places.get(occupation) ?? places.size;
  return [...behind]
    .sort((a, b) => a.relationships - b.relationships || placeIn(a) - placeIn(b) || byTitle(a, b))
    .slice(0, SHOWN);
}

function rowOf(map: CareerMap, { occupation, relationships }: Reached) {
  return { ...placeOf(occupation), relationships, goes_on: goesOn(map, occupation) };
}

function placed(occupation: Occupation): string {
  return `${titled(occupation)}, ${occupation.route.name}`;
}

function titled(occupation: Occupation): string {
  return named(occupation.title, occupation.level);
}

function byTitle(a: Reached, b: Reached): number {
  return compared(a.occupation.title, b.occupation.title) || a.occupation.number - b.occupation.number;
}

/** The rules of `no_pathway`, the most telling first; at least one holds. */
function reasonsOf(
  map: CareerMap,
  origin: Occupation,
  destination: Occupation,
  ahead: readonly Reached[],
  behind: readonly Reached[],
): Reason[] {
  const [start, end] = [titled(origin), titled(destination)];
  const reasons: Reason[] = [];
  const low = map.imported ? null : standsNoHigher(origin, destination);
  if (distances(map, destination.number)[origin.number] > 0) {
    const text = `the path leads the other way: from ${end} one progresses to ${start}`;
    reasons.push({ kind: "other way round", text });
  } else if (low !== null) reasons.push({ kind: "no higher", text: low });
  const stuck = !goesOn(map, origin) && !ahead.some((row) => row.relationships === 1 && goesOn(map, row.occupation));
  if (stuck) {
    const where = ahead.length > 0 ? `, nor from the same occupation in ${routesOf(ahead)}` : "";
    reasons.push({ kind: "nothing from", text: `nothing progresses from ${start}${where}` });
  }
  const title = normalisedTitle(destination.title);
  const namesakes = behind.filter((row) => row.relationships === 1 && normalisedTitle(row.occupation.title) === title);
  if (namesakes.length === behind.length) {
    const where = behind.length > 0 ? `, nor to the same occupation in ${routesOf(behind)}` : "";
    reasons.push({ kind: "nothing to", text: `nothing progresses to ${end}${where}` });
  }
  if (reasons.length === 0 && map.imported) {
    const text = `what the tables state to be within reach (${ahead.length}) does not lead on to ${end}`;
    reasons.push({ kind: "no step on", text });
  } else if (reasons.length === 0) reasons.push(notOnToIt(origin, destination, ahead));
  const dead = ahead.filter((row) => !goesOn(map, row.occupation) && row.occupation.column !== "professional");
  if (!stuck && dead.length > 0 && !map.imported) {
    const text = `ways from ${start} end below the professional column at ${listed(dead)}`;
    reasons.push({ kind: "ways end", text });
  }
  return reasons;
}

/** Rule 3. */
function notOnToIt(origin: Occupation, destination: Occupation, ahead: readonly Reached[]): Reason {
  const end = titled(destination);
  const there = ahead.filter((row) => row.occupation.route === destination.route);
  if (there.length === 0 && origin.route !== destination.route) {
    const text =
      `no crossing leads from anything within reach into ${destination.route.name}: ` +
      `what is within reach (${ahead.length}) stands in ${routesOf(ahead)}`;
    return { kind: "no crossing", text };
  }
  const pathways = new Set(destination.listings.map((listing) => listing.cluster.pathway));
  const isIn = ({ occupation }: Reached): boolean =>
    occupation.listings.some((listing) => pathways.has(listing.cluster.pathway));
  if (!ahead.some(isIn)) {
    const names = [...new Set([...pathways].map((pathway) => pathway.name))].sort(compared).join("; ");
    const text =
      `nothing within reach (${there.length} of ${destination.route.name}) stands in the pathway ` +
      `${names} of ${end}, and a progression of the map stays within its pathway`;
    return { kind: "other pathway", text };
  }
  const text =
    `what is within reach in the pathway of ${end} does not lead on to it: a progression of the map goes ` +
    "to the next level stated in its own cluster, or to a column further right";
  return { kind: "no step on", text };
}

/** Rule 1, where the path does not lead the other way either. */
function standsNoHigher(origin: Occupation, destination: Occupation): string | null {
  const [start, end] = [titled(origin), titled(destination)];
  if (origin.level && destination.level) {
    if (destination.level > origin.level) return null;
    return `a progression of the map rises, and ${end} stands no higher than ${start}`;
  }
  const [left, right] = [origin, destination].map((occupation) => COLUMNS.indexOf(occupation.column as Column));
  if (right > left) return null;
  const where = right === left ? "in the same column as" : "in a column left of";
  return (
    "where a level is not stated a progression of the map leads to a column further right, and " +
    `${end} stands ${where} ${start}`
  );
}

/** Their routes, by name. Names have commas and an "and" in them, hence the semicolons. */
function routesOf(rows: readonly Reached[]): string {
  return [...new Set(rows.map((row) => row.occupation.route.name))].sort(compared).join("; ");
}

/** The first few, by title, those of one title with their routes, and how many more there are. */
function listed(rows: readonly Reached[]): string {
  const titles = rows.map((row) => titled(row.occupation));
  const several = new Set(titles.filter((title, i) => titles.indexOf(title) !== i));
  const names = titles.map((title, i) => (several.has(title) ? `${title} in ${rows[i].occupation.route.name}` : title));
  const more = names.length - SHOWN;
  return names.slice(0, SHOWN).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** All within reach, what is most like what is wanted first. */
function likest(ahead: readonly Reached[], wanted: Occupation): Reached[] {
  const words = foldedWords(wanted.title);
  const likeness = ahead.map((row) => {
    const { occupation } = row;
    const own = foldedWords(occupation.title);
    const common = [...own].filter((word) => words.has(word)).length;
    return {
      row,
      elsewhere: Number(occupation.route !== wanted.route),
      shared: (2 * common) / (own.size + words.size || 1),
      level: occupation.level && wanted.level ? Math.abs(occupation.level - wanted.level) : 9,
    };
  });
  likeness.sort(
    (a, b) =>
      a.elsewhere - b.elsewhere ||
      b.shared - a.shared ||
      a.level - b.level ||
      a.row.relationships - b.row.relationships ||
      byTitle(a.row, b.row),
  );
  return likeness.map(({ row }) => row);
}
