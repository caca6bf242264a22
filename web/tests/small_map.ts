/** A map of one pathway: two trades, three levels, and the same occupation in another route. */

import { Explorer } from "../src/core/explorer.ts";
import type { PackedMap } from "../src/core/packed.ts";

const ids = ["crafts/apprentice-2", "crafts/joiner-3", "crafts/manager-5", "crafts/roofer-3", "homes/joiner-3"];

const PACKED: PackedMap = {
  form: 2,
  edition: { id: "0", title: "small.txt", schema_version: 3 },
  name: "2017",
  published: null,
  licence: "open",
  addable: null,
  adding: "",
  routes: { id: ["crafts", "homes"], name: ["Crafts", "Homes"], line: [1, 9] },
  pathways: { id: ["crafts/wood", "homes/fit"], name: ["Wood", "Fit"], line: [2, 10], route: [0, 1] },
  clusters: {
    id: ["crafts/wood/lead", "crafts/wood/make", "homes/fit/fit"],
    name: ["Lead", "Make", "Fit"],
    line: [4, 3, 11],
    description: ["", "", ""],
    row: [1, 1, 1],
    column: [1, 0, 0],
    apprenticeship_only: [0, 1, 0],
    pathway: [0, 0, 1],
  },
  occupations: {
    id: ids,
    title: ["Apprentice", "Joiner", "Manager", "Roofer", "Joiner"],
    level: [2, 3, 5, 3, 3],
    column: [0, 0, 1, 0, 0],
    degree: [0, 0, 0, 0, 0],
    route: [0, 0, 0, 0, 1],
  },
  listed: {
    number: [1, 1, 1, 1, 1],
    cluster: [1, 1, 0, 1, 2],
    line: [3, 3, 4, 3, 11],
    specialisms: [["Timber"], [], [], [], []],
    quote: [null, null, null, "Roofer (3)!", null],
  },
  steps: {
    number: [2, 1, 0, 1, 0],
    to: [1, 3, 2, 2],
    basis: [0, 0, 1, 1],
    move: [0, 2, 1, 1],
    skips: [0, 0, 0, 0],
    by_title: [1000, 0, 500, 400],
    by_specialisms: [0, 0, 0, 0],
    by_place: [3000, 1000, 2000, 2000],
    by_level: [2000, 2000, 1000, 1000],
    words: [[0], [], [], []],
    bases: [
      ["within_cluster", 1, 800],
      ["same_row", 1, 600],
    ],
    shared: ["timber"],
    among: [],
  },
  crossings: { from: [1], to: [4], match: [0], score: [100] },
  findings: { kind: [1], about: [8], column: [null], finding: ["Nothing progresses from it here."], beside: [[11]] },
};

const TITLES = {
  form: 2,
  titles: "chippy\nwindow fitter",
  number: [1, 1],
  ids: ["joiner-3"],
  kinds: ["same", "near"] as const,
  occupations: [[0], [0]],
  words: [],
};

/** The map, asked anew by each test. */
export function smallMap(): Explorer {
  return new Explorer(PACKED, TITLES);
}
