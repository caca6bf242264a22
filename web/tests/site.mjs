/**
 * The documentation site in a real browser, opened from its files. `node site.mjs FOLDER CHROMIUM [PAGE …]`
 *
 * Each page, or all, light and dark, wide and narrow: what axe finds, what is asked of any host, what is said on the console,
 * whether it is wider than a telephone. And the search: what it finds of SEARCHED. Ends with 1 and all that was found.
 */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launched } from "./browser.mjs";

const [folder, chromium, ...named] = process.argv.slice(2);
const AXE = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const ALL_RULES = { type: "tag", values: TAGS };
/** What could change with the colours, and with the width. */
const OF_COLOURS = { type: "rule", values: ["color-contrast", "link-in-text-block"] };
const OF_WIDTHS = { type: "rule", values: ["target-size", "scrollable-region-focusable"] };
/** A word, and the page that has to be among what is found. */
const SEARCHED = { apprenticeship: "graph-model.html", gaps: "commands/gaps.html", NoPathway: "api/errors.html" };

const found = [];
const note = (where, what) => found.push(`${where}: ${what}`);
const pages =
  named.length > 0 ? named : readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html"));

const browser = await launched(chromium);
const tab = await browser.newPage();
let at = "";
tab.on("request", (request) => {
  if (!/^(file|data|blob):/.test(request.url())) note(at, `asks ${request.url()}`);
});
tab.on("requestfailed", (request) => note(at, `${request.url()} is not there`));
tab.on("console", (message) => note(at, message.text()));
tab.on("pageerror", (error) => note(at, error.message));

/** What axe finds on what is shown. */
async function axeFinds(where, runOnly) {
  const violations = await tab.evaluate(
    (options) => globalThis.axe.run(document, options).then((all) => all.violations),
    { runOnly, resultTypes: ["violations"], preload: false },
  );
  for (const { id, nodes } of violations)
    note(where, `${id}: ${nodes.map((one) => one.html.slice(0, 160)).join(" | ")}`);
}

const address = (name) => pathToFileURL(join(folder, name)).href;

try {
  for (at of pages) {
    await tab.setViewportSize({ width: 1440, height: 900 });
    await tab.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await tab.goto(address(at));
    await tab.evaluate(AXE);
    await axeFinds(at, ALL_RULES);
    await tab.emulateMedia({ colorScheme: "dark" });
    await axeFinds(`${at} dark`, OF_COLOURS);
    await tab.setViewportSize({ width: 360, height: 760 });
    await tab.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await axeFinds(`${at} narrow`, OF_WIDTHS);
    const width = await tab.evaluate(() => document.documentElement.scrollWidth);
    if (width > 360) note(at, `is ${width} px wide where there are 360`);
  }
  for (const [word, page] of Object.entries(SEARCHED)) {
    at = `search.html?q=${word}`;
    await tab.goto(`${address("search.html")}?q=${word}`);
    await tab.locator(`#search-results a[href^="${page}"]`).first().waitFor({ timeout: 10_000 });
  }
  at = "search.html?q=cp.open";
  await tab.goto(`${address("search.html")}?q=cp.open`); // many pages have both words
  await tab.locator('#search-results li:first-child a[href^="api/"]').waitFor({ timeout: 10_000 });
} catch (error) {
  note(at, error.message);
} finally {
  await browser.close();
}
console.log(`${pages.length} pages`);
if (found.length > 0) {
  console.error(found.join("\n"));
  process.exit(1);
}
