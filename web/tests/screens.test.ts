import assert from "node:assert/strict";
import { test } from "node:test";
import { PathwaysError } from "../src/core/answers.ts";
import { address, placeOf, stayWithin } from "../src/screens/address.ts";
import { amongOf, isGiven, numberOf, numbersOf, oneOf, truthOf } from "../src/screens/given.ts";
import { cureText, levelWords, stepNumbers, titled } from "../src/screens/words.ts";

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

test("what an address gives is a value, or a sentence says what may stand there", () => {
  const given = (query: string) => new URLSearchParams(query);
  assert.deepEqual(numbersOf(given("level=2,3&level=5"), "level"), [2, 3, 5]);
  assert.deepEqual([numberOf(given("limit=0"), "limit"), numberOf(given("limit="), "limit")], [0, null]);
  assert.deepEqual(
    ["true", "Yes", "off", ""].map((text) => truthOf(given(`degree=${text}`), "degree")),
    [true, true, false, null],
  );
  assert.equal(oneOf(given(""), "figure", ["findings", "matrix"]), "findings");
  const number = "a whole number from 0 to 999,999,999";
  const wrong: [string, () => unknown][] = [
    [`steps 'abc': ${number}.`, () => numberOf(given("steps=abc"), "steps")],
    [`limit '1.5': ${number}.`, () => numberOf(given("limit=1.5"), "limit")],
    [`max level gap '-1': ${number}.`, () => numberOf(given("max_level_gap=-1"), "max_level_gap")],
    [`steps '9999999999': ${number}.`, () => numberOf(given("steps=9999999999"), "steps")],
    [`level 'x': ${number}.`, () => amongOf(given("level=2,x"))],
    ["backwards 'maybe': yes or no.", () => isGiven(given("backwards=maybe"), "backwards")],
    [
      "figure 'constructor': one of findings, matrix.",
      () => oneOf(given("figure=constructor"), "figure", ["findings", "matrix"]),
    ],
  ];
  for (const [fact, read] of wrong)
    assert.throws(read, (error) => error instanceof PathwaysError && error.fact === fact);
});

test("a sentence begins large, also where it begins with the word of a place", () => {
  const cureOf = (cure: string) => cureText(new PathwaysError("UnknownName", "", cure));
  assert.equal(cureOf("{clusters} lists them."), "The question clusters lists them.");
  assert.equal(cureOf("Look for it with {search}."), "Look for it with a search.");
});
