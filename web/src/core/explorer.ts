/** A map with the words that people have for its occupations, and what joins it with others, ready to be asked. */

import { EverydayTitles } from "./everyday.ts";
import { Joins } from "./joins.ts";
import type { CareerMap } from "./map.ts";
import type { PackedJoins, PackedMap, PackedTitles } from "./packed.ts";
import { SearchIndex } from "./searching.ts";
import { unpacked } from "./unpack.ts";

/** One edition, and those that are beside it; each part is made where it is needed first. */
export class Explorer {
  readonly #packed: PackedMap;
  readonly #everyday: () => EverydayTitles;
  readonly #joined: (() => Joins) | null;
  #map: CareerMap | null = null;
  #joins: Joins | null = null;
  #index: SearchIndex | null = null;

  /** `joined` makes what joins it with other editions; null where there are none. */
  constructor(
    map: PackedMap,
    everyday: PackedTitles | (() => EverydayTitles),
    joined: ((name: string) => Joins) | null = null,
  ) {
    this.#packed = map;
    this.#everyday = typeof everyday === "function" ? everyday : madeOnce(everyday);
    this.#joined = joined && (() => joined(map.name));
  }

  get map(): CareerMap {
    this.#map ??= unpacked(this.#packed);
    return this.#map;
  }

  /** What joins it with other editions; null where there are none. */
  get joins(): Joins | null {
    this.#joins ??= this.#joined?.() ?? null;
    return this.#joins;
  }

  /** What searches look in: made when the first does, or before it, while nobody waits. */
  get index(): SearchIndex {
    this.#index ??= new SearchIndex(this.map, this.#everyday());
    return this.#index;
  }
}

/** The everyday titles, made where they are needed first, and once for all editions. */
function madeOnce(packed: PackedTitles): () => EverydayTitles {
  let made: EverydayTitles | null = null;
  return () => {
    made ??= new EverydayTitles(packed);
    return made;
  };
}

/** The editions of a store, by their names, each with what joins it with the others, if there are any. */
export function editions(
  maps: readonly PackedMap[],
  titles: PackedTitles,
  joins: PackedJoins | null,
): Map<string, Explorer> {
  const everyday = madeOnce(titles);
  const joined = joins !== null && maps.length > 1 ? (name: string) => new Joins(name, all, joins) : null;
  const all: Map<string, Explorer> = new Map(maps.map((map) => [map.name, new Explorer(map, everyday, joined)]));
  return all;
}
