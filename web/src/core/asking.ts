/** Every question by its name, with names as people write them: what an address of a screen asks. */

import type { Among } from "./among.ts";
import type { Answer } from "./answers.ts";
import { withBecame, withStated, withStatedPairs } from "./beside.ts";
import { compare } from "./compare.ts";
import type { Explorer } from "./explorer.ts";
import { type Figure, gaps } from "./gaps.ts";
import type { Occupation } from "./map.ts";
import { findCluster, findOccupation, findPlace, findRoute, type Which as Namesake } from "./naming.ts";
import { listings, shared } from "./occupations.ts";
import { type PathWishes, paths } from "./paths.ts";
import { reach, reachBetween } from "./reach.ts";
import { before, next, nextOfLevel } from "./steps.ts";
import { search } from "./understanding.ts";

/** What is asked for; places are ids or names. */
export interface Wishes extends Among, Omit<PathWishes, "steps"> {
  readonly text?: string;
  readonly occupation?: string;
  readonly to?: string;
  /** Which namesake is meant: the one in this route. */
  readonly in_route?: string | null;
  readonly level?: number | null;
  readonly steps?: number | null;
  readonly backwards?: boolean;
  readonly figure?: Figure;
  readonly from_set?: Among;
  readonly to_set?: Among;
}

const QUESTIONS = {
  search: (names: Names, wishes: Wishes) => search(names.explorer, wishes.text ?? "", names.among(wishes)),
  occupation: (names: Names, wishes: Wishes) => {
    const which = { route: names.route(wishes.in_route), level: wishes.level ?? null };
    const occupation = names.one(wishes.occupation, which);
    const answer = listings(names.map, occupation);
    const { joins } = names.explorer;
    return joins === null ? answer : withBecame(joins, answer, occupation);
  },
  next: (names: Names, wishes: Wishes) => {
    const among = names.among(wishes);
    const occupation = names.one(wishes.occupation, names.ofSteps(wishes, among));
    const answer = next(names.map, occupation, among, wishes.steps ?? 1);
    return withBeside(names.explorer, answer, occupation, among, (wishes.steps ?? 1) === 1, false);
  },
  "next-of-level": (names: Names, wishes: Wishes) => {
    const answer = nextOfLevel(names.map, wishes.level ?? 0, names.among(wishes), wishes.steps ?? 1);
    const { joins } = names.explorer;
    return joins === null || (wishes.steps ?? 1) > 1 ? answer : withStatedPairs(names.explorer, joins, answer);
  },
  before: (names: Names, wishes: Wishes) => {
    const among = names.among(wishes);
    const occupation = names.one(wishes.occupation, names.ofSteps(wishes, among));
    return withBeside(names.explorer, before(names.map, occupation, among), occupation, among, true, true);
  },
  reach: (names: Names, wishes: Wishes) => {
    const among = names.among(wishes);
    const occupation = names.one(wishes.occupation, { route: names.route(wishes.in_route) });
    const { steps = null, backwards = false } = wishes;
    return reach(names.map, occupation, { ...among, steps, backwards });
  },
  "reach-between": (names: Names, wishes: Wishes) => {
    const [origins, destinations] = [names.among(wishes.from_set ?? {}), names.among(wishes.to_set ?? {})];
    return reachBetween(names.map, origins, destinations, names.among(wishes));
  },
  compare: (names: Names, wishes: Wishes) => {
    const among = names.among(wishes);
    const which = { prefer: names.route(wishes.in_route) };
    return compare(names.map, names.one(wishes.occupation, which), names.one(wishes.to, which), among);
  },
  path: (names: Names, wishes: Wishes) => {
    const prefer = names.route(wishes.in_route);
    const [origin, destination] = [names.one(wishes.occupation, { prefer }), names.one(wishes.to, { prefer })];
    const answer = paths(names.map, origin, destination, {
      ...wishes,
      via: wishes.via?.map((name) => names.one(name, { prefer }).id) ?? [],
      avoid: wishes.avoid?.map((name) => names.place(name, prefer)) ?? [],
    });
    const { joins } = names.explorer;
    return joins === null ? answer : withStatedPairs(names.explorer, joins, answer);
  },
  shared: (names: Names, wishes: Wishes) => shared(names.map, names.route(wishes.route)),
  gaps: (names: Names, wishes: Wishes) => gaps(names.map, wishes.figure ?? "findings", names.route(wishes.route)),
} as const;

/** Steps from one occupation, or to it, with what other editions say of it and of them. */
function withBeside(
  explorer: Explorer,
  answer: Answer,
  occupation: Occupation,
  among: Among,
  isOneStep: boolean,
  back: boolean,
): Answer {
  const { joins } = explorer;
  if (joins === null) return answer;
  const stated = isOneStep ? withStated(explorer, joins, answer, occupation, among, back) : answer;
  return withBecame(joins, stated, occupation);
}

export type QuestionName = keyof typeof QUESTIONS;

/** The answer to a question, with what its names were taken to mean. Throws PathwaysError where there is none. */
export function ask(explorer: Explorer, question: QuestionName, wishes: Wishes): Answer {
  const names = new Names(explorer);
  const answer = QUESTIONS[question](names, wishes);
  const notes = [...names.understood.values(), ...answer.notes];
  if (answer.rows.length > 0) return { ...answer, notes };
  const columns = () => Object.keys(ask(explorer, question, exampleOf(explorer, question, wishes)).rows[0] ?? {});
  return { ...answer, notes, columns };
}

/** Wishes of the same form that have an answer, where the map has any: of which columns is an answer without rows? */
function exampleOf({ map }: Explorer, question: QuestionName, wishes: Wishes): Wishes {
  const { steps = null, backwards = false, figure = "findings", to_set } = wishes;
  const step = map.steps.flat().find(({ from }) => from.level !== null);
  const [from, to] = [step?.from.id ?? "", step?.to.id ?? ""];
  const isBack = question === "before" || backwards;
  const sets = to_set && Object.values(to_set).some(Boolean) ? "to_set" : "from_set";
  return {
    ...{
      text: map.occupations[0]?.title ?? "",
      occupation: isBack ? to : from,
      to: from,
      level: step?.from.level ?? null,
    },
    ...{ steps: steps ?? null, backwards: backwards ?? false, figure: figure ?? "findings" },
    [sets]: { cluster: (sets === "to_set" ? step?.toCluster : step?.fromCluster)?.id },
  };
}

/** The names of one question, and what they were taken to mean. */
class Names {
  readonly explorer: Explorer;
  readonly understood = new Map<string, string>();

  constructor(explorer: Explorer) {
    this.explorer = explorer;
  }

  get map() {
    return this.explorer.map;
  }

  one(text: string | undefined, which: Namesake): Occupation {
    const { occupation, sentence } = findOccupation(this.explorer, text ?? "", which);
    if (sentence !== "") this.understood.set(text ?? "", sentence);
    return occupation;
  }

  /** Which namesake is meant of what steps lead from, or to: none of them leaves a route. */
  ofSteps(wishes: Wishes, among: Among): Namesake {
    return { route: this.route(wishes.in_route), prefer: among.route ?? null };
  }

  place(text: string, prefer: string | null): string {
    const [id, sentence] = findPlace(this.explorer, text, prefer);
    if (sentence !== "") this.understood.set(text, sentence);
    return id;
  }

  route(text: string | null | undefined): string | null {
    return text ? findRoute(this.map, text).id : null;
  }

  among({ route, levels, column, apprenticeship_only, degree, cluster }: Among): Among {
    const id = this.route(route);
    return {
      route: id,
      levels: levels ?? [],
      column: column ?? null,
      apprenticeship_only: apprenticeship_only ?? false,
      degree: degree ?? false,
      cluster: cluster ? findCluster(this.map, cluster, id).id : null,
    };
  }
}
