/** What an occupation, or the workers of a level, can progress to, and what progresses to it. */

import { type Among, checked, given, left } from "./among.ts";
import { type Answer, INFERENCE, type Note, PathwaysError, type Row, STATED } from "./answers.ts";
import type { CareerMap, Occupation, Step } from "./map.ts";
import { placeOf } from "./occupations.ts";
import { amount, learnt, MOVES, MOVES_BACK, STATED_MOVES, stepWords } from "./wording.ts";
import { compared } from "./words/texts.ts";

const NEAREST_FIRST = "The most closely related come first.";

const FARTHEST = 5;

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

function statedColumns(step: Step) {
  return step.stated === null ? {} : { step_file: step.stated.file, step_row: step.stated.row };
}

/** What ends a row of a progression: how its end is learnt, where it is stated, and why it is one. */
function besides(map: CareerMap, step: Step, end: Occupation) {
  return { ...learnt(map, end), ...statedColumns(step), reason: stepWords(step) };
}

/** What a table states first, then the most closely related, then by cost, level, title, id of an end. */
function nearestFirst(end: (step: Step) => Occupation): (a: Step, b: Step) => number {
  return (a, b) => isStated(b) - isStated(a) || b.related - a.related || a.cost - b.cost || end(a).rank - end(b).rank;
}

function isStated(step: Step): number {
  return Number(step.basis === "stated");
}

/** In the order in which an adviser would offer them. */
function byMove(map: CareerMap, steps: readonly Step[], moves: object): Step[] {
  const order = Object.keys(map.imported ? STATED_MOVES : moves);
  const place = (step: Step): number => order.indexOf(map.imported ? step.basis : step.move);
  return [...steps].sort((a, b) => place(a) - place(b));
}

function inferred(map: CareerMap): string {
  return `${map.imported ? STATED : INFERENCE} ${NEAREST_FIRST}`;
}

/** What an occupation can progress to: `steps` ahead, 1 to 5. */
export function next(map: CareerMap, occupation: Occupation, among: Among = {}, steps = 1): Answer {
  const wanted = checked(map, among);
  checkSteps(steps);
  const asked = { id: occupation.id, ...(steps > 1 ? { steps } : {}), ...given(wanted) };
  const question = steps > 1 ? "next-steps-ahead" : "next-steps";
  let rows: readonly Row[];
  let notes: readonly string[];
  if (steps > 1) {
    const found = left(map, ahead(map, occupation, steps), wanted, (way) => way.end);
    notes = found.notes;
    rows = found.rows.map((way) => ({ ...aheadRow(way), ...learnt(map, way.end) }));
  } else {
    const sorted = [...map.steps[occupation.number]].sort(nearestFirst((step) => step.to));
    const found = left(map, sorted, wanted, (step) => step.to);
    notes = found.notes;
    rows = byMove(map, found.rows, MOVES).map((step) => ({
      ...placeOf(step.to),
      ...stepColumns(step),
      ...clusterColumns(step),
      ...besides(map, step, step.to),
    }));
  }
  if (rows.length > 0) return { question, rows, parameters: asked, notes: [inferred(map), ...notes] };
  return { question, rows, parameters: asked, notes: notes.length > 0 ? notes : [elsewhere(map, occupation)] };
}

function checkSteps(steps: number): void {
  if (!Number.isInteger(steps) || steps < 1 || steps > FARTHEST) {
    throw new PathwaysError("WrongParameter", `steps ${steps}: a number from 1 to ${FARTHEST}.`);
  }
}

/** What progresses to an occupation. */
export function before(map: CareerMap, occupation: Occupation, among: Among = {}): Answer {
  const wanted = checked(map, among);
  const sorted = [...map.stepsTo[occupation.number]].sort(nearestFirst((step) => step.from));
  const found = left(map, sorted, wanted, (step) => step.from);
  const rows: Row[] = byMove(map, found.rows, MOVES_BACK).map((step) => ({
    ...placeOf(step.from),
    ...stepColumns(step),
    ...clusterColumns(step),
    ...besides(map, step, step.from),
  }));
  const begins = map.imported ? "no table states what does" : "its pathways begin there";
  const none = found.notes.length > 0 ? [] : [`Nothing progresses to it: ${begins}.`];
  const notes = [...(rows.length > 0 ? [inferred(map)] : none), ...found.notes];
  return { question: "what-leads-to", rows, parameters: { id: occupation.id, ...given(wanted) }, notes };
}

/** What workers of a stated level can progress to, by route. */
export function nextOfLevel(map: CareerMap, level: number, among: Among = {}, steps = 1): Answer {
  const wanted = checked(map, among);
  checkSteps(steps);
  const route = wanted.route ?? null;
  const origins = map.occupations.filter((o) => o.level === level && (route === null || o.route.id === route));
  const asked = { level, route, ...(steps > 1 ? { steps } : {}), ...given(wanted) };
  const question = steps > 1 ? "level-next-steps-ahead" : "level-next-steps";
  let found: { rows: readonly Row[]; notes: readonly string[] };
  if (steps > 1) {
    const ways = origins.flatMap((origin) => ahead(map, origin, steps));
    ways.sort(
      (a, b) =>
        byRoute(a.end, b.end) || b.least - a.least || a.cost - b.cost || byEnds([a.end, a.from], [b.end, b.from]),
    );
    const kept = left(map, ways, wanted, (way) => way.end);
    const rows = kept.rows.map((way) => ({ ...from(way.from), ...aheadRow(way), ...learnt(map, way.end) }));
    found = { rows, notes: kept.notes };
  } else {
    const some = origins.flatMap((origin) => map.steps[origin.number]);
    some.sort(
      (a, b) =>
        byRoute(a.to, b.to) ||
        isStated(b) - isStated(a) ||
        b.related - a.related ||
        a.cost - b.cost ||
        byEnds([a.to, a.from], [b.to, b.from]),
    );
    const kept = left(map, some, wanted, (step) => step.to);
    const rows = kept.rows.map((step) => ({
      ...from(step.from),
      ...placeOf(step.to),
      ...stepColumns(step),
      ...clusterColumns(step),
      ...besides(map, step, step.to),
    }));
    found = { rows, notes: kept.notes };
  }
  const first = found.rows.length > 0 ? [inferred(map)] : [];
  const notes = [...first, ...unanswered(map, level, wanted, found.rows), ...found.notes];
  return { question, rows: found.rows, parameters: asked, notes };
}

function from(origin: Occupation) {
  return { from_id: origin.id, from_title: origin.title, from_level: origin.level };
}

function byRoute(a: Occupation, b: Occupation): number {
  return compared(a.route.name, b.route.name);
}

function byEnds(a: readonly [Occupation, Occupation], b: readonly [Occupation, Occupation]): number {
  return a[0].rank - b[0].rank || a[1].number - b[1].number;
}

/** A way of several progressions to an occupation, of the shortest to it the best. */
interface Way {
  readonly from: Occupation;
  readonly end: Occupation;
  readonly steps: readonly Step[];
  readonly cost: number;
  readonly related: number;
  /** The relatedness of the least related step. */
  readonly least: number;
}

/** What is at most so many progressions ahead, by the question's order: the most related first. */
function ahead(map: CareerMap, origin: Occupation, steps: number): Way[] {
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

function aheadRow(way: Way) {
  return {
    ...placeOf(way.end),
    steps: way.steps.length,
    cost: way.cost,
    relatedness: way.least / 10_000,
    bases: way.steps.map((step) => step.basis),
    via: way.steps.slice(0, -1).map((step) => step.to.title),
  };
}

/** What an answer for a level leaves out: routes without an occupation of it, and occupations without any level. */
function unanswered(map: CareerMap, level: number, among: Among, rows: readonly Row[]): string[] {
  const lists = map.imported ? "No occupation stands first in" : "The document holds no table of";
  const routes = map.routes.filter((route) => !among.route || route.id === among.route);
  const some = map.occupations.filter((o) => !among.route || o.route.id === among.route);
  const listed = new Set(some.map((o) => o.route.id));
  const ofLevel = new Set(some.filter((o) => o.level === level).map((o) => o.route.id));
  const answered = new Set(rows.map((row) => row.route));
  const filtered = among.column || among.apprenticeship_only || among.degree;
  const step = filtered ? "Nothing of that kind is a step" : "Nothing progresses";
  const leftOut: [string, (id: string) => boolean][] = [
    [`No occupation of level ${level} is stated in`, (id) => listed.has(id) && !ofLevel.has(id)],
    [lists, (id) => !listed.has(id)],
    [`${step} from level ${level} in`, (id) => ofLevel.has(id) && !answered.has(id)],
  ];
  const sentences = leftOut.flatMap(([what, isMeant]) => {
    const names = routes.filter((route) => isMeant(route.id)).map((route) => route.name);
    return names.length > 0 ? [`${what}: ${names.join(", ")}.`] : [];
  });
  const unstated = some.filter((o) => o.level === null).length;
  const count = `${unstated} of ${some.length} occupations state no level; they do not count as of level ${level}.`;
  return unstated > 0 ? [...sentences, count] : sentences;
}

/** Where the same occupation goes on, when nothing progresses from it in its own route. */
function elsewhere(map: CareerMap, occupation: Occupation): string | Note {
  if (occupation.imported !== null) return unstated(occupation, occupation.imported.related.length);
  const note = "Nothing progresses from it in its route.";
  const routes = goesOnIn(map, occupation);
  if (routes.length === 0) return note;
  const fact = `${note} The same occupation goes on in ${routes.join(", ")}:`;
  return { fact, advice: "see {see_reach}.", data: { occupation: occupation.id } };
}

function unstated({ id }: Occupation, related: number): string | Note {
  const note = "No table states what it progresses to";
  if (related === 0) return `${note}.`;
  const fact = `${note}; ${amount(related, "occupation")} ${related === 1 ? "is" : "are"} related to it.`;
  return { fact, advice: "See {see_occupation}.", data: { occupation: id } };
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
