/**
 * Finding paths: which there are, in which order they come, and the first of them (queries/path_finding.py, whose
 * rules these are: those of the module as M1 to M5, those of PathFinder as P1 to P3).
 */

import { carriedLevels } from "./carried_levels.ts";
import { Heap } from "./heap.ts";
import type { Band, CareerMap, Onward } from "./map.ts";
import { distances } from "./reach.ts";

export const MEASURES = ["rungs", "steps", "cost"] as const;
export type By = (typeof MEASURES)[number];

/**
 * What stands before each other in a weight, so that sums along a path of up to 127 relationships stay apart, and below
 * 2 to the power of 53: what is compared first, second, then how many progressions no table states, then relatedness.
 */
const [FIRST, SECOND, INFERRED] = [2 ** 36, 2 ** 28, 2 ** 21];

/** The same where relatedness is left out. */
const IN_SHORT = 1e4;

const [CROSSED, SKIPPED, OTHER_TRADE] = [1, 5, 100];

/** A path, or the beginning of one, as the numbers of its occupations. */
export type Way = readonly number[];

/** Where a path may stand: its stage, its occupation, and the lowest and the highest level that this may carry. */
interface State {
  readonly stage: number;
  readonly here: number;
  readonly low: number;
  readonly high: number;
  /** What tells it from all others. */
  readonly key: number;
}

/** A way that grows, and what it weighs. */
interface Growing {
  readonly weight: number;
  readonly way: Way;
  readonly state: State;
}

/** All paths that are as short as the first one, from each state on that they come to, by its key. */
interface Shortest {
  readonly onward: ReadonlyMap<number, readonly (readonly [number, State])[]>;
  readonly number: ReadonlyMap<number, number>;
  readonly rest: ReadonlyMap<number, number>;
}

interface PathConditions {
  readonly by: By;
  /** How many levels a progression may rise, each occupation carrying one level; null: any. */
  readonly most?: number | null;
  /** The bases of the progressions to take; none for all. */
  readonly only?: ReadonlySet<string>;
  /** The occupations not to come to. */
  readonly avoided?: ReadonlySet<number>;
  /** Relationships over which the network is looked at from the origin; null: any number. */
  readonly within?: number | null;
}

/** What a relationship weighs by rungs. */
function rungWeight({ step }: Onward): number {
  if (step === null) return CROSSED;
  const lacks = 10_000 - step.related;
  const unlike = Math.floor((lacks * lacks + 5_000_000) / 10_000_000);
  return unlike + (step.skips ? SKIPPED : 0) + (step.move === "other_trade" ? OTHER_TRADE : 0);
}

function compareWays(one: Way, other: Way): number {
  const common = Math.min(one.length, other.length);
  for (let i = 0; i < common; i++) if (one[i] !== other[i]) return one[i] - other[i];
  return one.length - other.length;
}

function isBefore(one: Growing, other: Growing): boolean {
  return one.weight !== other.weight ? one.weight < other.weight : compareWays(one.way, other.way) < 0;
}

/** The paths from one occupation to another that keep some conditions. */
export class PathFinder {
  readonly #map: CareerMap;
  readonly #origin: number;
  /** The occupations to come to in their order, the last of them the destination. */
  readonly stops: Way;
  readonly #by: By;
  readonly #most: number | null;
  readonly #only: ReadonlySet<string>;
  readonly #avoided: ReadonlySet<number>;
  readonly #away: Int32Array | null;
  readonly #within: number;
  readonly #lowest: number;
  readonly #levels: number;

  constructor(map: CareerMap, origin: number, stops: Way, conditions: PathConditions) {
    this.#map = map;
    this.#origin = origin;
    this.stops = stops;
    this.#by = conditions.by;
    this.#most = conditions.most ?? null;
    this.#only = conditions.only ?? new Set();
    this.#avoided = conditions.avoided ?? new Set();
    this.#within = conditions.within ?? 0;
    this.#away = conditions.within ? distances(map, origin) : null;
    let [lowest, highest] = [0, 0];
    for (const { band } of map.occupations) {
      if (band !== null) [lowest, highest] = [Math.min(lowest, band[0]), Math.max(highest, band[1])];
    }
    [this.#lowest, this.#levels] = [lowest, highest - lowest + 1];
  }

  /** All paths that come to none of the closed occupations, in order: by Yen's algorithm, as Lawler betters it. */
  *inOrder(closed: ReadonlySet<number> = new Set()): Generator<Way> {
    const waiting = new Heap<{ weight: number; way: Way; fixed: number; barred: ReadonlySet<number> }>((one, other) =>
      one.weight !== other.weight ? one.weight < other.weight : compareWays(one.way, other.way) < 0,
    );
    const wait = (beginning: Way, barred: ReadonlySet<number>): void => {
      const found = this.#first(beginning, barred, closed);
      if (found !== null) waiting.push({ weight: found.weight, way: found.way, fixed: beginning.length, barred });
    };
    wait([this.#origin], new Set());
    for (let best = waiting.pop(); best !== undefined; best = waiting.pop()) {
      const { way, fixed, barred } = best;
      if (this.#isPath(way)) yield way;
      for (let length = fixed; length < way.length; length++) {
        if (this.#comesBack(way.slice(0, length))) break;
        wait(way.slice(0, length), new Set(length === fixed ? [...barred, way[length]] : [way[length]]));
      }
    }
  }

  /** The first of all paths; null where there is none. */
  best(): Way | null {
    return this.inOrder().next().value ?? null;
  }

  /** What makes a path short: all that M4 compares before relatedness, but a second cost. */
  weightInShort(way: Way): number {
    return sum(this.#relationships(way), (on) => this.#inShort(on));
  }

  /** All paths that are as short as the first one; null where there is none, or some may be no path (P3). */
  shortest(): Shortest | null {
    const start = this.start;
    const reached = new Map([[start.key, 0]]);
    const before = new Map<number, State[]>();
    const waiting = new Heap<{ length: number; state: State }>((one, other) =>
      one.length !== other.length ? one.length < other.length : one.state.key < other.state.key,
    );
    const [done, ends]: [State[], State[]] = [[], []];
    waiting.push({ length: 0, state: start });
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { length: soFar, state } = next;
      if (soFar > (reached.get(state.key) ?? 0)) continue;
      if (ends.length > 0 && soFar > (reached.get(ends[0].key) ?? 0)) break;
      done.push(state);
      if (state.stage === this.stops.length) {
        ends.push(state);
        continue;
      }
      for (const [on, after] of this.#after(state)) {
        const length = soFar + this.#inShort(on);
        const known = reached.get(after.key);
        if (known === undefined || length < known) {
          reached.set(after.key, length);
          before.set(after.key, [state]);
          waiting.push({ length, state: after });
        } else if (length === known) before.get(after.key)?.push(state);
      }
    }
    return ends.length > 0 ? this.#onwardTo(ends, done, before) : null;
  }

  #onwardTo(ends: State[], done: State[], before: ReadonlyMap<number, readonly State[]>): Shortest | null {
    const onward = new Map<number, [number, State][]>();
    const number = new Map(ends.map((end) => [end.key, 1]));
    const rest = new Map(ends.map((end) => [end.key, 0]));
    const places = new Set(ends.map((end) => this.#place(end)));
    for (const state of done.reverse()) {
      // a state is done after all that lead to it
      const count = number.get(state.key);
      if (count === undefined) continue;
      for (const earlier of before.get(state.key) ?? []) {
        const weight = this.#weight(this.#relationship(earlier.here, state.here)) + (rest.get(state.key) ?? 0);
        onward.set(earlier.key, [...(onward.get(earlier.key) ?? []), [state.here, state]]);
        number.set(earlier.key, (number.get(earlier.key) ?? 0) + count);
        rest.set(earlier.key, Math.min(weight, rest.get(earlier.key) ?? weight));
        places.add(this.#place(earlier));
      }
    }
    const occupations = new Set([...places].map((place) => place % this.#map.occupations.length));
    return this.#most !== null && occupations.size < number.size ? null : { onward, number, rest };
  }

  #place(state: State): number {
    return state.stage * this.#map.occupations.length + state.here;
  }

  /** All of these paths, in order. */
  *along(shortest: Shortest): Generator<Way> {
    const start = this.start;
    const growing = new Heap<Growing & { readonly behind: number }>(isBefore);
    growing.push({ weight: shortest.rest.get(start.key) ?? 0, way: [this.#origin], behind: 0, state: start });
    for (let best = growing.pop(); best !== undefined; best = growing.pop()) {
      const { way, behind, state } = best;
      if (state.stage === this.stops.length) {
        yield way;
        continue;
      }
      for (const [there, after] of shortest.onward.get(state.key) ?? []) {
        const soFar = behind + this.#weight(this.#relationship(state.here, there));
        const weight = soFar + (shortest.rest.get(after.key) ?? 0);
        growing.push({ weight, way: [...way, there], behind: soFar, state: after });
      }
    }
  }

  /** The first way that begins so, goes on to none of the barred and comes to none of the closed. */
  #first(beginning: Way, barred: ReadonlySet<number>, closed: ReadonlySet<number>): Growing | null {
    const states = this.#states(beginning);
    const first = states[states.length - 1];
    const behind = new Set(states.filter((state) => state.stage === first.stage).map((state) => state.here));
    const waiting = new Heap<Growing>(isBefore);
    const weight = sum(this.#relationships(beginning), (on) => this.#weight(on));
    waiting.push({ weight, way: beginning, state: first });
    const done = new Set<number>();
    for (let best = waiting.pop(); best !== undefined; best = waiting.pop()) {
      const { weight: soFar, way, state } = best;
      if (done.has(state.key)) continue;
      done.add(state.key);
      if (state.stage === this.stops.length) return best;
      for (const [on, after] of this.#after(state)) {
        const isBarred = state === first && barred.has(on.to);
        if (isBarred || closed.has(on.to) || (state.stage === first.stage && behind.has(on.to))) continue;
        if (!done.has(after.key)) {
          waiting.push({ weight: soFar + this.#weight(on), way: [...way, on.to], state: after });
        }
      }
    }
    return null;
  }

  /** Where every path stands at first. */
  get start(): State {
    const band = this.#most === null ? null : this.#map.occupations[this.#origin].band;
    return this.#state(0, this.#origin, band ?? [0, 0]);
  }

  #state(stage: number, here: number, [low, high]: readonly [number, number]): State {
    const place = stage * this.#map.occupations.length + here;
    const levels = (low - this.#lowest) * this.#levels + (high - this.#lowest);
    return { stage, here, low, high, key: place * this.#levels * this.#levels + levels };
  }

  /** Where a path may go on to, in no order. */
  *#after(state: State): Generator<[Onward, State]> {
    const { stage, here } = state;
    if (this.#away !== null && this.#away[here] >= this.#within) return;
    for (const on of this.#map.onward[here]) {
      if (this.#avoided.has(on.to)) continue;
      if (this.#only.size > 0 && on.step !== null && !this.#only.has(on.step.basis)) continue;
      const levels = this.#most === null ? NO_LEVELS : this.#levelsAfter(state, on, this.#most);
      if (levels !== null) yield [on, this.#state(stage + (on.to === this.stops[stage] ? 1 : 0), on.to, levels)];
    }
  }

  /** P2. */
  #levelsAfter({ here, low, high }: State, on: Onward, most: number): readonly [number, number] | null {
    const band: Band = this.#map.occupations[here].band;
    const following: Band = this.#map.occupations[on.to].band;
    if (band === null || following === null) return following ?? NO_LEVELS;
    let [least, greatest] = following;
    if (on.crossing === null) greatest = Math.min(greatest, high + most);
    else if (band[0] <= greatest && least <= band[1]) {
      [least, greatest] = [Math.max(least, low), Math.min(greatest, high)];
    }
    return least <= greatest ? [least, greatest] : null;
  }

  /** The states that a way leads through. */
  #states(way: Way): State[] {
    const states = [this.start];
    for (const there of way.slice(1)) {
      for (const [on, after] of this.#after(states[states.length - 1])) {
        if (on.to === there) {
          states.push(after);
          break;
        }
      }
    }
    return states;
  }

  /** Whether a way comes to an occupation twice at one stage. */
  #comesBack(way: Way): boolean {
    const places = this.#states(way).map((state) => this.#place(state));
    return new Set(places).size < places.length;
  }

  /** P3. */
  #isPath(way: Way): boolean {
    if (this.#most === null || new Set(way).size === way.length) return true;
    const crossings = this.#relationships(way).map((on) => on.crossing !== null);
    const bands = way.map((number) => this.#map.occupations[number].band);
    return !this.#comesBack(way) && carriedLevels(way, bands, crossings, this.#most) !== null;
  }

  #relationships(way: Way): Onward[] {
    return way.slice(1).map((there, i) => this.#relationship(way[i], there));
  }

  #relationship(here: number, there: number): Onward {
    return relationship(this.#map, here, there);
  }

  /** M5. */
  #weight(on: Onward): number {
    const second = this.#by === "steps" ? (on.step?.cost ?? 0) : 1;
    const inferred = on.step !== null && on.step.stated !== null && on.step.basis !== "stated" ? INFERRED : 0;
    return this.#firstOf(on) * FIRST + second * SECOND + inferred - (on.step?.related ?? 0);
  }

  #inShort(on: Onward): number {
    return this.#by === "steps" ? 1 : this.#firstOf(on) * IN_SHORT + 1;
  }

  /** What M4 compares first. */
  #firstOf(on: Onward): number {
    if (this.#by === "rungs") return rungWeight(on);
    return this.#by === "steps" ? 1 : (on.step?.cost ?? 0);
  }
}

const NO_LEVELS = [0, 0] as const;

/** The relationship from one occupation to the next that a path takes. */
export function relationship(map: CareerMap, here: number, there: number): Onward {
  const found = map.onward[here].find((on) => on.to === there);
  if (found === undefined) throw new Error(`nothing leads from ${here} to ${there}`);
  return found;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
