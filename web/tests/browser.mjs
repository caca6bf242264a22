/** The browser of all tests and pictures, and every screen of the page in one file, by name. */

import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const WIDTHS = [1440, 768, 360];
export const SCHEMES = ["light", "dark"];

export const SCREENS = {
  home: "/",
  list: "/", // with the list of suggestions open
  search: "/search?q=nurse",
  nothing: "/search?q=zzzzqqq",
  occupation: "/occupation?from=sales-and-marketing-and-procurement/butcher-2",
  next: "/next?from=sales-and-marketing-and-procurement/butcher-2",
  ahead: "/next?from=construction/roofer-2&steps=2",
  unstated: "/next?from=sales-and-marketing-and-procurement/floristry",
  level: "/next?level=2&route=catering-and-hospitality",
  levels: "/next",
  before: "/before?to=construction/roofer-2",
  path: "/path?from=engineering-and-manufacturing/baker-2&to=creative-and-design/broadcast-and-communications-engineer-6",
  ways: "/path?from=Butcher&to=Retail%20management&in=sales&choice=alternatives",
  "why-not": "/path?from=Roofer&to=Registered%20nurse",
  reach: "/reach?from=construction/roofer-2",
  sets: "/reach?from_levels=2&from_route=catering-and-hospitality&to_levels=4",
  compare: "/compare?first=Roofer&second=Plasterer",
  map: "/map?route=catering-and-hospitality",
  "map-at": "/map?route=sales-and-marketing-and-procurement&at=sales-and-marketing-and-procurement/butcher-2",
  lost: "/map?route=hair-and-beauty",
  gaps: "/gaps?route=catering-and-hospitality",
  matrix: "/gaps?figure=matrix&route=catering-and-hospitality",
  shared: "/shared",
  questions: "/questions",
  question: "/questions/dead-ends",
  editions: "/editions",
  diff: "/diff",
  about: "/about",
  error: "/next?from=Rofer",
  which: "/next?from=Baker",
  missing: "/none",
};

export const launched = (executablePath) => chromium.launch({ executablePath, args: FLAGS });

/** Come to a screen, by its name; of an address as it stands in SCREENS, too. */
export async function comeTo(tab, page, name) {
  await tab.goto(`${page}#${SCREENS[name] ?? name}`);
  await tab.locator("h1").waitFor();
  if (name === "list") {
    await tab.getByRole("combobox").fill("nurs");
    await tab.getByRole("option").first().waitFor();
  }
}
