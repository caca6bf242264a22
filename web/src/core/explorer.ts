/** A map with the words that people have for its occupations, and what joins it with others, ready to be asked. */

import { EverydayTitles } from "./everyday.ts";
import { Joins } from "./joins.ts";
import type { CareerMap } from "./map.ts";
import type { PackedJoins, PackedMap, PackedTitles } from "./packed.ts";
import { SearchIndex } from "./searching.ts";
import { unpacked } from "./unpack.ts";

/** One edition, and those that are beside it. */
export class Explorer {
  readonly map: CareerMap;
  /** What joins it with other editions; null where there are none. */
  joins: Joins | null = null;
  readonly #everyday: () => EverydayTitles;
  #index: SearchIndex | null = null;

  constructor(map: PackedMap, everyday: PackedTitles | (() => EverydayTitles)) {
    this.map = unpacked(map);
    this.#everyday = typeof everyday === "function" ? everyday : madeOnce(everyday);
  }

  /** What searches look in: made when the first does, or before it, while nobody waits. */
  get index(): SearchIndex {
    this.#index ??= new SearchIndex(this.map, this.#everyday());
    return this.#index;
  }
}

/** The everyday titles, made where they are needed first, and once for all editions. */
export function madeOnce(packed: PackedTitles): () => EverydayTitles {
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
  const all = new Map(maps.map((map) => [map.name, new Explorer(map, everyday)]));
  if (joins !== null && all.size > 1) for (const [name, explorer] of all) explorer.joins = new Joins(name, all, joins);
  return all;
}
