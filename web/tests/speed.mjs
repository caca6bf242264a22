/**
 * How soon the page in one file is drawn, and how soon it shows a path, in a real browser.
 * `node speed.mjs FILE CHROMIUM < ADDRESSES`: lines of `kind address`. Writes `{ kind: [milliseconds] }`.
 *
 * `drawn` is with the processor slowed four times, from disk; the others are of a machine as it is, from the change of
 * the address until the answer stands in the page, the best of three times.
 */

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [file, executablePath] = process.argv.slice(2);
const page = pathToFileURL(file).href;
const asked = readFileSync(0, "utf-8")
  .trim()
  .split("\n")
  .map((line) => line.split(" "));

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const took = { drawn: [] };

/** Keep the moment at which the first heading of a screen is drawn. */
function watched() {
  new MutationObserver((_, watching) => {
    if (document.querySelector("main h1") === null) return;
    watching.disconnect();
    requestAnimationFrame(() => {
      globalThis.drawnAt = performance.now();
    });
  }).observe(document, { childList: true, subtree: true });
}

/** How long it takes from an address to the title of its screen. */
function shown(hash) {
  return new Promise((resolve) => {
    const begun = performance.now();
    new MutationObserver((_, watching) => {
      watching.disconnect();
      resolve(performance.now() - begun);
    }).observe(document.querySelector("title"), { childList: true, characterData: true, subtree: true });
    location.hash = hash;
  });
}

try {
  for (let round = 0; round < 3; round += 1) {
    const tab = await browser.newPage();
    await (await tab.context().newCDPSession(tab)).send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await tab.addInitScript(watched);
    await tab.goto(page);
    await tab.waitForFunction(() => globalThis.drawnAt !== undefined);
    took.drawn.push(await tab.evaluate(() => globalThis.drawnAt));
    await tab.close();
  }
  const tab = await browser.newPage();
  await tab.goto(page);
  await tab.locator("h1").waitFor();
  const fastest = asked.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < 3; round += 1) {
    for (const [i, [, address]] of asked.entries()) {
      fastest[i] = Math.min(fastest[i], await tab.evaluate(shown, address));
    }
  }
  for (const [i, [kind]] of asked.entries()) took[kind] = [...(took[kind] ?? []), fastest[i]];
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(took));
