/** What an occupation, or the workers of a level, can progress to, and what progresses to it. */

import { type Among, checked, given, left } from "./among.ts";
import { type Answer, INFERENCE, type Note, PathwaysError, type Row, STATED } from "./answers.ts";
import type { CareerMap, Occupation, Step } from "./map.ts";
import {
  ahead,
  aheadRow,
  goesOnIn,
  levelAhead,
  levelSteps,
  nextSteps,
  originColumns,
  progressionRow,
  stepRow,
  stepsTo,
  type Way,
} from "./progressions.ts";
import { amount, learnt, MOVES, MOVES_BACK, STATED_MOVES, stepWords } from "./wording.ts";

const NEAREST_FIRST = "The most closely related come first.";

/** In which order progressions come that come in groups, by the columns that tell these apart. */
const ORDERS: Readonly<Record<string, string>> = {
  move:
    "Steps in the same trade come first, then those up to supervision and management, then changes of trade; " +
    "within each, the most closely related come first.",
  basis:
    "What the tables state comes first, then what is related and one level up; within each, the most closely related " +
    "come first.",
  route_name: "They come route by route; within each, the most closely related come first.",
  "route_name, basis":
    "They come route by route, what the tables state first, then what is related and one level up; within each, the " +
    "most closely related come first.",
};

const FARTHEST = 5;

function statedColumns(step: Step) {
  return step.stated === null ? {} : { step_file: step.stated.file, step_row: step.stated.row };
}

/** What ends a row of a progression: how its end is learnt, where it is stated, and why it is one. */
function besides(map: CareerMap, step: Step, end: Occupation) {
  return { ...learnt(map, end), ...statedColumns(step), reason: stepWords(step) };
}

/** In the order in which an adviser would offer them. */
function byMove(map: CareerMap, steps: readonly Step[], moves: object): Step[] {
  const order = Object.keys(map.imported ? STATED_MOVES : moves);
  const place = (step: Step): number => order.indexOf(map.imported ? step.basis : step.move);
  return [...steps].sort((a, b) => place(a) - place(b));
}

/** Where progressions come from, and in which order they come: by these columns, then by relatedness. */
function inferred(map: CareerMap, rows: readonly Row[], columns: readonly string[]): string {
  const told = columns.filter((column) => new Set(rows.map((row) => row[column])).size > 1);
  return `${map.imported ? STATED : INFERENCE} ${ORDERS[told.join(", ")] ?? NEAREST_FIRST}`;
}

/** What the steps from one occupation, or to it, are grouped by. */
function grouping(map: CareerMap, steps = 1): string[] {
  if (steps > 1) return [];
  return [map.imported ? "basis" : "move"];
}

/** What an occupation can progress to: `steps` ahead, 1 to 5. */
export function next(map: CareerMap, occupation: Occupation, among: Among = {}, steps = 1): Answer {
  const wanted = checked(map, among);
  checkSteps(steps);
  const question = steps > 1 ? "next-steps-ahead" : "next-steps";
  const parameters = { id: occupation.id, ...(steps > 1 ? { steps } : {}), ...given(wanted) };
  const { rows, notes } =
    steps > 1
      ? aheadRows(map, ahead(map, occupation, steps), wanted)
      : stepRows(map, nextSteps(map, occupation), wanted, (step) => step.to, MOVES);
  if (rows.length > 0)
    return {
      question,
      query: question,
      rows,
      parameters,
      notes: [inferred(map, rows, grouping(map, steps)), ...notes],
    };
  return {
    question,
    query: question,
    rows,
    parameters,
    notes: notes.length > 0 ? notes : [elsewhere(map, occupation)],
  };
}

interface Left {
  readonly rows: readonly Row[];
  readonly notes: readonly string[];
}

/** What filters leave of progressions, by their moves. */
function stepRows(
  map: CareerMap,
  steps: readonly Step[],
  among: Among,
  end: (step: Step) => Occupation,
  moves: object,
): Left {
  const { rows, notes } = left(map, steps, among, end);
  const made = byMove(map, rows, moves).map((step) => ({
    ...stepRow(step, end(step)),
    ...besides(map, step, end(step)),
  }));
  return { rows: made, notes };
}

/** What filters leave of ways of several steps. */
function aheadRows(map: CareerMap, ways: readonly Way[], among: Among): Left {
  const { rows, notes } = left(map, ways, among, (way) => way.end);
  return { rows: rows.map((way) => ({ ...aheadRow(way), ...learnt(map, way.end) })), notes };
}

function checkSteps(steps: number): void {
  if (!Number.isInteger(steps) || steps < 1 || steps > FARTHEST) {
    throw new PathwaysError("WrongParameter", `steps ${steps}: a number from 1 to ${FARTHEST}.`);
  }
}

/** What progresses to an occupation. */
export function before(map: CareerMap, occupation: Occupation, among: Among = {}): Answer {
  const wanted = checked(map, among);
  const { rows, notes: none } = stepRows(map, stepsTo(map, occupation), wanted, (step) => step.from, MOVES_BACK);
  const where = map.imported ? ": no table states what does" : " in its route";
  const first =
    rows.length > 0
      ? [inferred(map, rows, grouping(map))]
      : none.length > 0
        ? []
        : [`Nothing progresses to it${where}.`];
  const notes = [...first, ...none];
  return {
    question: "what-leads-to",
    query: "what-leads-to",
    rows,
    parameters: { id: occupation.id, ...given(wanted) },
    notes,
  };
}

/** What workers of a stated level can progress to, by route. */
export function nextOfLevel(map: CareerMap, level: number, among: Among = {}, steps = 1): Answer {
  const wanted = checked(map, among);
  checkSteps(steps);
  const route = wanted.route ?? null;
  const parameters = { level, route, ...(steps > 1 ? { steps } : {}), ...given(wanted) };
  const question = steps > 1 ? "level-next-steps-ahead" : "level-next-steps";
  const { rows, notes } =
    steps > 1
      ? levelAheadRows(map, levelAhead(map, level, route, steps), wanted)
      : levelRows(map, levelSteps(map, level, route), wanted);
  const columns = ["route_name", ...(map.imported ? grouping(map, steps) : [])];
  const first = rows.length > 0 ? [inferred(map, rows, columns)] : [];
  return {
    question,
    query: question,
    rows,
    parameters,
    notes: [...first, ...unanswered(map, level, wanted, rows, notes.length > 0), ...notes],
  };
}

function levelRows(map: CareerMap, steps: readonly Step[], among: Among): Left {
  const { rows, notes } = left(map, steps, among, (step) => step.to);
  return { rows: rows.map((step) => ({ ...progressionRow(step), ...besides(map, step, step.to) })), notes };
}

function levelAheadRows(map: CareerMap, ways: readonly Way[], among: Among): Left {
  const { rows, notes } = left(map, ways, among, (way) => way.end);
  const made = rows.map((way) => ({ ...originColumns(way.from), ...aheadRow(way), ...learnt(map, way.end) }));
  return { rows: made, notes };
}

/**
 * What an answer for a level leaves out: routes without an occupation of it, and occupations without any level; `told`:
 * whether it says already that none of its steps is of the kind that is asked for.
 */
function unanswered(map: CareerMap, level: number, among: Among, rows: readonly Row[], told: boolean): string[] {
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
    [`${step} from level ${level} in`, (id) => !told && ofLevel.has(id) && !answered.has(id)],
  ];
  const sentences = leftOut.flatMap(([what, isMeant]) => {
    const names = routes.filter((route) => isMeant(route.id)).map((route) => route.name);
    return names.length > 0 ? [`${what}: ${names.join(", ")}.`] : [];
  });
  const unstated = some.filter((o) => o.level === null).length;
  const state = unstated === 1 ? "states no level; it does" : "state no level; they do";
  const count = `${unstated} of ${amount(some.length, "occupation")} ${state} not count as of level ${level}.`;
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
