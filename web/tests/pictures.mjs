/**
 * Pictures of every screen at three widths, light and dark. `node pictures.mjs FILE CHROMIUM FOLDER [NAME-WIDTH-SCHEME …]`
 *
 * Whole pages, each as NAME-WIDTH-SCHEME.png; those that are named alone are as large as a window, and at most 150 KB.
 */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { comeTo, launched, SCHEMES, SCREENS, WIDTHS } from "./browser.mjs";

const [file, chromium, folder, ...named] = process.argv.slice(2);
const page = pathToFileURL(file).href;
const HEIGHTS = { 1440: 900, 768: 1024, 360: 760 };

const wanted = WIDTHS.flatMap((width) =>
  SCHEMES.flatMap((scheme) => Object.keys(SCREENS).map((name) => ({ name, width, scheme }))),
).filter(({ name, width, scheme }) => named.length === 0 || named.includes(`${name}-${width}-${scheme}`));

mkdirSync(folder, { recursive: true });
const browser = await launched(chromium);
try {
  const tab = await browser.newPage();
  await tab.emulateMedia({ reducedMotion: "reduce" });
  for (const { name, width, scheme } of wanted) {
    await tab.setViewportSize({ width, height: HEIGHTS[width] });
    await tab.emulateMedia({ colorScheme: scheme });
    await comeTo(tab, page, name);
    const { length } = await tab.screenshot({
      path: join(folder, `${name}-${width}-${scheme}.png`),
      fullPage: named.length === 0,
      animations: "disabled",
      caret: "hide",
    });
    if (named.length > 0 && length > 150_000) throw new Error(`${name}-${width}-${scheme}.png has ${length} bytes`);
  }
} finally {
  await browser.close();
}
