/** What changed between two editions of a store (queries/edition_changes.py, explorer/views/diff.py). */

import { type Answer, type Note, PathwaysError, type Row } from "./answers.ts";
import type { Explorer } from "./explorer.ts";
import type { Change, Compared, Place } from "./joins.ts";
import type { CareerMap } from "./map.ts";
import { findRoute } from "./naming.ts";
import { CHANGES } from "./packed.ts";
import { counted } from "./words/texts.ts";
import { key } from "./words/titles.ts";

/** Kinds of change of which no link is claimed. */
export const NO_FACTS: readonly string[] = ["proposed", "cannot tell"];

interface ChangeWishes {
  /** Only what stood in it, or was added to it. */
  readonly route?: string | null;
  /** Some of the kinds of change. */
  readonly only?: readonly string[];
}

/** An occupation of a row, as far as it tells what became of it. */
export interface Listed {
  readonly id: string;
  readonly title: string;
  readonly level: number | null;
  readonly column: string | null;
  readonly route: string | null;
  readonly code: string | null;
}

/** What changed, and how many changes there are of each kind. */
interface Changes {
  readonly answer: Answer;
  readonly counts: ReadonlyMap<string, number>;
}

const HOW_SURE: Note = {
  fact: "How the editions are linked, and how sure that is:",
  advice: "{page_editions}.",
  data: {},
};

/** What became of the occupations of one edition in another. Throws UnknownName and WrongParameter. */
export function changes(explorer: Explorer, older: string, newer: string, wishes: ChangeWishes = {}): Changes {
  const compared = comparison(explorer, older, newer);
  const [before, after] = [mapOf(explorer, older), mapOf(explorer, newer)];
  const route = wishes.route ? routeIn(before, after, wishes.route) : null;
  const only = wishes.only ?? [];
  const unknown = only.find((kind) => !CHANGES.includes(kind));
  if (unknown !== undefined) {
    throw new PathwaysError("WrongParameter", `only '${unknown}': one of ${CHANGES.join(", ")}.`);
  }
  const ofRoute = compared.rows.filter((row) => route === null || isOf(row, route.name));
  const rows = ofRoute.filter(({ change }) => only.length === 0 || only.includes(change));
  const notes = [...compared.notes, ...leftOut(compared, route !== null, only), ...besides(ofRoute, only), HOW_SURE];
  const answer: Answer = {
    ...{ question: "diff", query: null, notes },
    rows: rows.map((row) => rowOf(row, compared.levels)),
    parameters: { older, newer, route: route?.id ?? null, only },
    columns: () => COLUMNS,
    flat,
  };
  const counts = CHANGES.map((kind) => [kind, ofRoute.filter(({ change }) => change === kind).length] as const);
  return { answer, counts: new Map(counts) };
}

function mapOf({ map, joins }: Explorer, name: string): CareerMap {
  const found = map.name === name ? map : joins?.others.get(name)?.map;
  if (found !== undefined) return found;
  const there = [map.name, ...(joins?.others.keys() ?? [])].sort().join(", ");
  throw new PathwaysError("UnknownName", `no edition '${name}'; there is ${there}.`, "", { candidates: [] });
}

function comparison(explorer: Explorer, older: string, newer: string): Compared {
  for (const name of [older, newer]) mapOf(explorer, name);
  if (older === newer) throw new PathwaysError("WrongParameter", `${older} and ${older} are one edition.`, "Name two.");
  const all = explorer.joins?.compared ?? [];
  const found = all.find((one) => one.older === older && one.newer === newer);
  if (found !== undefined) return found;
  if (all.some((one) => one.older === newer && one.newer === older)) {
    throw new PathwaysError(
      "WrongParameter",
      `${older} follows ${newer}: what changed is told from the older edition to the newer.`,
      `Swap the two: first ${newer}, then ${older}.`,
    );
  }
  throw new PathwaysError(
    "WrongParameter",
    `Nothing says that ${newer} follows ${older}, and a page compares editions of which one follows the other.`,
    "The command that tells what changed compares any two.",
  );
}

/** The route of that name in the older edition; where that has none, in the newer. */
function routeIn(older: CareerMap, newer: CareerMap, text: string): { readonly id: string; readonly name: string } {
  try {
    return findRoute(older, text);
  } catch (unknown) {
    if (!(unknown instanceof PathwaysError) || unknown.kind !== "UnknownName") throw unknown;
    try {
      return findRoute(newer, text);
    } catch {
      throw unknown;
    }
  }
}

/** Whether an occupation stood in the route or, where it was added, stands in it. */
function isOf({ from, to }: Change, name: string): boolean {
  const place = routeOf(from ?? to[0]);
  return place !== null && key(place) === key(name);
}

function routeOf({ occupation }: Place): string | null {
  return occupation?.route.stated ? occupation.route.name : null;
}

function leftOut({ newer, rows }: Compared, isOfRoute: boolean, only: readonly string[]): string[] {
  const unplaced = rows.filter(({ from, to }) => from === null && routeOf(to[0]) === null).length;
  if (!isOfRoute || unplaced === 0 || (only.length > 0 && !only.includes("added"))) return [];
  return [`Added in ${newer} and left out here, as it states no route for them: ${counted(unplaced)}.`];
}

/** How many others changed so, too, and are told under what comes before it. */
function besides(ofRoute: readonly Change[], only: readonly string[]): string[] {
  return only.flatMap((kind) => {
    const others = ofRoute.filter(({ also, change }) => also.includes(kind) && !NO_FACTS.includes(change)).length;
    if (others === 0) return [];
    return [`Also ${kind}, and told under another kind of change: ${counted(others)}; \`also\` says it of each.`];
  });
}

function rowOf({ change, from, to, evidence, score, also, candidates, reason }: Change, hasLevels: boolean): Row {
  const listed = (place: Place) => listedOf(place, hasLevels);
  const row = { change, from: from && listed(from), to: to.map(listed), evidence, score, also };
  return { ...row, candidates: candidates.map(listed), reason } as unknown as Row; // which holds others, as JSON has it
}

function listedOf(place: Place, hasLevels: boolean): Listed | null {
  const { occupation } = place;
  if (occupation === undefined) return null;
  const { id, title, level, column, imported } = occupation;
  const own = hasLevels ? { level, column } : { level: null, column: null };
  return { id, title, ...own, route: routeOf(place), code: imported?.code ?? null };
}

const FIELDS = ["id", "title", "level", "column", "route", "code"] as const;

const COLUMNS = [
  "change",
  ...["from", "to"].flatMap((end) => FIELDS.map((field) => `${end}_${field}`)),
  ...["evidence", "score", "also"],
  ...FIELDS.map((field) => `candidates_${field}`),
  "reason",
];

/** A row of JSON as the columns of CSV: each field of an occupation is one, and that of several a list. */
function flat(row: Row): Row {
  const { from, to, candidates } = row as unknown as {
    readonly from: Listed | null;
    readonly to: readonly Listed[];
    readonly candidates: readonly Listed[];
  };
  const cells = FIELDS.flatMap((field) => [
    [`from_${field}`, from?.[field] ?? null],
    [`to_${field}`, to.map((listed) => listed[field])],
    [`candidates_${field}`, candidates.map((listed) => listed[field])],
  ]);
  return { ...row, ...Object.fromEntries(cells) };
}
