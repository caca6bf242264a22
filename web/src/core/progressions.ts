/** Progressions, and ways of several, in the order of the questions about them, and as their rows. */

import type { CareerMap, Occupation, Step } from "./map.ts";
import { placeOf } from "./occupations.ts";
import { compared } from "./words/texts.ts";

/** The columns of a progression, besides those of its ends. */
export function stepColumns(step: Step) {
  const { parts } = step;
  return {
    basis: step.basis,
    cost: step.cost,
    move: step.move,
    skips: step.skips,
    relatedness: step.related / 10_000,
    by_title: parts.title / 10_000,
    by_specialisms: parts.specialisms / 10_000,
    by_place: parts.place / 10_000,
    by_level: parts.level / 10_000,
    by_basis: parts.basis / 10_000,
    level_gap: step.levelGap,
    shared_words: step.sharedWords,
  };
}

function clusterColumns(step: Step) {
  return {
    pathway: step.toCluster?.pathway.id ?? null,
    from_cluster: step.fromCluster?.id ?? null,
    to_cluster: step.toCluster?.id ?? null,
  };
}

/** A row of a progression, seen from its other end. */
export function stepRow(step: Step, end: Occupation) {
  return { ...placeOf(end), ...stepColumns(step), ...clusterColumns(step) };
}

/** A row of a progression that names both its ends. */
export function progressionRow(step: Step) {
  return { ...originColumns(step.from), ...stepRow(step, step.to) };
}

export function originColumns(origin: Occupation) {
  return { from_id: origin.id, from_title: origin.title, from_level: origin.level };
}

/** What an occupation can progress to, what a table states first, then the most closely related. */
export function nextSteps(map: CareerMap, occupation: Occupation): Step[] {
  return [...map.steps[occupation.number]].sort(nearestFirst((step) => step.to));
}

/** What progresses to an occupation, likewise. */
export function stepsTo(map: CareerMap, occupation: Occupation): Step[] {
  return [...map.stepsTo[occupation.number]].sort(nearestFirst((step) => step.from));
}

/** What workers of a level can progress to, route by route; `route`: from there alone. */
export function levelSteps(map: CareerMap, level: number, route: string | null): Step[] {
  const steps = ofLevel(map, level, route).flatMap((origin) => map.steps[origin.number]);
  const nearest = nearestFirst((step) => step.to);
  return steps.sort((a, b) => byRoute(a.to, b.to) || nearest(a, b) || a.from.number - b.from.number);
}

/** Progressions that skip at least one level, the highest jump first. */
export function levelJumps(map: CareerMap, route: string | null): Step[] {
  const jumps = map.steps
    .flat()
    .filter((step) => (step.levelGap ?? 0) > 1 && (route === null || step.from.route.id === route));
  return jumps.sort(
    (a, b) =>
      (b.levelGap ?? 0) - (a.levelGap ?? 0) ||
      b.related - a.related ||
      a.cost - b.cost ||
      a.to.rank - b.to.rank ||
      a.from.number - b.from.number,
  );
}

function ofLevel(map: CareerMap, level: number, route: string | null): Occupation[] {
  return map.occupations.filter((o) => o.level === level && (route === null || o.route.id === route));
}

/** What a table states first, then the most closely related, then by cost, level, title, id of an end. */
function nearestFirst(end: (step: Step) => Occupation): (a: Step, b: Step) => number {
  return (a, b) => isStated(b) - isStated(a) || b.related - a.related || a.cost - b.cost || end(a).rank - end(b).rank;
}

function isStated(step: Step): number {
  return Number(step.basis === "stated");
}

export function byRoute(a: Occupation, b: Occupation): number {
  return compared(a.route.name, b.route.name);
}

/** A way of several progressions to an occupation, of the shortest to it the best. */
export interface Way {
  readonly from: Occupation;
  readonly end: Occupation;
  readonly steps: readonly Step[];
  readonly cost: number;
  readonly related: number;
  /** The relatedness of the least related step. */
  readonly least: number;
}

/** What is at most so many progressions ahead, by the question's order: the most related first. */
export function ahead(map: CareerMap, origin: Occupation, steps: number): Way[] {
  const start: Way = { from: origin, end: origin, steps: [], cost: 0, related: 0, least: 10_000 };
  const found = new Map<number, Way>([[origin.number, start]]);
  let layer: Way[] = [start];
  for (let far = 1; far <= steps; far++) {
    const best = new Map<number, Way>();
    for (const way of layer) {
      for (const step of map.steps[way.end.number]) {
        if (found.has(step.to.number)) continue;
        const longer = extended(way, step);
        const other = best.get(step.to.number);
        if (other === undefined || isBetter(longer, other)) best.set(step.to.number, longer);
      }
    }
    for (const [number, way] of best) found.set(number, way);
    layer = [...best.values()];
  }
  found.delete(origin.number);
  return [...found.values()].sort((a, b) => b.least - a.least || a.cost - b.cost || a.end.rank - b.end.rank);
}

function extended(way: Way, step: Step): Way {
  return {
    from: way.from,
    end: step.to,
    steps: [...way.steps, step],
    cost: way.cost + step.cost,
    related: way.related + step.related,
    least: Math.min(way.least, step.related),
  };
}

/** The lower cost, then the higher sum of relatedness, then the first by its ids. */
function isBetter(way: Way, other: Way): boolean {
  if (way.cost !== other.cost) return way.cost < other.cost;
  if (way.related !== other.related) return way.related > other.related;
  const place = way.steps.findIndex((step, i) => step.to !== other.steps[i].to);
  return place >= 0 && way.steps[place].to.number < other.steps[place].to.number;
}

export function aheadRow(way: Way) {
  return {
    ...placeOf(way.end),
    steps: way.steps.length,
    cost: way.cost,
    relatedness: way.least / 10_000,
    bases: way.steps.map((step) => step.basis),
    via: way.steps.slice(0, -1).map((step) => step.to.title),
  };
}

/** What workers of a level can progress to in so many steps, route by route, the most closely related first. */
export function levelAhead(map: CareerMap, level: number, route: string | null, steps: number): Way[] {
  const ways = ofLevel(map, level, route).flatMap((origin) => ahead(map, origin, steps));
  return ways.sort(
    (a, b) =>
      byRoute(a.end, b.end) ||
      b.least - a.least ||
      a.cost - b.cost ||
      a.end.rank - b.end.rank ||
      a.from.number - b.from.number,
  );
}

/** The names of the other routes where an occupation below the professional column has a next step, if it has none. */
export function goesOnIn(map: CareerMap, occupation: Occupation): string[] {
  const { number, column } = occupation;
  if (column === null || column === "professional" || map.steps[number].length > 0) return [];
  const twins = map.crossings[number]
    .map((crossing) => crossing.to)
    .filter((twin) => map.steps[twin.number].length > 0);
  return [...new Set(twins.sort((a, b) => byRoute(a, b) || a.number - b.number).map((twin) => twin.route.name))];
}
