/** Every question by its name, with names as people write them: what an address of a screen asks. */

import type { Among } from "./among.ts";
import type { Answer } from "./answers.ts";
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

export const QUESTIONS = {
  search: (names: Names, wishes: Wishes) => search(names.explorer.index, wishes.text ?? "", names.among(wishes)),
  occupation: (names: Names, wishes: Wishes) =>
    listings(
      names.map,
      names.one(wishes.occupation, { route: names.route(wishes.in_route), level: wishes.level ?? null }),
    ),
  next: (names: Names, wishes: Wishes) => {
    const among = names.among(wishes);
    const which = { route: names.route(wishes.in_route), prefer: among.route ?? null };
    return next(names.map, names.one(wishes.occupation, which), among, wishes.steps ?? 1);
  },
  "next-of-level": (names: Names, wishes: Wishes) =>
    nextOfLevel(names.map, wishes.level ?? 0, names.among(wishes), wishes.steps ?? 1),
  before: (names: Names, wishes: Wishes) => {
    const among = names.among(wishes);
    const which = { route: names.route(wishes.in_route), prefer: among.route ?? null };
    return before(names.map, names.one(wishes.occupation, which), among);
  },
  reach: (names: Names, wishes: Wishes) => {
    const among = names.among(wishes);
    const occupation = names.one(wishes.occupation, { route: names.route(wishes.in_route) });
    const { steps = null, backwards = false } = wishes;
    return reach(names.map, occupation, { ...among, steps, backwards });
  },
  "reach-between": (names: Names, wishes: Wishes) =>
    reachBetween(names.map, names.among(wishes.from_set ?? {}), names.among(wishes.to_set ?? {}), names.among(wishes)),
  compare: (names: Names, wishes: Wishes) => {
    const among = names.among(wishes);
    const which = { prefer: names.route(wishes.in_route) };
    return compare(names.map, names.one(wishes.occupation, which), names.one(wishes.to, which), among);
  },
  path: (names: Names, wishes: Wishes) => {
    const prefer = names.route(wishes.in_route);
    const [origin, destination] = [names.one(wishes.occupation, { prefer }), names.one(wishes.to, { prefer })];
    return paths(names.map, origin, destination, {
      ...wishes,
      via: wishes.via?.map((name) => names.one(name, { prefer }).id) ?? [],
      avoid: wishes.avoid?.map((name) => names.place(name, prefer)) ?? [],
    });
  },
  shared: (names: Names, wishes: Wishes) => shared(names.map, names.route(wishes.route)),
  gaps: (names: Names, wishes: Wishes) => gaps(names.map, wishes.figure ?? "findings", names.route(wishes.route)),
} as const;

export type QuestionName = keyof typeof QUESTIONS;

/** The answer to a question, with what its names were taken to mean. Throws PathwaysError where there is none. */
export function ask(explorer: Explorer, question: QuestionName, wishes: Wishes): Answer {
  const names = new Names(explorer);
  const answer = QUESTIONS[question](names, wishes);
  return { ...answer, notes: [...names.understood.values(), ...answer.notes] };
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
