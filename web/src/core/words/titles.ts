/** Titles as text: when two are the same, when a name means one (loader/words/titles.py, which says why). */

import { speltAlike } from "./spellings.ts";
import { folded, isAscii, parted, SPACE, WORD } from "./texts.ts";

const DASH =
  "\\u058a\\u05be\\u1806\\u02d7\\u2010-\\u2015\\u2043\\u207b\\u208b\\u2212\\u2e3a\\u2e3b\\u301c\\u3030\\ufe31\\ufe32\\ufe58\\ufe63\\uff0d";

/** What a scan does not keep apart from a hyphen. */
const DASHES = new RegExp(`[${DASH}]`, "gu");

/** A hyphen, or what a scan does not keep apart from it. */
export const ANY_DASH = new RegExp(`[-${DASH}]`, "gu");

/** A dash with white space beside it. */
export const PARTING_DASH = new RegExp(`${SPACE}+[-${DASH}]|[-${DASH}]${SPACE}+`, "gu");

const APOSTROPHES = /[`´\u02b9\u02bb-\u02bf\u02c8\u2018\u2019\u201b\u2032\u2035\ua78c\uff07\uff40]/gu;
const INVISIBLE = new RegExp(
  `\\u00ad${SPACE}*|[\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e` +
    "\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\u{e0000}-\\u{e01ef}\\x00-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f]",
  "gu",
);
const LETTER = "[\\p{L}\\p{Nl}\\p{No}_]";
const INNER_HYPHEN = new RegExp(`-(?<=${LETTER}-)-*(?=[${WORD}])|-(?<=\\p{Nd}-)-*(?=${LETTER})`, "gu");
const AROUND = / *([/-]) */g;
const BREAKS = /[\s,.;:/()[\]{}'"“”-]+/u;
const ACCENTS = /([a-z\u0370-\u03ff])[\u0300-\u036f]+/gu;
const LETTERS: Readonly<Record<string, string>> = {
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ı: "i",
  ħ: "h",
  "♯": "#",
};
const OTHER_LETTERS = /[æœøđðþłıħ♯]/gu;
const PUNCTUATION =
  /[!"$%()*,/:;<=>?@[\\\]^_{|}~\u00a1\u00a7\u00ab\u00b6\u00b7\u00bb\u00bf\u060c\u061b\u061f\u2010-\u2027\u2030-\u205e\u2e00-\u2e7f\u3001-\u3003\u3008-\u301f-]/gu;
const DOT = new RegExp(`\\.(?<=[${WORD}.]\\.)|\\.(?![${WORD}])`, "gu");
const JOINED = /(?<!\p{Nd}) | (?!\p{Nd})/gu;
const PLAIN = /^[A-Za-z0-9]+(?: [A-Za-z0-9]+)*$/;
const PRINTED = /^[\x20-\x7e]*$/;

/** A title as people write it with its level: "Butcher (2)", "Butcher [level 2]". */
export const TITLE_WITH_LEVEL = new RegExp(
  `^(?<title>.*[^${SPACE.slice(1)})${SPACE}*[(\\[]${SPACE}*(?:level${SPACE}*)?(?<level>\\p{Nd})${SPACE}*[)\\]]$`,
  "iu",
);

export const VOWELS = "aeiouy";

function typed(text: string): string {
  const seen = PRINTED.test(text) ? text : text.replace(INVISIBLE, "");
  let plain = folded(seen.replaceAll("`", "'"));
  if (!isAscii(plain)) {
    plain = folded(plain.replace(APOSTROPHES, "'").normalize("NFKC")).normalize("NFKC").replace(DASHES, "-");
  }
  return plain.replaceAll("&", " and ");
}

/** What all spellings of one title have in common: two titles are the same where this is equal. */
export function normalisedTitle(title: string): string {
  return parted(typed(title)).join(" ").replace(AROUND, "$1").replace(INNER_HYPHEN, "");
}

/** What a name has in common with all that people may write for it: its key words, spelt alike, written together. */
export function key(text: string): string {
  const spelt = parted(keyWords(text)).map(speltAlike).join(" ").replace(JOINED, "");
  return spelt || normalisedTitle(text);
}

/** The words of a text as `key` compares them, with a space between them. */
export function keyWords(text: string): string {
  if (PLAIN.test(text)) return withoutAnd(text.toLowerCase()); // as most titles are, and many times as fast
  let plain = typed(
    parted(text)
      .join(" ")
      .replace(/[\u00ad ]+$/, ""),
  );
  plain = unaccented(plain).replaceAll("'", "").replace(INNER_HYPHEN, "");
  plain = plain.replace(PUNCTUATION, " ").replace(DOT, " ");
  return parted(` ${plain} `.replaceAll(" and ", " ")).join(" ");
}

function withoutAnd(words: string): string {
  return words.includes("and") ? ` ${words} `.replaceAll(" and ", " ").trim() : words;
}

/** A case-folded text without the accents of its Latin and Greek letters. */
function unaccented(text: string): string {
  if (isAscii(text)) return text;
  const bare = text.normalize("NFKD").replace(ACCENTS, "$1").normalize("NFC");
  return bare.replace(OTHER_LETTERS, (letter) => LETTERS[letter] ?? letter);
}

/** The words of a text in order, spelt as in its normalised title, without punctuation. */
export function words(text: string): string[] {
  return normalisedTitle(text)
    .split(BREAKS)
    .filter((word) => word !== "");
}

/** A title with its level, where it is stated. */
export function named(title: string, level: number | null): string {
  return level === null ? title : `${title} (${level})`;
}
