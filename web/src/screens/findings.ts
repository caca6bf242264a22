/** Gaps, the same occupation in several routes, and the questions that have a name: answers that are tables. */

import type { Answer, Row } from "../core/answers.ts";
import { ask } from "../core/asking.ts";
import type { Figure } from "../core/gaps.ts";
import { type NamedQuestion, namedAnswer } from "../core/library.ts";
import { address, again, go } from "./address.ts";
import { element, type Part } from "./dom.ts";
import { ending } from "./ending.ts";
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
  const link = (text: string, route: string) =>
    element(
      "li",
      {},
      element(
        "a",
        { href: address(path, { ...rest, route }), "aria-current": (given.get("route") ?? "") === route && "true" },
        text,
      ),
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
  const wanted = given.get("figure") ?? "";
  const figure = Object.hasOwn(FIGURES, wanted) ? (wanted as Figure) : "findings";
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

/** The questions that have a name, those whose words hold all that is written first. */
export function library(asked: Asked): Screen {
  const list = element("ul", { class: "questions" });
  const said = element("p", { role: "status", class: "soft" });
  const input = element("input", { type: "text", id: "filter", name: "filter", autocomplete: "off" });
  const show = (): void => {
    const words = input.value.toLowerCase().split(/\s+/);
    const found = asked.questions.filter((one) => {
      const text = `${one.name} ${one.title} ${one.about}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    said.textContent = counted(found.length, "question");
    list.replaceChildren(...found.map(questionItem));
  };
  input.addEventListener("input", show);
  show();
  const field = element(
    "div",
    { class: "field" },
    element("label", { for: "filter" }, "Only those with these words"),
    input,
  );
  return {
    title: "Questions",
    parts: [
      element("h1", {}, "Questions"),
      element("p", { class: "lead" }, "The questions that have a name."),
      element("div", { class: "ask" }, field, said),
      list,
    ],
  };
}

function questionItem({ name: id, title, about }: NamedQuestion): HTMLElement {
  const link = element("a", { href: address(`/questions/${id}`) }, title);
  return element("li", {}, link, element("p", { class: "soft" }, about));
}

/** A question that has a name: its parameters, and its answer where all that it needs is given. */
export function named(asked: Asked, id: string): Screen | null {
  const { explorer, questions, given } = asked;
  const question = questions.find((one) => one.name === id);
  if (question === undefined) return null;
  const { title, about, parameters } = question;
  const isAsked = parameters.every((one) => one.optional || one.default !== null || given.get(one.name));
  const answer = isAsked ? namedAnswer(explorer, question, wishesOf(question, given)) : null;
  const ids = Object.entries(IDS).filter(([, id]) => question.returns.includes(id));
  const idOf = Object.fromEntries(ids.filter(([title]) => question.returns.includes(title)));
  const shown = question.returns.filter((key) => !Object.values(idOf).includes(key));
  const columns = shown.map((key) => ({
    ...column(explorer, key, key.replaceAll("_", " "), idOf[key] ?? key),
    ...(key === "column" && { cell: (row: Row) => String(row.column ?? "").replaceAll("_", " ") }),
    isNumber: typeof answer?.rows[0]?.[key] === "number",
  }));
  const rows = answer?.rows ?? [];
  return {
    title,
    parts: [
      element("h1", {}, title),
      element("p", { class: "lead" }, about),
      parameters.length > 0 ? form(question, given) : null,
      answer && [
        notes(answer),
        rows.length > 0 ? table(counted(rows.length, "row"), columns, rows) : element("p", {}, "Nothing found."),
        ending(asked, answer),
      ],
    ],
  };
}

/** Columns that are the title of an occupation, and where its id stands, which need not be shown then. */
const IDS: Readonly<Record<string, string>> = { title: "id", from_title: "from_id", other_title: "other_id" };

function wishesOf({ parameters }: NamedQuestion, given: URLSearchParams): Record<string, unknown> {
  const wishes = parameters.flatMap(({ name: key, type }): [string, unknown][] => {
    const text = given.get(key);
    if (!text) return [];
    if (type === "integer") return [[key, Number(text)]];
    if (type === "integers") return [[key, text.split(",").map(Number)]];
    return [[key, type === "boolean" ? text === "yes" : text]];
  });
  return Object.fromEntries(wishes);
}

function form({ name: id, parameters }: NamedQuestion, given: URLSearchParams): HTMLFormElement {
  const fields = parameters.map((one) => {
    const value = given.get(one.name) ?? String(one.default ?? "");
    return element(
      "div",
      { class: "field" },
      element("label", { for: `p-${one.name}` }, `${one.name}: ${one.about}`),
      element("input", { type: "text", id: `p-${one.name}`, name: one.name, value, required: !one.optional }),
    );
  });
  const made = element("form", { class: "ask" }, fields, element("button", {}, "Ask"));
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    const texts = [...new FormData(made)].map(([key, value]) => [key, String(value)]);
    go(address(`/questions/${id}`, Object.fromEntries(texts)));
  });
  return made;
}
