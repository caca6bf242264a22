/** A map with the words that people have for its occupations, ready to be asked. */

import { EverydayTitles } from "./everyday.ts";
import type { CareerMap } from "./map.ts";
import type { PackedMap, PackedTitles } from "./packed.ts";
import { SearchIndex } from "./searching.ts";
import { unpacked } from "./unpack.ts";

export class Explorer {
  readonly map: CareerMap;
  readonly #titles: PackedTitles;
  #index: SearchIndex | null = null;

  constructor(map: PackedMap, titles: PackedTitles) {
    this.map = unpacked(map);
    this.#titles = titles;
  }

  /** What searches look in: made when the first does, or before it, while nobody waits. */
  get index(): SearchIndex {
    this.#index ??= new SearchIndex(this.map, new EverydayTitles(this.#titles));
    return this.#index;
  }
}
