/** What the page loads: where it holds packed maps itself, the screens over them. */

import { editions } from "./core/explorer.ts";
import type { PackedJoins, PackedMap, PackedTitles } from "./core/packed.ts";
import { inflated } from "./inflated.ts";
import { start } from "./screens/router.ts";

const NONE: PackedJoins = {
  ...{ form: 1, editions: [], follows: {}, ids: [], from: [], to: [] },
  ...{ change: [], evidence: [], reason: [], level_change: [] },
};

async function held<T>(name: string): Promise<T[]> {
  const elements = [...document.querySelectorAll(`script[data-packed=${name}]`)];
  return Promise.all(elements.map((one) => inflated<T>(one.textContent ?? "")));
}

const maps = await held<PackedMap>("map");
if (maps.length > 0) {
  const [[titles], [joins = NONE]] = await Promise.all([held<PackedTitles>("titles"), held<PackedJoins>("joins")]);
  start(editions(maps, titles, joins));
}
