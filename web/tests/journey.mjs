/**
 * Journeys through the explorer in a real browser, from a file and from a server.
 * `node journey.mjs CHROMIUM FILE ORIGIN STORE OTHER`
 *
 * STORE is what the server at ORIGIN answers from, OTHER the same map with "Thatcher" for "Roofer". Ends with 1 and what
 * was found instead, also where a page complains or asks for anything from elsewhere.
 */

import assert from "node:assert/strict";
import { copyFileSync, readFileSync, renameSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { launched } from "./browser.mjs";

const [executablePath, file, origin, store, other] = process.argv.slice(2);

/** Whence the explorer comes: the address of each screen, and what its pages may ask for. */
const FILE = {
  at: (address) => `${pathToFileURL(file).href}#${address}`,
  owns: (url) => /^(file|data|blob):/.test(url),
};
const SERVER = {
  at: (address) => `${origin}${address}`,
  owns: (url) => /^blob:/.test(url) || url.startsWith(`${origin}/`),
};

const browser = await launched(executablePath);
const complaints = [];

async function opened(place, address, options = {}) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const tab = await context.newPage();
  tab.setDefaultTimeout(40_000);
  tab.on("console", (message) => {
    // A browser says of each answer of this kind that it has come.
    if (!/status of 4\d\d/.test(message.text())) complaints.push(`${tab.url()}: ${message.text()}`);
  });
  tab.on("pageerror", (error) => complaints.push(`${tab.url()}: ${error.message}`));
  tab.on("request", (request) => {
    if (!place.owns(request.url())) complaints.push(`asks for ${request.url()}`);
  });
  if (options.javaScriptEnabled === false) await tab.goto(place.at(address));
  else await come(tab, place, address);
  return tab;
}

/** Open an address, as if it was pasted. */
async function come(tab, place, address) {
  await tab.goto(place.at(address));
  await tab.waitForFunction(() => window.history.scrollRestoration === "manual");
  await tab.locator("h1").waitFor();
}

/** Follow a link to an address. */
async function follow(tab, place, address) {
  await tab.evaluate((href) => {
    const link = Object.assign(document.createElement("a"), { href });
    document.querySelector("main").append(link);
    link.click();
  }, place.at(address));
}

async function named(tab, title) {
  // Not by a function in the page: where scripts are off, it is asked once and never again.
  await tab.locator(`xpath=//head/title[. = "${title} – Career Pathways"]`).waitFor({ state: "attached" });
  await tab.waitForLoadState(); // what is clicked before may move away under the click
  assert.equal(await tab.locator("h1").count(), 1, title);
}

/** Where somebody comes to from another screen, the focus is on the heading. */
async function reached(tab, title) {
  await named(tab, title);
  assert.equal(await tab.evaluate(() => document.activeElement.tagName), "H1", `the focus after coming to ${title}`);
}

const links = (tab, name) => tab.getByRole("main").getByRole("link", name);

/** What both can. */
async function journey(place) {
  const tab = await opened(place, "/");

  // By keyboard alone: a slip of the pen, the list, the results, what one is, what is next and why.
  await tab.getByRole("combobox").focus();
  await tab.keyboard.type("buttcher");
  await tab.getByRole("option").first().waitFor();
  await tab.keyboard.press("ArrowDown");
  assert.equal(await tab.getByRole("option", { selected: true }).count(), 1);
  await tab.keyboard.press("Escape");
  assert.equal(await tab.getByRole("option").count(), 0);
  await tab.keyboard.press("Enter");
  await reached(tab, "Search: buttcher");
  await links(tab, { name: "Butcher", exact: true }).last().focus();
  await tab.keyboard.press("Enter");
  await reached(tab, "Butcher (2)");
  await links(tab, { name: "What can I do next?" }).focus();
  await tab.keyboard.press("Enter");
  await reached(tab, "What can I do next as Butcher (2)?");
  await tab.getByText("Why, and where it stands").first().focus();
  await tab.keyboard.press("Enter");
  assert.match(await tab.locator("details[open]").first().innerText(), /Related \d\.\d{4} = .* of the document/s);

  // Back and Forward, each to where it was left.
  await tab.evaluate(() => window.scrollTo(0, 300));
  await tab.waitForTimeout(200);
  await tab.evaluate(() => [...document.querySelectorAll("main a")].find(({ text }) => text === "From here").click());
  await tab.waitForFunction(() => window.scrollY === 0);
  await tab.goBack();
  await reached(tab, "What can I do next as Butcher (2)?");
  assert.equal(await tab.evaluate(() => window.scrollY), 300);
  await tab.goBack();
  await reached(tab, "Butcher (2)");
  await tab.goForward();
  await reached(tab, "What can I do next as Butcher (2)?");

  // A path with its reasons; its link opened anew.
  await come(tab, place, "/path?from=Butcher&to=Retail%20management&in=sales");
  await named(tab, "From Butcher (2) to Retail management (6)");
  assert.equal(await tab.locator(".path > li").count(), 4);
  assert.equal(await tab.locator(".path .reason").count(), 3);
  await drawn(tab);
  const again = await opened(place, "/path?from=Butcher&to=Retail%20management&in=sales");
  assert.equal(await again.title(), await tab.title());
  assert.equal(await again.locator("main").innerText(), await tab.locator("main").innerText());

  // Conditions of which several are given stay where another is asked for.
  const several =
    "via=Advanced%20butcher&via=Retail%20manager&avoid=construction&avoid=digital&only=within_cluster&only=same_row";
  await come(tab, place, `/path?from=Butcher&to=Retail%20management&in=sales&${several}`);
  await tab.getByLabel("At most this many levels at once").fill("2");
  await tab.getByRole("button", { name: "Show", exact: true }).click();
  await tab.waitForFunction(() => window.location.href.includes("max_level_gap=2"));
  const [, asked] = tab.url().split("?");
  for (const condition of several.split("&")) assert.ok(asked.split("&").includes(condition), condition);
  assert.equal(await tab.locator("input[name=via]").nth(1).inputValue(), "Retail manager");

  // What stands wrong in an address is said, with a way on.
  const wrong = [
    "/reach?from=Roofer&steps=abc",
    "/path?from=Butcher&to=Roofer&in=sales&limit=1.5",
    "/gaps?figure=none",
  ];
  for (const address of [...wrong, "/map?at=nobody", "/next?level=2,3", "/questions/level-next-steps?level=high"]) {
    await come(tab, place, address);
    assert.match(await tab.locator(".problem").innerText(), /^[A-Z][^{}]*[.]$/, address);
    assert.ok((await tab.locator("main form, main a").count()) > 0, address);
  }
  await again.context().close();
  assert.ok((await tab.pdf()).length > 10_000);

  // Why not, with what is near; which of several is meant; an everyday word; the map.
  await follow(tab, place, "/path?from=Roofer&to=Registered%20nurse");
  await named(tab, "There is no path");
  await links(tab, { name: /^The way there: / })
    .first()
    .click();
  await tab.locator(".path").first().waitFor();
  await follow(tab, place, "/next?from=Baker");
  await named(tab, "Which one is meant?");
  await links(tab, { name: "Baker" }).first().click();
  await reached(tab, "What can I do next as Baker (2)?");
  await follow(tab, place, "/search?q=lorry%20driver");
  await tab.getByText("found as lorry driver").first().waitFor();
  await follow(tab, place, "/map?route=construction&at=construction/roofer-2");
  assert.equal(await tab.locator("table [aria-current=true]").count(), 1);
  await followed(tab);

  const screens = {
    "/search": "Search",
    "/before?to=construction/roofer-2": "What leads to Roofer (2)?",
    "/reach?from=construction/roofer-2": "Where can Roofer (2) lead?",
    "/next?level=2": "What can I do next as a worker of level 2?",
    "/compare?first=Roofer&second=Plasterer": "Roofer (2) and Plasterer (3)",
    "/gaps": "Gaps",
    "/gaps?figure=matrix": "Gaps",
    "/shared": "Shared",
    "/questions": "Questions",
    "/questions/dead-ends": null,
    "/reach?from_levels=2&from_route=construction&to_levels=6": "Which of them can lead there?",
    "/about": "About",
    "/next?from=Roofer&edition=1999": "This cannot be answered",
    "/none": "Nothing is at this address",
  };
  for (const [address, title] of Object.entries(screens)) {
    await follow(tab, place, address);
    if (title) await tab.waitForFunction((wanted) => document.title.startsWith(wanted), title);
    assert.equal(await tab.locator("h1").count(), 1, address);
  }

  await follow(tab, place, "/next?from=construction/roofer-2");
  assert.equal(await saved(tab, tab.getByRole("button", { name: "CSV" })), "next-steps.csv");
  await tab.context().close();
}

/** The arrows of the map end where the marks are, and keys follow them. */
async function followed(tab) {
  const arrows = tab.locator(".arrows .line");
  await arrows.first().waitFor();
  assert.equal(await arrows.count(), await tab.locator(".map .near").count());
  const focused = () => tab.evaluate(() => document.activeElement.textContent);
  const closest = await tab.locator(".closest a").first().textContent();
  await tab.locator(".map [aria-current] a").first().focus();
  await tab.keyboard.press("ArrowRight");
  assert.equal(await focused(), closest);
  assert.match(await tab.locator("main > [role=status]").textContent(), new RegExp(`^${closest} .*progression`));
  assert.match(tab.url(), /[?&]at=construction\/(?!roofer)/);
  await tab.keyboard.press("ArrowDown");
  assert.notEqual(await focused(), closest);
  await tab.keyboard.press("ArrowUp");
  assert.equal(await focused(), closest);
  await tab.keyboard.press("Escape");
  assert.equal(await arrows.count(), 0);
  assert.equal(await focused(), closest);
}

/** A drawing that is saved has its colours in it, and opens alone. */
async function drawn(tab) {
  const [download] = await Promise.all([
    tab.waitForEvent("download"),
    tab.getByRole("button", { name: "SVG" }).click(),
  ]);
  const svg = readFileSync(await download.path(), "utf8");
  assert.doesNotMatch(svg, /var\(|class=|aria-hidden/);
  assert.match(svg, /aria-label="From Butcher/);
  assert.ok(svg.split("textLength=").length > 10);
}

/** What a click saves. */
async function saved(tab, button) {
  const [download] = await Promise.all([tab.waitForEvent("download"), button.click()]);
  return download.suggestedFilename();
}

/** What only a server can: links in other tabs, its pages before the script, exports, Cypher, a store that is replaced. */
async function onServer() {
  const tab = await opened(SERVER, "/next?from=construction/roofer-2", {
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await tab.evaluate(() => {
    window.isSame = true;
  });
  const [newTab] = await Promise.all([
    tab.context().waitForEvent("page"),
    links(tab, { name: "Plasterer", exact: true })
      .first()
      .click({ modifiers: ["Control"] }),
  ]);
  await newTab.close();
  await tab.getByRole("button", { name: "Copy the link" }).click();
  await tab.getByText("Copied.").waitFor();
  assert.equal(await tab.evaluate(() => navigator.clipboard.readText()), tab.url());
  await tab.getByText("This part of the map in other formats").click();
  assert.equal(await saved(tab, tab.getByRole("link", { name: "graphml" })), "career-pathways.graphml");

  await tab.getByRole("link", { name: "Cypher", exact: true }).click();
  await reached(tab, "Cypher");
  await tab.getByLabel("A statement that only reads").fill("MATCH (r:Rout) RETURN r");
  await tab.getByRole("button", { name: "Ask" }).click();
  await tab.getByRole("alert").getByText("Did you mean").waitFor();
  await tab.getByLabel("A statement that only reads").fill("MATCH (r:Route) RETURN r.name AS name, r.id AS id");
  await tab.getByRole("button", { name: "Ask" }).click();
  await tab.getByText(/^15 rows, in \d+\.\d\d seconds/).waitFor();
  assert.equal(await tab.locator("tbody tr").count(), 15);
  assert.equal(await saved(tab, tab.getByRole("button", { name: "CSV" })), "cypher.csv");
  for (let i = 0; i < 3; i++) await tab.goBack();
  await reached(tab, "What can I do next as Roofer (2)?");
  assert.equal(await tab.evaluate(() => window.isSame), true, "no page was loaded");
  await follow(tab, SERVER, "/next?from=construction/roofer-2&limit=2");
  await links(tab, { name: "Show all" }).waitFor(); // of a page that the script leaves to the server
  await tab.waitForFunction(() => window.history.scrollRestoration === "manual"); // the script takes its links over
  await tab.getByRole("link", { name: "Gaps", exact: true }).click();
  await reached(tab, "Gaps");
  await tab.goBack();
  await links(tab, { name: "Show all" }).waitFor();
  await tab.goBack();
  await tab.locator(".steps").first().waitFor();

  await replaced(tab);
  await tab.context().close();
}

/** A statement that another site wrote is asked only where somebody says so. */
async function foreignCypher() {
  const tab = await opened({ at: FILE.at, owns: (url) => FILE.owns(url) || SERVER.owns(url) }, "/");
  await follow(tab, SERVER, "/cypher?q=MATCH%20(r:Route)%20RETURN%20r.id");
  await tab.getByText("Another site wrote this statement.").waitFor();
  await tab.waitForFunction(() => window.history.scrollRestoration === "manual");
  await tab.getByText("Another site wrote this statement.").waitFor();
  await tab.getByRole("button", { name: "Ask" }).click();
  await tab.getByText(/^15 rows, in/).waitFor();
  await tab.context().close();
}

/** A store that is rebuilt, is gone, and comes back. */
async function replaced(tab) {
  const newest = () => tab.evaluate(() => window.fetch("/maps.json").then((answer) => answer.text()));
  const says = (text) =>
    tab.waitForFunction(
      (wanted) => {
        document.dispatchEvent(new Event("visibilitychange")); // as where somebody comes back to the page
        const { textContent } = document.querySelector(".news");
        return wanted === "" ? textContent === "" : textContent.startsWith(wanted);
      },
      text,
      { polling: 100 },
    );
  let looks = 0;
  tab.on("request", (request) => {
    if (request.url().endsWith("/maps.json")) looks += 1;
  });
  const before = await newest();
  put(other);
  await says("The map was rebuilt.");
  assert.match(await tab.locator("h1").innerText(), /Roofer/); // until somebody wants the new one
  await tab.getByRole("button", { name: "Load it" }).click();
  await named(tab, "What can I do next as Thatcher (2)?");
  assert.match(tab.url(), /\/next\?from=construction\/roofer-2$/);
  assert.notEqual(await newest(), before);
  renameSync(store, `${store}.away`);
  await says("The store is gone");
  looks = 0;
  await tab.waitForTimeout(300);
  assert.equal(looks, 0, "nobody has come back to the page meanwhile");
  renameSync(`${store}.away`, store);
  await says("");
}

/** A store in the place of that which is served, in one step, as a build does it. */
function put(content) {
  copyFileSync(content, `${store}.new`);
  renameSync(`${store}.new`, store);
}

/** What is written before the script has come is kept; where it does not come, the page goes on. */
async function beforeTheScript() {
  const tab = await browser.newPage();
  let come = () => {};
  const isThere = new Promise((resolve) => {
    come = resolve;
  });
  await tab.route("**/served.js", async (route) => {
    await isThere;
    await route.continue();
  });
  await tab.goto(SERVER.at("/"), { waitUntil: "commit" });
  await tab.locator("input[name=q]").fill("buttch");
  come();
  await tab.waitForFunction(() => window.history.scrollRestoration === "manual");
  await tab.keyboard.type("er");
  await tab.getByRole("option").first().waitFor();
  assert.equal(await tab.getByRole("combobox").inputValue(), "buttcher");
  await tab.unrouteAll();
  await tab.route("**/map/*.json", (route) => route.abort());
  await tab.goto(SERVER.at("/"));
  await tab.locator("input[name=q]").fill("Roofer");
  await tab.keyboard.press("Enter");
  await named(tab, "Search: Roofer");
  await tab.close();
}

/** By links and forms. */
async function withoutScript() {
  const tab = await opened(SERVER, "/", { javaScriptEnabled: false });
  await tab.locator("input[name=q]").fill("buttcher");
  await tab.keyboard.press("Enter");
  await named(tab, "Search: buttcher");
  await links(tab, { name: "Butcher", exact: true }).last().click();
  await named(tab, "Butcher (2)");
  await links(tab, { name: "What can I do next?" }).click();
  await named(tab, "What can I do next as Butcher (2)?");
  await tab.getByRole("link", { name: "How do I get there?" }).first().click();
  await tab.getByLabel("From", { exact: true }).fill("Butcher (2)");
  await tab.getByLabel("To", { exact: true }).fill("Retail management");
  await tab.getByText("More conditions").click();
  await tab.getByLabel("Of several with this name, the one in").selectOption({ label: SALES });
  await tab.getByRole("button", { name: "Find the path" }).click();
  await named(tab, "From Butcher (2) to Retail management (6)");
  assert.equal(await tab.locator(".path .reason").count(), 3);
  await tab.getByText("This part of the map in other formats").click();
  assert.equal(await saved(tab, tab.getByRole("link", { name: "graphml" })), "career-pathways.graphml");
  await tab.getByRole("link", { name: "Cypher", exact: true }).click();
  await tab.getByLabel("A statement that only reads").fill("MATCH (r:Route) RETURN r.name AS name");
  await tab.getByRole("button", { name: "Ask" }).click();
  await tab.locator("tbody tr").nth(14).waitFor();
  assert.equal(await tab.locator("tbody tr").count(), 15);
  await tab.goBack();
  await tab.goBack();
  await named(tab, "From Butcher (2) to Retail management (6)");
  await tab.context().close();
}

const SALES = "Sales and Marketing and Procurement";

try {
  await Promise.all([journey(FILE), journey(SERVER), beforeTheScript(), withoutScript()]);
  await foreignCypher(); // a third statement at a time would be told to wait
  await onServer();
  assert.deepEqual(complaints, []);
} finally {
  await browser.close();
}
