/** How levels, numbers, notes and errors read on a screen (explorer/views/wording.py, explorer/web/words.py). */

import type { PathwaysError, Row } from "../core/answers.ts";
import type { Occupation } from "../core/map.ts";

/** A qualification of each level that most people know. */
export const LIKE: Readonly<Record<number, string>> = {
  1: "GCSEs at grades 3 to 1",
  2: "GCSEs at grades 9 to 4",
  3: "A levels",
  4: "a higher national certificate (HNC)",
  5: "a foundation degree or HND",
  6: "a degree",
  7: "a master's degree",
  8: "a doctorate",
};

const UNSTATED: Readonly<Record<string, string>> = {
  technical: "2 or 3",
  higher_technical: "4 or 5",
  professional: "6 or 7",
};

export const PARTS = {
  by_title: "title",
  by_specialisms: "specialisms",
  by_place: "place",
  by_level: "level",
  by_basis: "basis",
} as const;

export const MADE_OF =
  "Related, from 0 to 1, is the sum of title (what the titles share; a ~ b are words of one trade), specialisms " +
  "(what these share besides), place (little in the title that is foreign there), level (the next step up) and basis.";

/** Each basis in a few words, the strongest first; the last two are of imported maps. */
export const BASES: Readonly<Record<string, string>> = {
  within_cluster: "next level, same cluster",
  same_row: "next column, same row",
  skips_column: "past an empty column",
  same_pathway: "next column, another row",
  stated: "stated by a table",
  related: "related, one level up",
};

/** The level of an occupation, with what it is like, and how it is learnt where that is marked; begins small. */
export function levelWords(row: Row): string {
  const name = row.level_name || "level";
  const carried = row.carried_level;
  if (row.level || !carried) return `${name} ${levelText(row)}`;
  const [level, ...how] = levelText({ ...row, level: carried }).split("; ");
  return [`taken as ${name} ${level} (not stated: ${UNSTATED[String(row.column)]})`, ...how].join("; ");
}

function levelText(row: Row): string {
  const { level, column, degree } = row;
  let text = level ? String(level) : column ? `${UNSTATED[String(column)]} (not stated)` : "not stated";
  if (degree) text += ", with a degree";
  else if (Number(level) in LIKE && !row.level_name) text += `, like ${LIKE[Number(level)]}`;
  return row.apprenticeship_only ? `${text}; apprenticeship only` : text;
}

/** What `levelWords` wants, of an occupation of the map. */
export function rowOf(occupation: Occupation, levelName: string | null): Row {
  const { level, column, degree, apprenticeshipOnly } = occupation;
  return {
    level,
    column,
    degree,
    apprenticeship_only: apprenticeshipOnly,
    ...(levelName && { level_name: levelName }),
  };
}

/** A title with its level. */
export function titled({ title, level }: { readonly title: string; readonly level: number | null }): string {
  return level ? `${title} (${level})` : title;
}

/** Relatedness as the sum that it is, exactly. */
function sumOfParts(row: Row): string {
  const terms = Object.entries(PARTS)
    .filter(([part]) => row[part])
    .map(([part, name]) => `${name} ${Number(row[part]).toFixed(4).replace(/^0/, "")}`);
  return `related ${Number(row.relatedness).toFixed(4)} = ${terms.join(" + ") || "nothing"}`;
}

/** What a progression rests on: its relatedness, basis and cost, and all the words that its ends share. */
export function stepNumbers(row: Row): string {
  const shared = row.shared_words as readonly string[];
  const words = shared.length > 0 ? `shared words: ${shared.join(", ")}` : "no word in common";
  return `${sumOfParts(row)}; ${words}; basis ${row.basis} (${BASES[String(row.basis)]}), cost ${row.cost}`;
}

/** A number of things. */
export function counted(count: number, what: string): string {
  return `${count || "no"} ${what}${count === 1 ? "" : "s"}`;
}

/** The same beginning large. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A word for each place of a template, as WEB of words.py has one. */
const PLACES: Readonly<Record<string, string>> = {
  in: "the route",
  route: "the route",
  level: "the level",
  search: "a search",
  all_rows: "“All of them”",
  fewest: "“Fewest steps”",
  see_route: "what the route holds",
  see_occupation: "the page of the occupation",
  see_path: "the path between the two",
  see_reach: "all that it can lead to",
  see_reach_back: "all that can lead to it",
  edition: "its link",
  via: "going by way of",
  avoid: "avoiding",
  max_level_gap: "a rise of at most",
  only: "taking only",
  clusters: "the question clusters",
  rows: "the rows of the JSON and the CSV that are saved",
  page_gaps: "the page on gaps of the documentation",
  page_editions: "the page on editions of the documentation",
  build_add: "the command that builds stores, adding {edition}",
  load_edition: "the command that loads a server, with {edition}",
};

/** A template with its places filled: by words of the screen, else by data. */
export function worded(template: string, data: Readonly<Record<string, unknown>>): string {
  const fillIn = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (place, name: string) => (name in data ? String(data[name]) : place));
  return fillIn(template.replace(/\{(\w+)\}/g, (place, name: string) => PLACES[name] ?? place));
}

/** What a template became, large where it begins with a place: the words of places begin small. */
export function begun(template: string, text: string): string {
  return template.startsWith("{") ? capital(text) : text;
}

/** What can be done about an error, in the words of the screen; without what stands there as links. */
export function cureText(error: PathwaysError): string {
  return begun(error.cure, worded(error.cure, { ...error.data, listed: "", elsewhere: "" }).trim());
}
