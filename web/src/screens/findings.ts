/** What the map does not offer, and what stands in several of its routes: findings of all of it, or of a route. */

import type { Answer, Row } from "../core/answers.ts";
import { ask } from "../core/asking.ts";
import type { Figure } from "../core/gaps.ts";
import { findRoute } from "../core/naming.ts";
import { address, again } from "./address.ts";
import { element, type Part } from "./dom.ts";
import { ending } from "./ending.ts";
import { oneOf } from "./given.ts";
import { name, notes } from "./parts.ts";
import type { Asked, Screen } from "./screen.ts";
import { type Column, column, LEVEL, table } from "./tables.ts";
import { counted } from "./words.ts";

const FIGURES: Readonly<Record<Figure, string>> = {
  findings: "What is missing",
  "level-two": "From level 2 to the top",
  matrix: "From route to route",
};

/** The routes as links, each to the same screen of it alone. */
function routes({ explorer, given }: Asked, path: string): HTMLElement {
  const rest = again(given);
  const asked = given.get("route");
  const chosen = asked ? findRoute(explorer.map, asked).id : "";
  const link = (text: string, route: string) =>
    element(
      "li",
      {},
      element("a", { href: address(path, { ...rest, route }), "aria-current": chosen === route && "true" }, text),
    );
  return element(
    "nav",
    { "aria-label": "Routes" },
    element(
      "ul",
      {},
      link("All routes", ""),
      explorer.map.routes.map(({ id, name: text }) => link(text, id)),
    ),
  );
}

export function gaps(asked: Asked): Screen {
  const { explorer, given } = asked;
  const figure = oneOf(given, "figure", Object.keys(FIGURES) as Figure[]);
  const answer = ask(explorer, "gaps", { figure, route: given.get("route") });
  const rest = again(given);
  const figures = Object.entries(FIGURES).map(([one, text]) =>
    element(
      "li",
      {},
      element(
        "a",
        { href: address("/gaps", { ...rest, figure: one }), "aria-current": one === figure && "true" },
        text,
      ),
    ),
  );
  return {
    title: "Gaps",
    parts: [
      element("h1", {}, "Gaps"),
      element("p", { class: "lead" }, "What the map does not offer."),
      element("nav", { "aria-label": "Figures" }, element("ul", {}, figures)),
      routes(asked, "/gaps"),
      notes(answer),
      figure === "findings" ? kinds(asked, answer) : whole(asked, answer, FIGURES[figure], [...FIGURE_COLUMNS[figure]]),
      ending(asked, answer),
    ],
  };
}

const FIGURE_COLUMNS: Readonly<Record<"level-two" | "matrix", readonly (readonly [string, string])[]>> = {
  "level-two": [
    ["route_name", "route"],
    ["professional", "professional occupations"],
    ["own", "of level 2 here"],
    ["own_reaching", "of which can get there"],
    ["map_reaching", "of all of level 2"],
    ["cut_off_titles", "cut off"],
  ],
  matrix: [
    ["origin_name", "from"],
    ["destination_name", "to"],
    ["occupations", "occupations"],
    ["reaching", "reach it"],
    ["going_on", "can go on there"],
  ],
};

function kinds({ explorer }: Asked, answer: Answer): Part {
  const columns = [
    column(explorer, "title", "about", "id"),
    LEVEL,
    column(explorer, "route_name", "route"),
    column(explorer, "finding", "what is missing"),
    column(explorer, explorer.map.imported ? "stated_in" : "lines", "line"),
  ];
  return [...new Set(answer.rows.map((row) => row.kind))].map((kind) => {
    const rows = answer.rows.filter((row) => row.kind === kind);
    const isOfOccupations = explorer.map.byId.has(String(rows[0].id));
    const shown = columns.filter((one) => isOfOccupations || one !== LEVEL);
    return element(
      "details",
      { class: "kind", open: rows.length <= 5 },
      element("summary", {}, `${kind}: ${rows.length}`),
      table(`${kind}: ${rows.length}`, shown, rows),
    );
  });
}

function whole({ explorer }: Asked, { rows }: Answer, caption: string, shown: (readonly [string, string])[]): Part {
  const columns = shown.map(([key, heading]): Column => {
    return { ...column(explorer, key, heading), isNumber: typeof rows[0]?.[key] === "number" };
  });
  return rows.length > 0 ? table(caption, columns, rows) : element("p", {}, "Nothing found.");
}

export function shared(asked: Asked): Screen {
  const { explorer, given } = asked;
  const answer = ask(explorer, "shared", { route: given.get("route") });
  const differently = (row: Row): Part => (row.title === row.other_title ? null : name(String(row.other_title)));
  const columns = [
    column(explorer, "title", "title", "id"),
    LEVEL,
    column(explorer, "route_name", "in", "id"),
    column(explorer, "other_route_name", "also in", "other_id"),
    { heading: "called there", cell: differently },
  ];
  return {
    title: "Shared",
    parts: [
      element("h1", {}, "Shared"),
      element("p", { class: "lead" }, "Occupations that stand in more than one route."),
      routes(asked, "/shared"),
      notes(answer),
      answer.rows.length > 0
        ? table(counted(answer.rows.length, "pair"), columns, answer.rows)
        : element("p", {}, "Nothing found."),
      ending(asked, answer),
    ],
  };
}
