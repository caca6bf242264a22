/** What a map has under a name or a code (queries/names.py). */

import type { CareerMap, Occupation } from "./map.ts";
import { compared } from "./words/texts.ts";
import { key, normalisedTitle } from "./words/titles.ts";

/** What is called so, of places by their names: those of the same normalised title, else those of the same key. */
export function called<T extends { readonly name: string }>(known: readonly T[], name: string): T[] {
  const [wanted, title] = [key(name), normalisedTitle(name)];
  const found = known.filter((place) => wanted !== "" && key(place.name) === wanted);
  const same = found.filter((place) => normalisedTitle(place.name) === title);
  return same.length > 0 ? same : found;
}

/** The occupations of that title, in the order of their question. */
export function titledSo(map: CareerMap, name: string): Occupation[] {
  const wanted = key(name);
  if (wanted === "") return [];
  const found = map.occupations.filter((occupation) => key(occupation.title) === wanted);
  found.sort((a, b) => compared(a.route.name, b.route.name) || a.rank - b.rank);
  const title = normalisedTitle(name);
  const same = found.filter((occupation) => normalisedTitle(occupation.title) === title);
  return same.length > 0 ? same : found;
}

/** The occupations that an imported map has under that code, with capitals or without. */
export function coded(map: CareerMap, code: string): Occupation[] {
  const found = [...new Set([code, code.toUpperCase()])];
  return found.flatMap((text) => map.occupations.filter((occupation) => occupation.imported?.code === text));
}
