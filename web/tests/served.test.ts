import assert from "node:assert/strict";
import { test } from "node:test";
import { address, again, byPaths, placeOf } from "../src/screens/address.ts";
import type { Held } from "../src/screens/router.ts";
import { partOf } from "../src/served/formats.ts";
import { canShow } from "../src/served/taking_over.ts";

byPaths();

const at = (where: string): URL => new URL(where, "http://127.0.0.1:8000");

test("on a server an address is a path with a query, and keeps what is given several times", () => {
  const where = "/path?from=a/b-2&avoid=x&avoid=y%26z&edition=2026";
  const { path, given } = placeOf(at(where));
  assert.equal(address(path, again(given)), where);
  assert.equal(address("/path", { ...again(given), avoid: null, via: [] }), "/path?from=a/b-2&edition=2026");
});

test("a screen is shown where all that is asked is known to it, else the page of the server stands", () => {
  const question = { name: "dead-ends", parameters: [{ name: "route" }] };
  const held = { editions: new Map([["2017", { joins: null }]]), questions: [question] } as unknown as Held;
  const shown = [
    "/",
    "/next?from=Roofer&limit=0&route=",
    "/questions/dead-ends?route=x",
    "/map?edition=2017",
    "/editions",
  ];
  const left = [
    ...[
      "/next?limit=3",
      "/next?edition=1999",
      "/next?occupation=Roofer",
      "/diff?older=1&newer=2",
      "/next/",
      "/api/next?from=x",
    ],
    ...["/questions/none", "/questions/dead-ends?in=x", "/constructor"],
  ];
  assert.deepEqual(
    [...shown, ...left].map((where) => canShow(held, at(where))),
    [...shown.map(() => true), ...left.map(() => false)],
  );
});

test("an export is asked for what a screen is about", () => {
  const part = (where: string) => partOf(at(where).pathname, at(where).searchParams);
  const of = { in_route: [], steps: [] };
  assert.deepEqual(part("/path?from=A&to=B&in=c"), { ...of, paths: ["A", "B"], in_route: ["c"] });
  assert.deepEqual(part("/reach?from=A&steps=2"), { ...of, around: ["A"], steps: ["2"] });
  assert.deepEqual(part("/questions/dead-ends?route=c"), { query: ["dead-ends"], parameters: ["route=c"] });
  assert.deepEqual(part("/gaps"), { routes: [] });
  assert.deepEqual(["/path?from=A", "/next?level=2", "/search?q=x", "/about"].map(part), [null, null, null, null]);
});
