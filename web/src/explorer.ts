/** What the page loads: where it holds packed maps itself, the screens over them. */

import { editions } from "./core/explorer.ts";
import type { NamedQuestion } from "./core/library.ts";
import type { PackedJoins, PackedMap, PackedTitles } from "./core/packed.ts";
import { inflated } from "./inflated.ts";
import { start } from "./screens/router.ts";

function holding(name: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`script[data-packed=${name}]`)];
}

function held<T>(name: string): Promise<T[]> {
  return Promise.all(holding(name).map((one) => inflated<T>(one.textContent ?? "")));
}

const maps = await held<PackedMap>("map");
if (maps.length > 0) {
  const [[titles], [joins = null], [{ questions }]] = await Promise.all([
    held<PackedTitles>("titles"),
    held<PackedJoins>("joins"),
    held<{ questions: readonly NamedQuestion[] }>("questions"),
  ]);
  const whose = holding("map").map(({ dataset }, i) => {
    const { name = "", source = "", licence = "", progressions = "", foot = "" } = dataset;
    return [maps[i].name, { name, source, licence, progressions, foot }] as const;
  });
  start({ editions: editions(maps, titles, joins), questions, whose: new Map(whose) });
}
