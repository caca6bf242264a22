/** The levels that a path carries: one for each of its occupations (queries/carried_levels.py, which says why). */

import type { Band } from "./map.ts";

const [APART, SHORT] = [2 ** 40, 2 ** 20];

interface Levels {
  /** How far they are from what is wanted. */
  readonly distance: number;
  readonly levels: readonly (number | null)[];
}

interface Relationship {
  readonly crossing: boolean;
  /** Whether it is a crossing that has to keep the level. */
  readonly keeps: boolean;
}

/** One level for each occupation of a path; null where `most`, the levels that a step may rise, cannot be kept. */
export function carriedLevels(
  occupations: readonly number[],
  bands: readonly Band[],
  crossings: readonly boolean[],
  most: number | null,
): readonly (number | null)[] | null {
  const repeated = [...new Set(occupations.filter((number, i) => occupations.indexOf(number) !== i))];
  repeated.sort((a, b) => occupations.indexOf(a) - occupations.indexOf(b));
  const relationships = crossings.map((crossing, i) => {
    const [left, right] = [bands[i], bands[i + 1]];
    return { crossing, keeps: crossing && !!left && !!right && left[0] <= right[1] && right[0] <= left[1] };
  });
  let best: Levels | null = null;
  for (const chosen of choices(repeated.map((number) => levelsOf(bands[occupations.indexOf(number)])))) {
    const fixed = new Map(repeated.map((number, i) => [number, chosen[i]]));
    const own = occupations.map((number, i): Band => {
      const level = fixed.get(number);
      return level === undefined ? bands[i] : level === null ? null : [level, level];
    });
    best = first(bestOf(own, relationships, most), best);
  }
  return best?.levels ?? null;
}

/** One of each of these, in all ways, in order. */
function choices<T>(of: readonly (readonly T[])[]): T[][] {
  let some: T[][] = [[]];
  for (const values of of) some = some.flatMap((before) => values.map((value) => [...before, value]));
  return some;
}

function levelsOf(band: Band): readonly (number | null)[] {
  return band === null ? [null] : Array.from({ length: band[1] - band[0] + 1 }, (_, i) => band[0] + i);
}

function bestOf(bands: readonly Band[], relationships: readonly Relationship[], most: number | null): Levels | null {
  let ways = levelsOf(bands[0]).map((level): Levels => ({ distance: 0, levels: [level] }));
  for (const [i, { crossing, keeps }] of relationships.entries()) {
    const onward: Levels[] = [];
    for (const level of levelsOf(bands[i + 1])) {
      let best: Levels | null = null;
      for (const { distance, levels } of ways) {
        const start = levels[levels.length - 1];
        let more = 0;
        if (level !== null && start !== null) {
          const rise = level - start;
          if (most !== null && (keeps ? rise !== 0 : !crossing && rise > most)) continue;
          more = unlike(rise, crossing);
        }
        best = first({ distance: distance + more, levels: [...levels, level] }, best);
      }
      if (best !== null) onward.push(best);
    }
    ways = onward;
  }
  return ways.reduce<Levels | null>((best, way) => first(way, best), null);
}

/** How far a rise is from what is wanted. */
function unlike(rise: number, crossing: boolean): number {
  if (crossing) return Math.abs(rise) * APART;
  return rise < 1 ? (1 - rise) * SHORT : (rise - 1) ** 2;
}

/** Which of the two comes first: the nearer to what is wanted, then the lower levels from the first occupation on. */
function first(one: Levels | null, other: Levels | null): Levels | null {
  if (one === null || other === null) return one ?? other;
  if (one.distance !== other.distance) return one.distance < other.distance ? one : other;
  const place = one.levels.findIndex((level, i) => level !== other.levels[i]);
  return place < 0 || Number(one.levels[place]) > Number(other.levels[place]) ? other : one;
}
