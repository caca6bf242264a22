/** What people call their work, and the occupations that answer it (queries/everyday_titles.py). */

import { FORM, type PackedTitles } from "./packed.ts";
import { LITTLE } from "./words/little.ts";
import { speltAlike } from "./words/spellings.ts";
import { compared } from "./words/texts.ts";
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

/** The everyday titles in the order of their table, that of their words written together, and how they are found. */
export class EverydayTitles {
  readonly #titles: readonly EverydayTitle[];
  /** The titles that have a word, by their numbers. */
  readonly #places = new Map<string, number[]>();
  readonly #sorted: readonly string[];

  constructor(packed: PackedTitles) {
    if (packed.form !== FORM) throw new Error(`titles packed in the form ${packed.form}, and this reads ${FORM}`);
    this.#titles = inOrder(packed);
    for (let number = 0; number < this.#titles.length; number++) {
      for (const word of this.#titles[number].words) {
        const places = this.#places.get(word);
        if (places === undefined) this.#places.set(word, [number]);
        else if (places[places.length - 1] !== number) places.push(number);
      }
    }
    this.#sorted = [...this.#places.keys()].sort(compared);
  }

  /** The everyday title of these words, spelt alike and written together. */
  called(words: string): EverydayTitle | undefined {
    const together = (number: number): string => this.#titles[number].words.join("");
    const number = firstFrom(words, this.#titles.length, together);
    return number < this.#titles.length && together(number) === words ? this.#titles[number] : undefined;
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
    return found.sort((a, b) => a - b).map((number) => this.#titles[number]);
  }

  #beginningWith(beginning: string): Set<number> {
    const [found, sorted] = [new Set<number>(), this.#sorted];
    const low = firstFrom(beginning, sorted.length, (i) => sorted[i]);
    for (let i = low; i < sorted.length && sorted[i].startsWith(beginning); i++) {
      for (const number of this.#places.get(sorted[i]) ?? []) found.add(number);
    }
    return found;
  }
}

/** The titles in the order of their table, that of their words written together. */
function inOrder(packed: PackedTitles): EverydayTitle[] {
  const [titles, given] = [packed.titles.split("\n"), new Map(packed.words)];
  const found: EverydayTitle[] = [];
  packed.number.forEach((count, answer) => {
    const kind = packed.kinds[answer];
    const occupations = packed.occupations[answer].map((id) => packed.ids[id]);
    for (const end = found.length + count; found.length < end; ) {
      const title = titles[found.length];
      found.push({ words: given.get(found.length)?.split(" ") ?? wordsOf(title), title, kind, occupations });
    }
  });
  const keyed = found.map((title) => [title.words.join(""), title] as const);
  return keyed.sort(([a], [b]) => compared(a, b)).map(([, title]) => title);
}

/** The first of so many texts in order that is not before this one. */
function firstFrom(text: string, count: number, of: (place: number) => string): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compared(of(middle), text) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function wordsOf(title: string): string[] {
  const words: string[] = [];
  for (const word of keyWords(title).split(" ")) {
    if (LITTLE.has(word)) continue;
    const spelt = speltAlike(word);
    if (!words.includes(spelt)) words.push(spelt);
  }
  return words;
}
