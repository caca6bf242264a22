/** Everything that an occupation, or a set of them, can lead to, or that can lead to it. */

import { type Among, checked, given, isAllowed, isGiven, isMember, left, parameters, words } from "./among.ts";
import { type Answer, INFERENCE, PathwaysError, type Row, STATED } from "./answers.ts";
import type { CareerMap, Occupation } from "./map.ts";
import { placeOf } from "./occupations.ts";
import { learnt } from "./wording.ts";
import { compared, counted } from "./words/texts.ts";

/** Of a shortest path, and within reach. */
export const MOST_RELATIONSHIPS = 12;

const APART = 1 << 20;

export interface Reached {
  readonly occupation: Occupation;
  /** How far away: progressions and crossings. */
  readonly relationships: number;
}

/** How far away each occupation is by its number, at most `most` relationships; -1 where it is farther. */
export function distances(map: CareerMap, start: number, backwards = false, most = MOST_RELATIONSHIPS): Int32Array {
  const away = new Int32Array(map.occupations.length).fill(-1);
  away[start] = 0;
  let reached = [start];
  for (let far = 1; far <= most && reached.length > 0; far++) {
    const following: number[] = [];
    for (const here of reached) {
      const onward = backwards ? map.back[here] : map.onward[here];
      for (const end of onward) {
        const there = typeof end === "number" ? end : end.to;
        if (away[there] < 0) {
          away[there] = far;
          following.push(there);
        }
      }
    }
    reached = following;
  }
  return away;
}

/** All within reach, by level (not stated last), how far away they are, title, id. */
export function reached(map: CareerMap, occupation: Occupation, backwards = false): Reached[] {
  const away = distances(map, occupation.number, backwards);
  const found = map.occupations.filter((other) => away[other.number] > 0);
  return found
    .map((other) => ({ occupation: other, relationships: away[other.number] }))
    .sort((a, b) => byLevel(a.occupation, b.occupation) || a.relationships - b.relationships || byRank(a, b));
}

function byLevel(a: Occupation, b: Occupation): number {
  return (a.level ?? Number.MAX_SAFE_INTEGER) - (b.level ?? Number.MAX_SAFE_INTEGER);
}

function byRank(a: { readonly occupation: Occupation }, b: { readonly occupation: Occupation }): number {
  return a.occupation.rank - b.occupation.rank;
}

/** Whether anything progresses from an occupation. */
export function goesOn(map: CareerMap, occupation: Occupation): boolean {
  return map.steps[occupation.number].length > 0;
}

interface ReachWishes extends Among {
  /** Within so many progressions, crossings not counted; null: at most 12 of both together. */
  readonly steps?: number | null;
  readonly backwards?: boolean;
}

/** All that an occupation can lead to, or, `backwards`, that can lead to it. */
export function reach(map: CareerMap, occupation: Occupation, wishes: ReachWishes = {}): Answer {
  const { steps = null, backwards = false, ...among } = wishes;
  const wanted = checked(map, among);
  const [rows, notes] =
    steps === null
      ? reachRows(map, occupation, backwards, wanted)
      : stepsAwayRows(map, occupation, steps, backwards, wanted);
  const none = notes.length > 0 ? [] : [`Nothing leads ${backwards ? "to it" : "on from it"}.`];
  const first = rows.length > 0 ? [map.imported ? STATED : INFERENCE] : none;
  const level = wanted.levels?.length === 1 ? wanted.levels[0] : null;
  const asked =
    steps === null
      ? { id: occupation.id, relationships: MOST_RELATIONSHIPS, level, route: wanted.route ?? null }
      : { id: occupation.id, steps, backwards };
  const question = steps !== null ? "within-steps" : backwards ? "reach-back" : "reach";
  const query = steps === null ? question : null;
  return { question, query, rows, parameters: { ...asked, ...given(wanted) }, notes: [...first, ...notes] };
}

function reachRows(map: CareerMap, origin: Occupation, backwards: boolean, among: Among): [Row[], readonly string[]] {
  const asked: Among = { route: among.route ?? null, levels: among.levels?.length === 1 ? among.levels : [] };
  const all = reached(map, origin, backwards);
  const found = all.filter((row) => isMember(asked, row.occupation));
  const { rows, notes } = left(map, found.length > 0 ? found : all, among, (row) => row.occupation);
  const made = rows.map(({ occupation, relationships }) => ({
    ...placeOf(occupation),
    relationships,
    goes_on: goesOn(map, occupation),
    ...learnt(map, occupation),
  }));
  return [made, notes];
}

function stepsAwayRows(
  map: CareerMap,
  origin: Occupation,
  steps: number,
  backwards: boolean,
  among: Among,
): [Row[], readonly string[]] {
  if (!Number.isInteger(steps) || steps < 1) {
    throw new PathwaysError("WrongParameter", `steps ${steps}: a number of steps, 1 or more.`);
  }
  const { rows, notes } = left(map, withinSteps(map, origin, steps, backwards), among, (row) => row.occupation);
  const made = rows.map(({ occupation, steps: far, crossings }) => ({
    ...placeOf(occupation),
    steps: far,
    crossings,
    ...learnt(map, occupation),
  }));
  return [made, notes];
}

interface StepsAway {
  readonly occupation: Occupation;
  readonly steps: number;
  /** Of the path with the fewest steps. */
  readonly crossings: number;
}

/** All that is at most so many steps away, crossings free: each by the fewest steps, then the fewest crossings. */
function withinSteps(map: CareerMap, origin: Occupation, steps: number, backwards = false): StepsAway[] {
  const far = new Float64Array(map.occupations.length).fill(Number.POSITIVE_INFINITY);
  far[origin.number] = 0;
  const limit = (steps + 1) * APART - 1;
  // Rounds over all that came nearer: few occupations cross, and none twice for nothing.
  let waiting = [origin.number];
  while (waiting.length > 0) {
    const nearer = new Set<number>();
    for (const here of waiting) {
      for (const [there, weight] of relationships(map, here, backwards)) {
        const total = far[here] + weight;
        if (total < far[there] && total <= limit) {
          far[there] = total;
          nearer.add(there);
        }
      }
    }
    waiting = [...nearer];
  }
  return map.occupations
    .filter((other) => other !== origin && far[other.number] <= limit)
    .map((occupation) => {
      const total = far[occupation.number];
      return { occupation, steps: Math.floor(total / APART), crossings: total % APART };
    })
    .sort(
      (a, b) => byLevel(a.occupation, b.occupation) || a.steps - b.steps || a.crossings - b.crossings || byRank(a, b),
    );
}

function* relationships(map: CareerMap, here: number, backwards: boolean): Generator<[number, number]> {
  if (!backwards) {
    for (const { to, crossing } of map.onward[here]) yield [to, crossing ? 1 : APART];
    return;
  }
  for (const there of map.back[here]) {
    yield [there, map.crossings[there].some((crossing) => crossing.to.number === here) ? 1 : APART];
  }
}

interface SetReach {
  readonly occupation: Occupation;
  readonly others: number;
  readonly nearest: Occupation;
  readonly relationships: number;
}

/** Which of some origins can lead to any of some destinations; or, of no destinations, what origins lead to. */
export function reachBetween(map: CareerMap, origins: Among, destinations: Among, among: Among = {}): Answer {
  const [from, to, wanted] = [checked(map, origins), checked(map, destinations), checked(map, among)];
  if (!isGiven(from) && !isGiven(to)) {
    const cure = "Name one, as in Among(levels=[2]).";
    throw new PathwaysError("WrongParameter", "neither origins nor destinations are named.", cure);
  }
  const found = between(map, setOf(from), setOf(to), !isGiven(to));
  const why = found.length > 0 ? [] : whyNone(map, from, to);
  const { rows, notes } = left(map, found, wanted, (row) => row.occupation);
  const made: Row[] = rows.map((row) => ({ ...setReachRow(row), ...learnt(map, row.occupation) }));
  const question = isGiven(to) ? "reach-origins" : "reach-destinations";
  return {
    question,
    query: question,
    rows: made,
    parameters: { ...parameters(from, "from"), ...parameters(to, "to"), ...given(wanted) },
    notes: [...(made.length > 0 ? [map.imported ? STATED : INFERENCE] : []), ...why, ...notes],
  };
}

/** A row of reach-origins.cypher and reach-destinations.cypher. */
export function setReachRow({ occupation, others, nearest, relationships: far }: SetReach): Row {
  return {
    ...placeOf(occupation),
    others,
    nearest_id: nearest.id,
    nearest_title: nearest.title,
    nearest_level: nearest.level,
    nearest_route_name: nearest.route.name,
    relationships: far,
  };
}

function setOf(among: Among): IsMeant {
  return (occupation) => isMember(among, occupation);
}

type IsMeant = (occupation: Occupation) => boolean;

/** The origins that lead to any of the destinations, or, `backwards`, the destinations that any of the origins leads to. */
export function between(map: CareerMap, isOrigin: IsMeant, isDestination: IsMeant, backwards: boolean): SetReach[] {
  const [isRow, isOther] = backwards ? [isDestination, isOrigin] : [isOrigin, isDestination];
  const sought = map.occupations.filter(isOther).sort((a, b) => a.rank - b.rank);
  const found: SetReach[] = [];
  for (const occupation of map.occupations) {
    if (!isRow(occupation)) continue;
    const away = distances(map, occupation.number, backwards);
    const ends = sought.filter((end) => end !== occupation && away[end.number] > 0);
    if (ends.length === 0) continue;
    let nearest = ends[0];
    for (const end of ends) if (away[end.number] < away[nearest.number]) nearest = end;
    found.push({ occupation, others: ends.length, nearest, relationships: away[nearest.number] });
  }
  return found.sort((a, b) => byLevel(a.occupation, b.occupation) || a.relationships - b.relationships || byRank(a, b));
}

/** Why nothing of one set can lead to anything of another (queries/why_none.py). */
function whyNone(map: CareerMap, origins: Among, destinations: Among): string[] {
  const empty = [origins, destinations]
    .filter((among) => !map.occupations.some((occupation) => isAllowed(among, occupation)))
    .map((among) => noneOfThatKind(map, among));
  if (empty.length > 0) return [...new Set(empty)];
  if (!isGiven(destinations)) return [`Nothing leads on from occupations ${words(map, origins)}.`];
  const leading = between(map, () => true, setOf(destinations), false).map((row) => row.occupation);
  if (leading.length === 0) return [`Nothing leads to occupations ${words(map, destinations)}.`];
  const routes = [...new Set(leading.map((occupation) => occupation.route.name))].sort(compared).join("; ");
  return [
    `What leads to occupations ${words(map, destinations)} (${counted(leading.length)}) is of ` +
      `${levelsOf(leading)}, in ${routes}; none of it ${words(map, origins)}.`,
  ];
}

function noneOfThatKind(map: CareerMap, among: Among): string {
  const route = map.routes.find((one) => one.id === among.route);
  if (route && map.occupations.every((occupation) => occupation.route !== route)) {
    return `The document holds no table of the route ${route.name} (line ${route.line}).`;
  }
  return `The map has no occupation ${words(map, among)}.`;
}

function levelsOf(occupations: readonly Occupation[]): string {
  const levels = new Set(occupations.map((occupation) => occupation.level));
  const stated = [...levels].filter((level) => level).sort((a, b) => Number(a) - Number(b));
  const all = [...stated.map(String), ...(levels.has(null) ? ["not stated"] : [])];
  const last = all.pop();
  return all.length > 0 ? `level ${all.join(", ")} or ${last}` : `level ${last}`;
}
