/** What changed between two editions: kind by kind, of a route or of all. */

import type { Row } from "../core/answers.ts";
import { changes, type Listed, NO_FACTS } from "../core/changes.ts";
import { address, again, go } from "./address.ts";
import { element, type Part } from "./dom.ts";
import { ending } from "./ending.ts";
import { select } from "./filters.ts";
import { bars, name, notes } from "./parts.ts";
import type { Asked, Screen } from "./screen.ts";
import { type Column, table } from "./tables.ts";
import { capital } from "./words.ts";

const TITLE = "What changed";

/** What each kind of change says of an occupation, in a few words (explorer/views/diff.py). */
const MEANINGS: Readonly<Record<string, string>> = {
  renamed: "it has another title",
  "re-levelled": "it has another level, and the same title",
  moved: "it stands in another route, and both editions state it",
  split: "it became several, or an option of it became an occupation of its own",
  merged: "it became one option of a wider occupation, or one with others",
  withdrawn: "nothing of the newer edition is linked to it",
  added: "no occupation of the older edition became it; its options count once",
  same: "title, level and route are the same, or not stated",
  proposed: "words alone speak for the link, which is no fact",
  "cannot tell": "words speak for some occupations, and too little for one of them",
};

/** The editions of which one follows another: as the address names them, else the last two. */
function ends({ explorer, given }: Asked): readonly [string, string] | null {
  const last = explorer.joins?.compared.at(-1);
  const [older, newer] = [given.get("older") || last?.older, given.get("newer") || last?.newer];
  return older && newer ? [older, newer] : null;
}

export function diff(asked: Asked): Screen {
  const { explorer, given } = asked;
  const between = ends(asked);
  if (between === null) {
    const why = "There is one edition here, or none that follows another. The command that builds stores adds one.";
    return { title: TITLE, parts: [element("h1", {}, TITLE), element("p", {}, why)] };
  }
  const [older, newer] = between;
  const route = given.get("route");
  const only = given.getAll("only").flatMap((text) => text.split(","));
  const { answer, counts } = changes(explorer, older, newer, { route, only });
  const title = `What changed from ${older} to ${newer}`;
  const columns: readonly Column[] = [
    { heading: `in ${older}`, cell: ({ from }) => fromCell(from as unknown as Listed | null, older) },
    { heading: `in ${newer}`, cell: (row) => toCell(row, newer) },
    { heading: "by", cell: evidence },
  ];
  const kinds = [...counts.keys()].map((kind) => {
    const rows = answer.rows.filter((row) => row.change === kind);
    return rows.length === 0
      ? null
      : element(
          "details",
          { class: "kind", open: only.length > 0 || rows.length <= 5 },
          element("summary", {}, `${kind}: ${rows.length}`),
          element("p", { class: "soft" }, `${capital(MEANINGS[kind])}.`),
          table(`${kind}: ${rows.length}`, columns, rows),
        );
  });
  return {
    title,
    parts: [
      element("h1", {}, title),
      kindLinks(asked, counts, only),
      form(asked, between),
      notes(answer),
      answer.rows.length > 0 ? kinds : element("p", {}, "Nothing found."),
      ending(asked, answer),
    ],
  };
}

/** The kinds of change with their numbers, each a link to it alone. */
function kindLinks({ given }: Asked, counts: ReadonlyMap<string, number>, only: readonly string[]): HTMLElement {
  const link = (kind: string, text: string) => {
    const isHere = kind === "" ? only.length === 0 : only.length === 1 && only[0] === kind;
    const href = address("/diff", { ...again(given), only: kind });
    return element("li", {}, element("a", { href, "aria-current": isHere && "true" }, text));
  };
  const kinds = [...counts].filter(([, count]) => count > 0).map(([kind, count]) => link(kind, `${kind} ${count}`));
  return element("nav", { "aria-label": "Kinds of change" }, element("ul", {}, link("", "All"), kinds));
}

function form({ explorer, given }: Asked, [older, newer]: readonly [string, string]): HTMLFormElement {
  const compared = explorer.joins?.compared ?? [];
  const all = [...new Set([explorer.map, ...[...(explorer.joins?.others.values() ?? [])].map(({ map }) => map)])];
  const routes = new Map(
    all.flatMap(({ routes: some }) => some.filter(({ stated }) => stated).map(({ id, name: text }) => [text, id])),
  );
  const made = element(
    "form",
    { class: "ask" },
    select(
      "between",
      "Editions",
      `${older} ${newer}`,
      compared.map((one) => [`${one.older} ${one.newer}`, `from ${one.older} to ${one.newer}`]),
    ),
    select("route", "Only of the route", given.get("route") ?? "", [
      ["", "any route"],
      ...[...routes].sort().map(([text, id]) => [id, text] as const),
    ]),
    element("button", {}, "Show"),
  );
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    const texts = new Map([...new FormData(made)].map(([key, value]) => [key, String(value)]));
    const [from, to] = (texts.get("between") ?? "").split(" ");
    go(address("/diff", { ...again(given), older: from, newer: to, route: texts.get("route") ?? "" }));
  });
  return made;
}

function fromCell(from: Listed | null, edition: string): Part {
  return from === null ? "–" : [listed(from, edition), from.route && element("p", { class: "soft" }, name(from.route))];
}

/** What became of an occupation, or what it may have become. */
function toCell(row: Row, edition: string): Part {
  const { to, candidates } = row as unknown as { readonly to: readonly Listed[]; readonly candidates: typeof to };
  const perhaps = to.length === 0 && candidates.length > 0;
  const items = (perhaps ? candidates : to).map((one) => element("li", {}, listed(one, edition)));
  return items.length > 0 ? [perhaps && "Perhaps ", element("ul", { class: "plain" }, items)] : "–";
}

function listed({ id, title, level, column, code }: Listed, edition: string): Part {
  const link = element("a", { href: address("/occupation", { from: id, edition }) }, name(title));
  const of = level ? ` (${level})` : "";
  return [link, of, column && [" ", bars(column)], code && element("span", { class: "soft" }, ` ${code}`)];
}

/** How a link is known, why a curated change says so, and what else changed. */
function evidence(row: Row): Part {
  const also = row.also as readonly string[];
  const score = row.score === null ? row.evidence : `${row.evidence}, ${Number(row.score).toFixed(2)}`;
  const isFact = !NO_FACTS.includes(String(row.change));
  const parts = [score, row.reason, also.length > 0 && isFact ? `also ${also.join(" and ")}` : null];
  return parts.filter(Boolean).join("; ");
}
