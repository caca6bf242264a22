/** What an address gives, as the values that questions take. Each throws WrongParameter for what is none. */

import type { Among } from "../core/among.ts";
import { PathwaysError } from "../core/answers.ts";
import { quoted } from "../core/words/texts.ts";

/** What the address asks to be in an answer. */
export function amongOf(given: URLSearchParams): Among {
  return {
    route: given.get("route") || null,
    levels: numbersOf(given, "level"),
    column: given.get("column") || null,
    apprenticeship_only: isGiven(given, "apprenticeship_only"),
    degree: isGiven(given, "degree"),
  };
}

/** Numbers, with commas between several or each given by itself. */
export function numbersOf(given: URLSearchParams, name: string): number[] {
  return given
    .getAll(name)
    .flatMap((text) => text.split(","))
    .filter((text) => text.trim() !== "")
    .map((text) => whole(name, text));
}

/** A number; null where none is given. */
export function numberOf(given: URLSearchParams, name: string): number | null {
  const text = given.get(name);
  return text ? whole(name, text) : null;
}

const MOST = 999_999_999;

function whole(name: string, text: string): number {
  const number = /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN;
  if (number <= MOST) return number;
  throw wrong(name, text, `a whole number from 0 to ${MOST.toLocaleString("en-GB")}`);
}

const TRUTHS: Readonly<Record<string, readonly string[]>> = {
  true: ["yes", "true", "1", "on"],
  false: ["no", "false", "0", "off"],
};

/** What is true or false; null where it is not given. */
export function truthOf(given: URLSearchParams, name: string): boolean | null {
  const text = given.get(name);
  if (!text) return null;
  const found = Object.keys(TRUTHS).find((truth) => TRUTHS[truth].includes(text.toLowerCase()));
  if (found === undefined) throw wrong(name, text, "yes or no");
  return found === "true";
}

/** Whether something is asked for. */
export function isGiven(given: URLSearchParams, name: string): boolean {
  return truthOf(given, name) ?? false;
}

/** One of a few words; the first where none is given. */
export function oneOf<T extends string>(given: URLSearchParams, name: string, words: readonly T[]): T {
  const text = given.get(name) || words[0];
  const found = words.find((word) => word === text);
  if (found === undefined) throw wrong(name, text, `one of ${words.join(", ")}`);
  return found;
}

function wrong(name: string, text: string, wanted: string): PathwaysError {
  return new PathwaysError(
    "WrongParameter",
    `${name.replaceAll("_", " ")} ${quoted([...text].slice(0, 80).join(""))}: ${wanted}.`,
  );
}
