/** What two occupations can both reach, what only one can, and where they first meet (queries/comparison.py). */

import { type Among, checked, given, isAllowed } from "./among.ts";
import { type Answer, INFERENCE, PathwaysError, type Row, STATED } from "./answers.ts";
import type { CareerMap, Occupation } from "./map.ts";
import { placeOf } from "./occupations.ts";
import { reached } from "./reach.ts";
import { learnt } from "./wording.ts";

const WHO = ["both", "first", "second"] as const;

/** The rows of both, then of the first alone, then of the second alone; each the nearest first. */
export function compare(map: CareerMap, first: Occupation, second: Occupation, among: Among = {}): Answer {
  const wanted = checked(map, among);
  if (first === second) {
    throw new PathwaysError("WrongParameter", `${first.id} stands on both sides. Name two occupations.`);
  }
  const one = awayFrom(map, first);
  const other = awayFrom(map, second);
  if (other.has(first)) one.set(first, 0);
  if (one.has(second)) other.set(second, 0);
  const found = [...new Set([...one.keys(), ...other.keys()])].map((occupation) => {
    const away = [one.get(occupation), other.get(occupation)];
    const known = away.filter((far) => far !== undefined);
    const who = away[1] === undefined ? 1 : away[0] === undefined ? 2 : 0;
    return { occupation, away, who, farther: Math.max(...known), sum: known.reduce((a, b) => a + b, 0) };
  });
  found.sort(
    (a, b) => a.who - b.who || a.farther - b.farther || a.sum - b.sum || a.occupation.rank - b.occupation.rank,
  );
  const rows: Row[] = found
    .filter(({ occupation }) => isAllowed(wanted, occupation))
    .map(({ occupation, away, who }) => ({
      who: WHO[who],
      ...placeOf(occupation),
      from_first: away[0] ?? null,
      from_second: away[1] ?? null,
      ...learnt(map, occupation),
    }));
  const parameters = { first: first.id, second: second.id, ...given(wanted) };
  return { question: "compare", query: null, rows, parameters, notes: [map.imported ? STATED : INFERENCE] };
}

function awayFrom(map: CareerMap, origin: Occupation): Map<Occupation, number> {
  return new Map(reached(map, origin).map(({ occupation, relationships }) => [occupation, relationships]));
}
