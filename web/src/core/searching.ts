/**
 * From what people call their work to the occupations that answer it, the best first (queries/searching.py, whose nine
 * ways these are).
 */

import { PathwaysError } from "./answers.ts";
import type { EverydayTitle, EverydayTitles } from "./everyday.ts";
import type { CareerMap, Occupation } from "./map.ts";
import { DOING, FRAME, GENERAL, LITTLE, TALK, WRITTEN_OUT } from "./words/little.ts";
import { damerauLevenshtein } from "./words/near.ts";
import { speltAlike } from "./words/spellings.ts";
import { foldedWord } from "./words/stems.ts";
import { compared, counted, folded, isAscii, length, quoted, SPACE, WORD } from "./words/texts.ts";
import { ANY_DASH, keyWords } from "./words/titles.ts";

const LONGEST_SEARCH = 200;
const SHORTEST_PART = 3;
const SHORTEST_SLIP = 4;
const MOST_SLIPS = 6;
const MOST_CHOICES = 36;
const MOST_TELLING = 4;

const LEVEL = new RegExp(`[(\\[]${SPACE}*\\p{Nd}${SPACE}*[)\\]]|(?<![${WORD}])level \\p{Nd}(?![${WORD}])`, "gu");
const OF_A_PERSON = /(?<=...)(?:person|maid|boy|girl|hand|worker|driver)$/u;
const INITIALS = /(?<![\p{L}\p{N}_])(?:[\p{L}\p{Nl}\p{No}_]\.){2,}(?:[\p{L}\p{Nl}\p{No}_](?![\p{L}\p{N}_]))?/gu;
const AFTER_HEAD = new RegExp(`${SPACE}+(?:of|in|for|with|at)${SPACE}|${SPACE}[-\\u2013]${SPACE}|[(\\[:,]`, "u");

type FoundIn = "title" | "specialism" | "both" | "everyday title" | "nearest";

interface Hit {
  readonly occupation: Occupation;
  readonly foundIn: FoundIn;
  readonly found: readonly string[];
}

/** What a text finds. */
export interface Found {
  /** Those of its words that were looked for, spelt alike. */
  readonly words: readonly string[];
  readonly hits: readonly Hit[];
  /** The everyday title that the text is, or what stands in its place. */
  readonly everyday: EverydayTitle | null;
  readonly notes: readonly string[];
  /** How many of the hits, the first ones, are what the text says as a whole (ways 1 to 3). */
  readonly exact: number;
}

/** A title or a specialism. */
interface Text {
  readonly number: number;
  readonly occupation: Occupation;
  readonly text: string;
  readonly isTitle: boolean;
  readonly words: readonly string[];
}

type Texts = ReadonlySet<number>;

const NONE: Texts = new Set();

/** The words of a map, ready to be looked for. */
export class SearchIndex {
  readonly map: CareerMap;
  readonly everyday: EverydayTitles;
  readonly texts: readonly Text[];
  /** The texts by their words, spelt alike, by the stems of these, and by two or three of them written together. */
  readonly byWord = new Map<string, Set<number>>();
  readonly #byStem = new Map<string, Set<number>>();
  readonly #together = new Map<string, Set<number>>();
  #stems: ReadonlySet<string> | null = null;
  /** Occupations by their ids, and by these without the route. */
  readonly places = new Map<string, Occupation>();
  #byInitial: ReadonlyMap<string, readonly string[]> | null = null;

  constructor(map: CareerMap, everyday: EverydayTitles) {
    this.map = map;
    this.everyday = everyday;
    const texts: Text[] = [];
    for (const occupation of map.occupations) {
      for (const [n, text] of [occupation.title, ...occupation.specialisms].entries()) {
        const words = telling(parts(keyWords(text)));
        texts.push({ number: texts.length, occupation, text, isTitle: n === 0, words });
      }
      this.places.set(occupation.id.slice(occupation.id.lastIndexOf("/") + 1), occupation);
    }
    for (const occupation of map.occupations) this.places.set(occupation.id, occupation);
    this.texts = texts;
    for (const { number, words } of texts) {
      for (let start = 0; start < words.length; start++) {
        const spelt = speltAlike(words[start]);
        add(this.byWord, spelt, number);
        add(this.#byStem, foldedWord(spelt), number);
        add(this.#together, speltAlike(words.slice(start, start + 2).join("")), number);
        add(this.#together, speltAlike(words.slice(start, start + 3).join("")), number);
      }
    }
  }

  /** The stems of all words of the map and of everyday titles. */
  get stems(): ReadonlySet<string> {
    this.#stems ??= new Set([...this.byWord.keys(), ...this.everyday.words].map(foldedWord));
    return this.#stems;
  }

  /** All words that are known, those of the map first, by their first letters. */
  get byInitial(): ReadonlyMap<string, readonly string[]> {
    if (this.#byInitial === null) {
      const words = new Map<string, string[]>();
      for (const word of new Set([...[...this.byWord.keys()].sort(compared), ...this.everyday.words])) {
        const some = words.get(word[0]);
        if (some === undefined) words.set(word[0], [word]);
        else some.push(word);
      }
      this.#byInitial = words;
    }
    return this.#byInitial;
  }

  /** The texts that are these words, spelt alike, if they are written together. */
  called(words: readonly string[]): number[] {
    const together = words.join("");
    return [...this.ofWord(words[0])].filter((n) => this.texts[n].words.map(speltAlike).join("") === together);
  }

  has(word: string): boolean {
    return this.byWord.has(word);
  }

  /** The texts that have a word, or several that are it when they are written together. */
  ofWord(word: string): Texts {
    return this.byWord.get(word) ?? this.#together.get(word) ?? NONE;
  }

  /** The texts that have a word of the stem of this one. */
  ofStem(word: string): Texts {
    return this.#byStem.get(foldedWord(word)) ?? NONE;
  }

  /** Whether the map or an everyday title has the word, or another of its stem. */
  knows(word: string): boolean {
    return this.everyday.has(word) || this.ofWord(word).size > 0 || this.stems.has(foldedWord(word));
  }

  /** The words that another may be a slip for, those that are equally near; of a person who works on what is known, that. */
  nearest(word: string): string[] {
    if (length(word) < SHORTEST_SLIP) return [];
    const workedOn = word.replace(OF_A_PERSON, "");
    if (workedOn !== word && (this.everyday.has(workedOn) || this.ofWord(workedOn).size > 0)) return [workedOn];
    let least = Math.floor(length(word) / 4);
    let best: string[] = [];
    for (const known of this.byInitial.get(word[0]) ?? []) {
      const distance = damerauLevenshtein(word, known, least);
      if (distance < least) [best, least] = [[known], distance];
      else if (distance === least) best.push(known);
    }
    return best;
  }

  /** Whether these words, spelt alike, are a title of the map or an everyday one. */
  isTitle(words: readonly string[]): boolean {
    return this.everyday.called(words.join("")) !== undefined || this.called(words).some((n) => this.texts[n].isTitle);
  }

  /** A word that is spelt alike, as titles have it, in its shortest form. */
  asWritten(word: string): string {
    let texts = [...(this.byWord.get(word) ?? [])].map((n) => this.texts[n].text);
    if (texts.length === 0) texts = this.everyday.withWords([word]).map((row) => row.title);
    const forms = texts.flatMap((text) => parts(keyWords(text))).filter((form) => speltAlike(form) === word);
    return (
      forms.reduce<string | null>((best, form) => (best === null || isShorter(form, best) ? form : best), null) ?? word
    );
  }
}

function add(places: Map<string, Set<number>>, word: string, number: number): void {
  const some = places.get(word);
  if (some === undefined) places.set(word, new Set([number]));
  else some.add(number);
}

function isShorter(form: string, other: string): boolean {
  const [one, two] = [length(form), length(other)];
  return one !== two ? one < two : form < other;
}

function parts(words: string): string[] {
  return words.split(" ").filter((word) => word !== "");
}

/** Key words without little ones, where others are left. */
function telling(words: readonly string[]): readonly string[] {
  const some = words.filter((word) => !LITTLE.has(word));
  return some.length > 0 ? some : words;
}

/** What a text finds among the occupations that are allowed. Throws where it holds nothing to look for. */
export function lookFor(
  index: SearchIndex,
  text: string,
  allowed: (occupation: Occupation) => boolean = () => true,
): Found {
  if (length(text) > LONGEST_SEARCH) {
    const fact = `${counted(length(text))} characters are too long to look for.`;
    throw new PathwaysError("UnknownName", fact, `Write at most ${LONGEST_SEARCH}.`);
  }
  let typed = speltOf(text);
  const readings = readingsOf(typed);
  if ((text.includes("-") || !isAscii(text)) && text.search(ANY_DASH) >= 0) {
    const parted = speltOf(text.replace(ANY_DASH, " "));
    readings.push(...readingsOf(parted).filter((words) => !readings.some((other) => isSame(other, words))));
    typed = new Map([...parted, ...typed]);
  }
  if (readings.length === 0) {
    const cure = "Write at least one word of a title or a specialism.";
    throw new PathwaysError("UnknownName", `${quoted(text)} holds nothing to look for.`, cure);
  }
  const search = new Search(index, allowed, readings[readings.length - 1]);
  const talk = new Set([...typed].filter(([, written]) => TALK.has(written)).map(([word]) => word));
  if (search.tried(readings, talk)) return search.found();
  if ([...typed].every(([word, written]) => LITTLE.has(written) || talk.has(word) || FRAME.has(word))) {
    return search.found();
  }
  const words = fewestUnknown(index, readings);
  if (search.within(words)) return search.found();
  return corrected(index, search, text, words, typed);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word, i) => word === other[i]);
}

/** Of the readings the one with the fewest words that nobody knows, then the shortest; of equal ones the last. */
function fewestUnknown(index: SearchIndex, readings: readonly string[][]): string[] {
  const unknown = (words: readonly string[]): number => words.filter((word) => !index.knows(word)).length;
  return readings.reduce((best, words) => {
    const more = unknown(words) - unknown(best);
    return more < 0 || (more === 0 && words.length <= best.length) ? words : best;
  });
}

/** Ways 8 and 9. */
function corrected(
  index: SearchIndex,
  search: Search,
  text: string,
  words: readonly string[],
  typed: ReadonlyMap<string, string>,
): Found {
  const right = nearestWords(words, index);
  const slips = new Map(words.map((word, i) => [word, right[i]] as const).filter(([word, near]) => word !== near));
  const notes = [...slips].map(
    ([word, near]) =>
      `No title has ${quoted(typed.get(word) ?? word)}; looked for ${quoted(index.asWritten(near))}, ` +
      "which may not be meant.",
  );
  if (slips.size > 0 && search.tried([right])) return search.found(notes);
  const known = right.filter((word) => index.knows(word));
  const last = lastOf(text, words);
  for (const some of fewer(known, slips.get(last) ?? last, index)) {
    if (search.tried([some])) {
      const shown = some.map((word) => typed.get(word) || index.asWritten(word)).join(" ");
      const note = `Nothing has all words of ${quoted(text)}; looked for ${quoted(shown)}.`;
      return search.found([...notes, note]);
    }
  }
  return search.found();
}

/** What one text finds, way after way. */
class Search {
  readonly #index: SearchIndex;
  readonly #allowed: (occupation: Occupation) => boolean;
  readonly #words: readonly string[];
  /** By the occupation, in order: where it was found, and the texts. */
  readonly #hits = new Map<Occupation, { foundIn: FoundIn; found: string[] }>();
  #everyday: EverydayTitle | null = null;
  #exact = 0;

  constructor(index: SearchIndex, allowed: (occupation: Occupation) => boolean, words: readonly string[]) {
    this.#index = index;
    this.#allowed = allowed;
    this.#words = words;
  }

  found(notes: readonly string[] = []): Found {
    const hits = [...this.#hits].map(([occupation, hit]) => ({ occupation, ...hit }));
    return { words: this.#words, hits, everyday: this.#everyday, notes, exact: this.#exact };
  }

  /** Ways 1 to 6, for each of some readings. Out: whether any finds something, if only that the map has none. */
  tried(readings: readonly (readonly string[])[], talk: ReadonlySet<string> = new Set()): boolean {
    for (const words of readings) {
      this.#exactly(words);
      this.#exact ||= this.#hits.size;
    }
    for (const words of readings) if (!words.some((word) => talk.has(word))) this.#holding(words);
    return this.#hits.size > 0 || this.#everyday !== null;
  }

  /** Way 7. Out: whether it finds something. */
  within(words: readonly string[]): boolean {
    const index = this.#index;
    if (!words.every((word) => index.knows(word))) {
      const begin = (known: string, word: string): boolean => known.startsWith(word);
      this.#holdingAll(
        words.map((word) => this.#parts(word, begin, SHORTEST_PART)),
        words,
      );
      if (this.#hits.size === 0) this.#byEverydayTitles(words, false);
      const hold = (known: string, word: string): boolean => known.includes(word);
      if (this.#hits.size === 0) {
        this.#holdingAll(
          words.map((word) => this.#parts(word, hold, SHORTEST_SLIP)),
          words,
        );
      }
    }
    return this.#hits.size > 0;
  }

  /** Ways 1 to 3, also with two of the words written together: "bin man", "camera men". */
  #exactly(words: readonly string[]): void {
    const index = this.#index;
    const forms = [words, ...joined(words)];
    const texts = forms.flatMap((form) => index.called(form));
    this.#add(
      "title",
      texts.filter((n) => index.texts[n].isTitle),
      words,
    );
    const everyday = forms.map((form) => index.everyday.called(form.join(""))).find((row) => row !== undefined);
    if (everyday !== undefined) {
      this.#everyday ??= everyday;
      this.#answer(everyday);
    }
    this.#add(
      "specialism",
      texts.filter((n) => !index.texts[n].isTitle),
      words,
    );
  }

  /** Ways 4 to 6; the last where the text is no everyday title itself. */
  #holding(words: readonly string[]): void {
    const index = this.#index;
    const others = joined(words);
    for (const spelt of [words, ...others.filter((some) => some.every((word) => index.has(word)))]) {
      this.#holdingAll(
        spelt.map((word) => index.ofWord(word)),
        words,
      );
      this.#holdingAll(
        spelt.map((word) => index.ofStem(word)),
        words,
      );
    }
    for (const spelt of [words, ...others]) {
      const isNew = this.#hits.size === 0 && this.#everyday === null;
      if (isNew && spelt.every((word) => index.knows(word))) this.#byEverydayTitles(spelt, true);
    }
  }

  /** The texts that have a word, or, of one that nobody knows, words that it fits. */
  #parts(word: string, fits: (known: string, word: string) => boolean, shortest: number): Texts {
    const { byWord } = this.#index;
    if (this.#index.knows(word) || length(word) < shortest) return byWord.get(word) ?? NONE;
    return new Set([...byWord].flatMap(([known, texts]) => (fits(known, word) ? [...texts] : [])));
  }

  /** Adds what is in each of these sets of texts: titles, then specialisms, then both together. */
  #holdingAll(places: readonly Texts[], words: readonly string[]): void {
    const { texts } = this.#index;
    const inAll = common(places);
    this.#add(
      "title",
      inAll.filter((n) => texts[n].isTitle),
      words,
    );
    this.#add(
      "specialism",
      inAll.filter((n) => !texts[n].isTitle),
      words,
    );
    if (places.length > 1 && places.every((some) => some.size > 0)) {
      const whole = new Set(common(places.map((some) => new Set([...some].map((n) => texts[n].occupation)))));
      const both = places.flatMap((some) => [...some].filter((n) => whole.has(texts[n].occupation)));
      this.#add("both", both, words);
    }
  }

  /** Adds the occupations of some texts that no way before has found. */
  #add(foundIn: FoundIn, some: readonly number[], words: readonly string[]): void {
    const last = foldedWord(words[words.length - 1]);
    const texts = [...new Set(some)].map((n) => this.#index.texts[n]);
    const rank = new Map(texts.map((text) => [text, Number(last !== headOf(text.text))]));
    texts.sort(
      (a, b) =>
        (rank.get(a) ?? 0) - (rank.get(b) ?? 0) ||
        a.words.length - b.words.length ||
        (a.occupation.level || 9) - (b.occupation.level || 9) ||
        a.occupation.rank - b.occupation.rank ||
        a.number - b.number,
    );
    const added = new Map<Occupation, { foundIn: FoundIn; found: string[] }>();
    for (const { occupation, text } of texts) {
      if (this.#hits.has(occupation) || !this.#allowed(occupation)) continue;
      const hit = added.get(occupation) ?? { foundIn, found: [] };
      hit.found.push(text);
      added.set(occupation, hit);
    }
    for (const [occupation, hit] of added) this.#hits.set(occupation, hit);
  }

  /** Adds what answers the everyday titles that hold words of these stems, or, not `exact`, that begin so. */
  #byEverydayTitles(words: readonly string[], exact: boolean): void {
    const forms = exact ? words.map(foldedWord) : words;
    if (words.every((word) => GENERAL.has(word)) || Math.max(...forms.map(length)) < SHORTEST_PART) return;
    let rows = this.#index.everyday.withWords(forms).filter((row) => row.kind === "same" || row.kind === "near");
    if (exact) {
      rows = rows.filter((row) => {
        const stems = new Set(row.words.map(foldedWord));
        return forms.every((form) => stems.has(form));
      });
    }
    const last = foldedWord(words[words.length - 1]);
    const other = (row: EverydayTitle): number => Number(foldedWord(row.words[row.words.length - 1]) !== last);
    for (const row of rows.sort((a, b) => other(a) - other(b) || a.words.length - b.words.length)) this.#answer(row);
  }

  /** Adds the occupations that answer an everyday title, in its order. */
  #answer(everyday: EverydayTitle): void {
    const foundIn = everyday.kind === "same" ? "everyday title" : "nearest";
    for (const id of everyday.occupations) {
      const occupation = this.#index.places.get(id);
      if (occupation === undefined || !this.#allowed(occupation)) continue;
      const hit = this.#hits.get(occupation) ?? { foundIn, found: [] };
      this.#hits.set(occupation, hit);
      if (hit.foundIn === foundIn && !hit.found.includes(everyday.title)) hit.found.push(everyday.title);
    }
  }
}

function common<T>(sets: readonly ReadonlySet<T>[]): T[] {
  const [first, ...others] = [...sets].sort((a, b) => a.size - b.size);
  return [...first].filter((item) => others.every((some) => some.has(item)));
}

const HEADS = new Map<string, string>();

/** The stem of the last word of what a title names. */
function headOf(text: string): string {
  let head = HEADS.get(text);
  if (head === undefined) {
    const named = keyWords(text.split(AFTER_HEAD)[0]) || keyWords(text);
    head = foldedWord(speltAlike(named.slice(named.lastIndexOf(" ") + 1)));
    HEADS.set(text, head);
  }
  return head;
}

/** The words of a text, spelt alike, each with how it is written first. */
function speltOf(text: string): Map<string, string> {
  const plain = text.replace(INITIALS, (initials) => initials.replaceAll(".", ""));
  const spelt = new Map<string, string>();
  for (const word of parts(keyWords(folded(plain).replace(LEVEL, " ")))) {
    const alike = speltAlike(word);
    if (/[^#+.]/.test(word) && !spelt.has(alike)) spelt.set(alike, word);
  }
  return spelt;
}

/** The words without little ones, where others are left; then without those that frame the others; then in full. */
function readingsOf(spelt: ReadonlyMap<string, string>): string[][] {
  const all = [...spelt.keys()];
  const some = all.filter((word) => !LITTLE.has(spelt.get(word) ?? ""));
  const whole = some.length > 0 ? some : all;
  const framed = whole.filter((word) => !FRAME.has(word) && !TALK.has(spelt.get(word) ?? ""));
  const inFull = framed.map((word) => WRITTEN_OUT.get(word) ?? word);
  return [whole, framed, inFull].filter(
    (words, n, readings) => words.length > 0 && !readings.slice(0, n).some((other) => isSame(other, words)),
  );
}

/** The words, with what is nearest in the place of those that nobody knows. */
function nearestWords(words: readonly string[], index: SearchIndex): string[] {
  let choices: string[][] = [[]];
  for (const word of words) {
    const found = index.knows(word) ? [] : index.nearest(word).slice(0, MOST_SLIPS);
    const near = found.length > 0 ? found : [word];
    choices = choices.flatMap((some) => near.map((other) => [...some, other]));
    choices = choices.slice(0, MOST_CHOICES);
  }
  const rank = (some: readonly string[]): number =>
    Number(index.isTitle(some)) * 1000 + some.filter((word) => index.isTitle([word])).length;
  return choices.reduce((best, some) => (rank(some) > rank(best) ? some : best));
}

/** The words with two of them written together, and spelt alike as one. */
function joined(words: readonly string[]): string[][] {
  return words
    .slice(1)
    .map((second, i) => [...words.slice(0, i), speltAlike(words[i] + second), ...words.slice(i + 2)]);
}

/** The last of the words that stands before "of", "in", a dash or a bracket; else the last of all. */
function lastOf(text: string, words: readonly string[]): string {
  const before = [...speltOf(text.split(AFTER_HEAD)[0]).keys()].reverse();
  return before.find((word) => words.includes(word)) ?? words[words.length - 1];
}

/** Some of the words, the most telling first, and never only what many occupations have. */
function fewer(words: readonly string[], last: string, index: SearchIndex): string[][] {
  const isGeneral = (word: string): boolean => GENERAL.has(word) || DOING.has(word);
  const weights = new Map<string, number>();
  for (const [place, word] of words.entries()) {
    const telling = 4 - Math.log10(1 + index.ofStem(word).size);
    weights.set(word, telling * (word === last ? 2 : 1 + (0.6 * place) / words.length));
  }
  for (const word of words) if (isGeneral(word)) weights.set(word, 1);
  const weight = (word: string): number => weights.get(word) ?? 0;
  const most = [...words].sort((a, b) => weight(b) - weight(a)).slice(0, MOST_TELLING);
  const choices: { words: string[]; sum: number }[] = [];
  for (let size = 1; size <= most.length; size++) {
    for (const some of combinations(most, size)) {
      if (some.every(isGeneral)) continue;
      const chosen = words.filter((word) => some.includes(word));
      choices.push({ words: chosen, sum: chosen.reduce((total, word) => total + weight(word), 0) });
    }
  }
  return choices.sort((a, b) => b.sum - a.sum).map((choice) => choice.words);
}

/** All choices of so many items, in the order of the items. */
function combinations<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, i) => combinations(items.slice(i + 1), size - 1).map((rest) => [item, ...rest]));
}
