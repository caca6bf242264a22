/**
 * What WCAG 2.2 AA asks of the page in one file, in a real browser. `node accessibility.mjs FILE CHROMIUM FOLDER [all]`
 *
 * Every screen at three widths, light and dark, with details open: what axe finds, of each rule where its answer could
 * differ, with `all` of all rules everywhere; the focus and the title after coming
 * there; targets; 320 px with WCAG's text spacing; forced colours; what Tab reaches; what is said once. The same file over
 * a map whose titles are meant to break it, FOLDER/hostile.html, and pages of a server, the other *.html there. Pages as
 * they are printed are left in FOLDER. Ends with 1 and all that was found.
 */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { comeTo, launched, SCREENS } from "./browser.mjs";

const [file, chromium, folder, all] = process.argv.slice(2);
const page = pathToFileURL(file).href;
const AXE = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const ALL_RULES = { type: "tag", values: TAGS };
/** What could change with the colours, and with the width. */
const OF_COLOURS = { type: "rule", values: ["color-contrast", "link-in-text-block"] };
const OF_WIDTHS = { type: "rule", values: ["target-size", "scrollable-region-focusable"] };

const found = [];
const note = (where, what) => found.push(`${where}: ${what}`);

const browser = await launched(chromium);
const tab = await browser.newPage();
tab.on("console", (message) => note("console", message.text()));
tab.on("pageerror", (error) => note("page", error.message));
tab.on("dialog", (dialog) => {
  note("dialog", dialog.message());
  dialog.dismiss();
});

/** What axe finds on what is shown. */
async function axeFinds(where, runOnly) {
  const violations = await tab.evaluate(
    (options) => globalThis.axe.run(document, options).then((all) => all.violations),
    { runOnly, resultTypes: ["violations"] },
  );
  for (const { id, nodes } of violations)
    note(where, `${id}: ${nodes.map((one) => one.html.slice(0, 160)).join(" | ")}`);
}

const SIZES = [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
  { width: 360, height: 760 },
];

/** Each screen with everything open, light and dark; its title, its focus, its targets. */
async function lookAtAll() {
  const titles = new Set();
  for (const name of Object.keys(SCREENS)) {
    await tab.setViewportSize(SIZES[0]);
    await comeTo(tab, page, name);
    const { title, focus, levels } = await tab.evaluate(() => {
      for (const one of document.querySelectorAll("main details")) one.open = true;
      const levels = [...document.querySelectorAll(".level")].map((one) => one.textContent.trim());
      return { title: document.title, focus: document.activeElement?.tagName, levels };
    });
    titles.add(title);
    if (focus !== (name === "list" ? "INPUT" : "H1") && name !== "home") note(name, `the focus is on ${focus}`);
    if (levels.includes("")) note(name, "a level is a colour alone");
    for (const size of SIZES) {
      await tab.setViewportSize(size);
      await tab.emulateMedia({ colorScheme: "light" });
      await axeFinds(`${name} ${size.width}`, all || size === SIZES[0] ? ALL_RULES : OF_WIDTHS);
      if (all || size === SIZES[0]) {
        await tab.emulateMedia({ colorScheme: "dark" });
        await axeFinds(`${name} ${size.width} dark`, all ? ALL_RULES : OF_COLOURS);
      }
      for (const small of await tab.evaluate(smallTargets)) note(`${name} ${size.width}`, `a target of ${small}`);
    }
  }
  await tab.emulateMedia({ colorScheme: "light" });
}

/** Targets below 24 px that neither stand in a sentence nor have room around them (WCAG 2.5.8). */
function smallTargets() {
  const targets = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=option]")]
    .map((one) => ({ one, box: one.getBoundingClientRect() }))
    .filter(({ one, box }) => box.width > 1 && one.checkVisibility());
  const isSmall = ({ box }) => box.width < 23.99 || box.height < 23.99;
  const middle = ({ box }) => [box.x + box.width / 2, box.y + box.height / 2];
  const reaches = (from, other) => {
    const [x, y] = middle(from);
    if (isSmall(other)) return Math.hypot(x - middle(other)[0], y - middle(other)[1]) < 24;
    const { left, right, top, bottom } = other.box;
    return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom)) < 12;
  };
  const standsInText = (one) =>
    getComputedStyle(one).display === "inline" &&
    [...one.parentElement.childNodes].some((other) => other.nodeType === 3 && /\w/.test(other.textContent));
  return targets
    .filter((own) => isSmall(own) && !standsInText(own.one))
    .filter((own) => targets.some((other) => other !== own && reaches(own, other)))
    .map(({ one, box }) => `${Math.round(box.width)} × ${Math.round(box.height)}: ${one.outerHTML.slice(0, 120)}`);
}

const SPACED =
  "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } " +
  "p { margin-bottom: 2em !important }";

/** 320 px with the spacing of WCAG 1.4.12: nothing beside the page, nothing cut off. */
async function lookNarrow() {
  await tab.setViewportSize({ width: 320, height: 640 });
  for (const name of Object.keys(SCREENS)) {
    await comeTo(tab, page, name);
    await widthFits(name);
  }
}

async function widthFits(name) {
  const cut = await tab.evaluate((style) => {
    for (const one of document.querySelectorAll("main details")) one.open = true;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    document.adoptedStyleSheets = [sheet];
    const isCut = (one) =>
      one.scrollWidth > one.clientWidth + 1 &&
      ["hidden", "clip", "auto", "scroll"].includes(getComputedStyle(one).overflowX) &&
      !one.closest(".hidden, pre, thead, caption, input") &&
      one.checkVisibility();
    const all = [...document.querySelectorAll("body *")].filter(isCut);
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) {
      const wide = [...document.querySelectorAll("main *")].filter(
        (one) => one.getBoundingClientRect().right > clientWidth + 1,
      );
      all.push(document.documentElement, ...wide.slice(-1));
    }
    document.adoptedStyleSheets = [];
    return all.map((one) => `${one.scrollWidth} px: ${one.outerHTML.slice(0, 120)}`);
  }, SPACED);
  for (const one of cut) note(`${name}, narrow`, `beyond its edge, ${one}`);
}

const HOSTILE = [
  "/occupation?from=construction/roofer-2",
  "/next?from=construction/roofer-2",
  "/path?from=construction/roofer-2&to=construction/site-inspector",
  "/reach?from=construction/bricklayer-2",
  "/compare?first=construction/roofer-2&second=construction/bricklayer-2",
  "/map?route=construction&at=construction/roofer-2",
  "/search?q=script",
  "/gaps?route=construction",
  "/shared",
];

/** Titles that are meant to break a page are text, and stay within it. */
async function lookHostile() {
  const hostile = pathToFileURL(join(folder, "hostile.html")).href;
  await tab.goto(hostile);
  for (const size of [
    { width: 1440, height: 900 },
    { width: 320, height: 640 },
  ]) {
    await tab.setViewportSize(size);
    for (const name of HOSTILE) {
      await comeTo(tab, hostile, name);
      await widthFits(`hostile ${name}`);
      if ((await tab.locator("main :is(script, img, iframe, style)").count()) > 0)
        note(name, "a title became an element");
    }
  }
  await comeTo(tab, hostile, HOSTILE[5]);
  const text = await tab.locator("main").innerText();
  for (const title of ["<script>alert(1)</script>", "&lt;b&gt;", "{{7*7}} ${7*7} {route} %s", "L".repeat(10_000)])
    if (!text.includes(title)) note("hostile", `is not shown: ${title.slice(0, 40)}`);
}

/** Pages of a server, without their script. */
async function lookAtPages() {
  for (const name of readdirSync(folder).filter((one) => one.endsWith(".html") && one !== "hostile.html")) {
    await tab.setViewportSize(SIZES[0]);
    await tab.goto(pathToFileURL(join(folder, name)).href);
    await tab.evaluate(AXE);
    await axeFinds(name, ALL_RULES);
    await tab.setViewportSize({ width: 320, height: 640 });
    await axeFinds(`${name} 320`, OF_WIDTHS);
    await widthFits(name);
  }
}

/** In forced colours every mark differs from what it stands on. */
async function lookForced() {
  await tab.setViewportSize(SIZES[0]);
  await tab.emulateMedia({ forcedColors: "active" });
  for (const name of ["next", "unstated", "path", "map-at"]) {
    await comeTo(tab, page, name);
    const unseen = await tab.evaluate(() => {
      const canvas = getComputedStyle(document.body).backgroundColor;
      const isSeen = (colour) => !["none", canvas, "rgba(0, 0, 0, 0)"].includes(colour);
      return [...document.querySelectorAll("main svg :is(rect, path, circle, line, text)")]
        .filter((one) => !one.matches(".tint, .ground"))
        .filter((one) => !isSeen(getComputedStyle(one).fill) && !isSeen(getComputedStyle(one).stroke))
        .map((one) => one.outerHTML);
    });
    for (const one of unseen.slice(0, 3)) note(`${name} in forced colours`, `unseen ${one}`);
    await tabThrough(`${name} in forced colours`, 4);
  }
  await tab.emulateMedia({ forcedColors: "none" });
}

/** Tab reaches all that can be used and is visible, in order, and each shows that it has the focus. */
async function tabThrough(where, most = 1000) {
  const wanted = await tab.evaluate(() => {
    const usable = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    document.activeElement?.blur();
    window.getSelection()?.removeAllRanges();
    const all = [...document.querySelectorAll(usable)].filter((one) => one.checkVisibility() && one.tabIndex >= 0);
    for (const [i, one] of all.entries()) one.dataset.tab = String(i);
    return all.length;
  });
  await tab.locator(".skip").focus();
  for (let i = 0; i < Math.min(wanted, most); i += 1) {
    if (i > 0) await tab.keyboard.press("Tab");
    const at = await tab.evaluate(() => {
      const one = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      const shows = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
      return { number: one.dataset.tab, shows: shows, html: one.outerHTML.slice(0, 120) };
    });
    if (at.number !== String(i))
      return note(where, `Tab came to ${at.number} of ${wanted} instead of ${i}: ${at.html}`);
    if (!at.shows) note(where, `the focus is not shown on ${at.html}`);
  }
}

/** The number of suggestions is said once, after the last letter, and is shown nowhere. */
async function listen() {
  await comeTo(tab, page, "home");
  await tab.evaluate(() => {
    globalThis.heard = [];
    for (const one of document.querySelectorAll("[role=status]"))
      new MutationObserver(() => globalThis.heard.push(one.textContent)).observe(one, {
        childList: true,
        subtree: true,
      });
  });
  await tab.getByRole("combobox").pressSequentially("nurse", { delay: 20 });
  await tab.waitForTimeout(900);
  const heard = await tab.evaluate(() => globalThis.heard);
  if (heard.length !== 1 || !/^\d+ suggestions for nurse$/.test(heard[0]))
    note("home", `heard ${JSON.stringify(heard)}`);
}

async function print(name) {
  await comeTo(tab, page, name);
  await tab.pdf({ path: join(folder, `${name}.pdf`), format: "A4" });
}

const times = [];
async function timed(what, does) {
  const start = performance.now();
  await does();
  times.push(`${what} ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

try {
  await tab.goto(page);
  await tab.evaluate(AXE);
  await timed("axe", lookAtAll);
  await timed("narrow", lookNarrow);
  await timed("forced colours", lookForced);
  await tab.setViewportSize(SIZES[0]);
  for (const name of ["home", "next", "path", "map-at"]) {
    await comeTo(tab, page, name);
    await timed(`Tab on ${name}`, () => tabThrough(name));
  }
  await timed("listen", listen);
  await timed("print", async () => {
    for (const name of ["next", "path"]) await print(name);
  });
  await timed("hostile titles", lookHostile);
  await timed("pages of a server", lookAtPages);
} finally {
  await browser.close();
}
console.log(times.join(", "));
if (found.length > 0) {
  console.error(found.join("\n"));
  process.exitCode = 1;
}
