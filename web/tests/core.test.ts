import assert from "node:assert/strict";
import { test } from "node:test";
import { PathwaysError } from "../src/core/answers.ts";
import { ask, type QuestionName, type Wishes } from "../src/core/asking.ts";
import { carriedLevels } from "../src/core/carried_levels.ts";
import { Heap } from "../src/core/heap.ts";
import { damerauLevenshtein, ratio } from "../src/core/words/near.ts";
import { compared, quoted } from "../src/core/words/texts.ts";
import { smallMap } from "./small_map.ts";

function column(question: QuestionName, wishes: Wishes, name: string): unknown[] {
  return ask(smallMap(), question, wishes).rows.map((row) => row[name]);
}

function error(question: QuestionName, wishes: Wishes): PathwaysError {
  try {
    ask(smallMap(), question, wishes);
  } catch (caught) {
    if (caught instanceof PathwaysError) return caught;
    throw caught;
  }
  throw new Error("there was an answer");
}

test("a step in the trade comes before a change of trade, and each has its reason", () => {
  assert.deepEqual(column("next", { occupation: "Apprentice" }, "title"), ["Joiner", "Roofer"]);
  assert.deepEqual(column("next", { occupation: "Apprentice" }, "reason"), [
    "next level up in the same trade; shared word: timber",
    "a change of trade: next level up, in the same part of the map",
  ]);
});

test("relatedness is the sum of its parts", () => {
  const [row] = ask(smallMap(), "next", { occupation: "Apprentice" }).rows;
  assert.equal(row.relatedness, 0.68);
  assert.deepEqual([row.by_title, row.by_place, row.by_level, row.by_basis], [0.1, 0.3, 0.2, 0.08]);
});

test("the way to the top goes by the trade, and carries a level at each occupation", () => {
  const wishes = { occupation: "Apprentice", to: "Manager" };
  assert.deepEqual(column("path", wishes, "title"), ["Joiner", "Manager"]);
  assert.deepEqual(column("path", wishes, "carried_level"), [3, 5]);
  assert.deepEqual(column("path", { ...wishes, choice: "alternatives" }, "title"), [
    "Joiner",
    "Manager",
    "Roofer",
    "Manager",
  ]);
});

test("what is there by a crossing is there, and goes no further", () => {
  assert.deepEqual(column("reach", { occupation: "Apprentice" }, "relationships"), [1, 1, 2, 2]);
  assert.deepEqual(column("reach", { occupation: "Apprentice", steps: 1 }, "crossings"), [0, 0, 1]);
  assert.deepEqual(column("gaps", {}, "lines"), [[3, 11]]);
});

test("no path says that it leads the other way", () => {
  const { kind, data } = error("path", { occupation: "Manager", to: "Apprentice" });
  assert.equal(kind, "NoPathway");
  assert.deepEqual([data.origin, data.destination], ["crafts/apprentice-2", "crafts/manager-5"]);
});

test("a name that several have is told by its candidates, and by its route", () => {
  assert.deepEqual(error("next", { occupation: "joiners" }).data.candidates, ["crafts/joiner-3", "homes/joiner-3"]);
  assert.deepEqual(column("next", { occupation: "joiner", in_route: "Crafts" }, "title"), ["Manager"]);
});

test("an everyday title, and a slip in one, find what answers them", () => {
  assert.deepEqual(column("search", { text: "chippie" }, "found_in"), ["everyday title"]);
  const { rows, notes } = ask(smallMap(), "search", { text: "apprintice roofir" });
  assert.deepEqual([rows[0].title, notes.length > 0], ["Roofer", true]);
});

test("a quote is what the entry mostly says, or what it says otherwise", () => {
  assert.deepEqual(column("occupation", { occupation: "Apprentice" }, "quote"), ["Apprentice (2): Timber"]);
  assert.deepEqual(column("occupation", { occupation: "Roofer" }, "quote"), ["Roofer (3)!"]);
});

test("crossings keep a level, and steps rise as evenly as they can", () => {
  assert.deepEqual(
    carriedLevels(
      [0, 1, 2],
      [
        [2, 2],
        [2, 3],
        [4, 5],
      ],
      [false, false],
      null,
    ),
    [2, 3, 4],
  );
  assert.equal(
    carriedLevels(
      [0, 1],
      [
        [2, 2],
        [4, 5],
      ],
      [false],
      1,
    ),
    null,
  );
});

test("a heap gives back the first first", () => {
  const heap = new Heap<number>((one, other) => one < other);
  for (const number of [5, 3, 8, 1, 3]) heap.push(number);
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6].map(() => heap.pop()),
    [1, 3, 3, 5, 8, undefined],
  );
});

test("distances count a swap once, and likeness is a share of both", () => {
  assert.equal(damerauLevenshtein("plubmer", "plumber", 2), 1);
  assert.equal(damerauLevenshtein("ca", "abc", 3), 2);
  assert.equal(ratio("abcd", "abcd"), 100);
});

test("texts are quoted and compared as Python does", () => {
  assert.deepEqual([quoted("it's"), quoted("a\n\u200b"), quoted("'\"")], ['"it\'s"', "'a\\n\\u200b'", "'\\'\"'"]);
  assert.ok(compared("\uffff", "\u{1f600}") < 0);
});
