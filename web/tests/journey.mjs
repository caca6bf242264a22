/**
 * A journey through the page in one file, in a real browser. `node journey.mjs FILE CHROMIUM`
 *
 * Search with a slip, next, path with reasons, why not, a copied link opened anew, Back and Forward, the keyboard alone.
 * Ends with 1 and what was found instead, also where the page complains or asks for anything.
 */

import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [file, executablePath] = process.argv.slice(2);
const page = pathToFileURL(file).href;

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const browser = await chromium.launch({ executablePath, args: FLAGS });
const complaints = [];

async function opened(address) {
  const tab = await browser.newPage();
  tab.on("console", (message) => complaints.push(message.text()));
  tab.on("pageerror", (error) => complaints.push(error.message));
  tab.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) complaints.push(`asks for ${request.url()}`);
  });
  await tab.goto(address);
  await tab.locator("h1").waitFor();
  return tab;
}

async function titled(tab, title) {
  await tab.waitForFunction((wanted) => document.title === wanted, `${title} – Career Pathways`);
  assert.equal(await tab.evaluate(() => document.activeElement.tagName), "H1", `the focus after coming to ${title}`);
}

try {
  const tab = await opened(page);

  // By keyboard alone: a slip of the pen, the list, the occupation, its next steps.
  await tab.getByRole("combobox").focus();
  await tab.keyboard.type("buttcher");
  await tab.getByRole("option").first().waitFor();
  await tab.keyboard.press("ArrowDown");
  assert.equal(await tab.getByRole("option", { selected: true }).count(), 1);
  await tab.keyboard.press("Escape");
  assert.equal(await tab.getByRole("option").count(), 0);
  await tab.keyboard.press("Enter");
  await titled(tab, "Search: buttcher");
  await tab.getByRole("main").getByRole("link", { name: "Butcher", exact: true }).last().click();
  await titled(tab, "Butcher (2)");
  await tab.getByRole("main").getByRole("link", { name: "What can I do next?" }).click();
  await titled(tab, "What can I do next as Butcher (2)?");
  await tab.getByText("Why, and where it stands").first().click();
  assert.match(await tab.locator("details[open]").first().innerText(), /Related \d\.\d{4} = .* of the document/s);

  // A path with its reasons; its link opened anew; Back and Forward.
  await tab.goto(`${page}#/path?from=Butcher&to=Retail%20management&in=sales`);
  await titled(tab, "From Butcher (2) to Retail management (6)");
  assert.equal(await tab.locator(".path > li").count(), 4);
  assert.equal(await tab.locator(".path .reason").count(), 3);
  const again = await opened(tab.url());
  assert.equal(await again.title(), await tab.title());
  assert.equal(await again.locator("main").innerText(), await tab.locator("main").innerText());
  await tab.goBack();
  await titled(tab, "What can I do next as Butcher (2)?");
  await tab.goForward();
  await titled(tab, "From Butcher (2) to Retail management (6)");

  // Why not, with what is near.
  await tab.goto(`${page}#/path?from=Roofer&to=Registered%20nurse`);
  await titled(tab, "There is no way");
  await tab
    .getByRole("link", { name: /^The way there: / })
    .first()
    .click();
  await tab.locator(".path").first().waitFor();

  // Which of several is meant; every other screen.
  await tab.goto(`${page}#/next?from=Baker`);
  await titled(tab, "Which one is meant?");
  await tab.getByRole("main").getByRole("link", { name: "Baker" }).first().click();
  await titled(tab, "What can I do next as Baker (2)?");
  const screens = {
    "/search": "Search",
    "/before?to=construction/roofer-2": "What leads to Roofer (2)?",
    "/reach?from=construction/roofer-2": "Where can Roofer (2) lead?",
    "/next?level=2": "What can I do next as a worker of level 2?",
    "/compare?first=Roofer&second=Plasterer": "Roofer (2) and Plasterer (3)",
    "/map?route=construction": "The map: Construction",
    "/gaps": "Gaps",
    "/gaps?figure=matrix": "Gaps",
    "/shared": "Shared",
    "/questions": "Questions",
    "/questions/dead-ends": null,
    "/about": "About",
    "/none": "Nothing is at this address",
  };
  for (const [address, title] of Object.entries(screens)) {
    await tab.goto(`${page}#${address}`);
    if (title) await titled(tab, title);
    assert.equal(await tab.locator("h1").count(), 1, address);
  }

  // What is saved.
  await tab.goto(`${page}#/next?from=construction/roofer-2`);
  const [download] = await Promise.all([
    tab.waitForEvent("download"),
    tab.getByRole("button", { name: "CSV" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "next-steps.csv");

  assert.deepEqual(complaints, []);
} finally {
  await browser.close();
}
