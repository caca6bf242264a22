import assert from "node:assert/strict";
import { test } from "node:test";
import { address, placeOf, stayWithin } from "../src/screens/address.ts";
import { levelWords, stepNumbers, titled } from "../src/screens/words.ts";

test("an address says where one is and what is asked, and is read back as it was written", () => {
  const given = { from: "construction/roofer-2", q: "a&b=c #é ?", route: "" };
  const written = address("/next", given);
  assert.equal(written, "#/next?from=construction/roofer-2&q=a%26b%3Dc%20%23%C3%A9%20%3F");
  const place = placeOf(new URL(written, "file:///m.html"));
  assert.deepEqual([place.path, Object.fromEntries(place.given)], ["/next", { from: given.from, q: given.q }]);
  assert.equal(placeOf(new URL("file:///m.html")).path, "/");
});

test("addresses stay in an edition, unless they name another", () => {
  stayWithin("2026");
  assert.equal(address("/about"), "#/about?edition=2026");
  assert.equal(address("/about", { edition: "2017" }), "#/about?edition=2017");
  stayWithin(null);
  assert.equal(address("/about"), "#/about");
});

test("levels read as the views of Python have them", () => {
  const said = [
    { level: 3, column: "technical", apprenticeship_only: true },
    { level: null, column: "higher_technical" },
    { level: null, column: "higher_technical", carried_level: 5 },
    { level: 6, column: "professional", degree: true },
    { level: 2, column: null, level_name: "Job Zone" },
    { level: null, column: null },
  ].map(levelWords);
  assert.deepEqual(said, [
    "level 3, like A levels; apprenticeship only",
    "level 4 or 5 (not stated)",
    "taken as level 5, like a foundation degree or HND (not stated: 4 or 5)",
    "level 6, with a degree",
    "Job Zone 2",
    "level not stated",
  ]);
});

test("relatedness reads as the sum that it is", () => {
  const none = { by_specialisms: 0, by_place: 0, by_level: 0 };
  const row = {
    relatedness: 0.31,
    by_title: 0.21,
    by_basis: 0.1,
    ...none,
    shared_words: [],
    basis: "same_row",
    cost: 1,
  };
  const sum = "related 0.3100 = title .2100 + basis .1000";
  assert.equal(stepNumbers(row), `${sum}; no word in common; basis same_row (next column, same row), cost 1`);
  assert.equal(titled({ title: "Roofer", level: null }), "Roofer");
});
