/** What people call their work, and the occupations that answer it (queries/everyday_titles.py). */

import { FORM, type PackedTitles } from "./packed.ts";
import { LITTLE } from "./words/little.ts";
import { speltAlike } from "./words/spellings.ts";
import { keyWords } from "./words/titles.ts";

export interface EverydayTitle {
  /** Its key words, spelt alike. */
  readonly words: readonly string[];
  readonly title: string;
  /** `same`: it is these occupations; `near`: the map has none, and these are nearest; `none`; `lost`: its table is. */
  readonly kind: "same" | "near" | "none" | "lost";
  /** Ids, without the route where no other's ends so. */
  readonly occupations: readonly string[];
}

/** The everyday titles in the order of their table, and how they are found. */
export class EverydayTitles {
  readonly titles: readonly EverydayTitle[];
  readonly #together = new Map<string, EverydayTitle>();
  /** The titles that have a word, by their numbers. */
  readonly #places = new Map<string, number[]>();
  readonly #sorted: readonly string[];

  constructor(packed: PackedTitles) {
    if (packed.form !== FORM) throw new Error(`titles packed in the form ${packed.form}, and this reads ${FORM}`);
    const given = new Map(packed.words);
    const answers = packed.occupations.map((some) => some.map((number) => packed.ids[number]));
    this.titles = packed.titles.split("\n").map((title, i) => {
      const own = given.get(i)?.split(" ") ?? wordsOf(title);
      const answer = packed.answer[i];
      return { words: own, title, kind: packed.kinds[answer], occupations: answers[answer] };
    });
    for (const [number, { words }] of this.titles.entries()) {
      this.#together.set(words.join(""), this.titles[number]);
      for (const word of words) {
        const places = this.#places.get(word);
        if (places === undefined) this.#places.set(word, [number]);
        else if (places[places.length - 1] !== number) places.push(number);
      }
    }
    this.#sorted = [...this.#places.keys()].sort();
  }

  /** The everyday title of these words, spelt alike and written together. */
  called(words: string): EverydayTitle | undefined {
    return this.#together.get(words);
  }

  has(word: string): boolean {
    return this.#places.has(word);
  }

  /** All words of everyday titles, in order. */
  get words(): readonly string[] {
    return this.#sorted;
  }

  /** The everyday titles that have a word that begins so for each of these, in the order of the table. */
  withWords(beginnings: readonly string[]): EverydayTitle[] {
    const [first, ...others] = beginnings.map((beginning) => this.#beginningWith(beginning));
    const found = [...first].filter((number) => others.every((some) => some.has(number)));
    return found.sort((a, b) => a - b).map((number) => this.titles[number]);
  }

  #beginningWith(beginning: string): Set<number> {
    const [found, sorted] = [new Set<number>(), this.#sorted];
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < beginning) low = middle + 1;
      else high = middle;
    }
    for (let i = low; i < sorted.length && sorted[i].startsWith(beginning); i++) {
      for (const number of this.#places.get(sorted[i]) ?? []) found.add(number);
    }
    return found;
  }
}

function wordsOf(title: string): string[] {
  const words = keyWords(title).split(" ");
  return [...new Set(words.filter((word) => !LITTLE.has(word)).map(speltAlike))];
}
