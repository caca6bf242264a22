/** How do I get there? Each path rung by rung, with the reason of each step and where the document says so. */

import type { Row } from "../core/answers.ts";
import { ask } from "../core/asking.ts";
import type { By } from "../core/path_finding.ts";
import type { Choice } from "../core/paths.ts";
import { address, again, go } from "./address.ts";
import { combobox, takenIn } from "./combobox.ts";
import { element, type Part } from "./dom.ts";
import { drawing } from "./drawing.ts";
import { ending } from "./ending.ts";
import { asksAgain, box, field } from "./filters.ts";
import { numberOf } from "./given.ts";
import { bars, goesOn, heading, name, notes, occupationLink, related } from "./parts.ts";
import type { Asked, Screen } from "./screen.ts";
import { BASES, capital, counted, levelWords, MADE_OF, stepNumbers, titled } from "./words.ts";

/** The form, with what the address names. */
export function form({ explorer, given }: Asked): HTMLFormElement {
  const fields = [
    ["from", "From"],
    ["to", "To"],
  ].map(([field, label]) => combobox(explorer, { label, field, value: given.get(field) ?? "" }));
  const made = element("form", { class: "ask" }, fields, element("button", {}, "Find the path"), " ");
  const find = (from: string, to: string): void => {
    go(address("/path", { ...again(given), from, to }));
  };
  const swap = element("button", { type: "button", class: "second" }, "Swap the ends");
  swap.addEventListener("click", () => find(takenIn(made, "to"), takenIn(made, "from")));
  made.append(swap);
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    find(takenIn(made, "from"), takenIn(made, "to"));
  });
  return made;
}

/** So many ways are shown where nobody says how many. */
const SHOWN = 5;

export function path(asked: Asked): Screen {
  const { explorer, given } = asked;
  const [from, to] = [given.get("from"), given.get("to")];
  if (!from || !to) {
    const title = "How do I get there?";
    return { title, parts: [element("h1", {}, title), form(asked)] };
  }
  const choice = (given.get("choice") || "best") as Choice;
  const answer = ask(explorer, "path", {
    ...{ occupation: from, to, in_route: given.get("in"), by: (given.get("by") || "rungs") as By },
    ...{
      choice,
      limit: (numberOf(given, "limit") ?? (choice === "best" ? 0 : SHOWN)) || null,
    },
    ...{ via: given.getAll("via"), avoid: given.getAll("avoid"), only: given.getAll("only") },
    max_level_gap: numberOf(given, "max_level_gap"),
  });
  const [first, last] = [answer.rows[0], answer.rows[answer.rows.length - 1]];
  const ends = [
    { title: String(first.from_title), level: first.from_level as number | null },
    { title: String(last.title), level: last.level as number | null },
  ];
  const title = `From ${titled(ends[0])} to ${titled(ends[1])}`;
  const paths = [...new Set(answer.rows.map((row) => row.path))].map((number) =>
    answer.rows.filter((row) => row.path === number),
  );
  const drawings = paths.map((rows) => drawing([ofStart(rows[0]), ...rows], rows, title));
  return {
    title,
    parts: [
      heading("How do I get there?", title),
      choices(asked, String(first.from_id), String(last.id)),
      conditions(asked),
      paths.map((rows, i) => [
        paths.length > 1 ? element("h2", {}, `Path ${i + 1} of ${paths.length}`) : null,
        element("p", { class: "lead" }, lengthOf(rows)),
        drawings[i],
        element(
          "ol",
          { class: "path" },
          rung(ofStart(rows[0]), rows[0]),
          rows.map((row, place) => rung(row, rows[place + 1] ?? null)),
        ),
      ]),
      notes(answer),
      element("p", { class: "soft" }, MADE_OF),
      element("h2", {}, "Another way"),
      form(asked),
      ending(asked, answer, drawings[0]),
    ],
  };
}

/** Other paths between the same two. */
function choices({ given }: Asked, from: string, to: string): HTMLElement {
  const rest = { ...again(given), from, to };
  const links = [
    ["The best way", { choice: "", by: "" }],
    ["Fewest steps", { choice: "", by: "steps" }],
    ["Lowest cost", { choice: "", by: "cost" }],
    ["All of the fewest moves", { choice: "shortest", by: "" }],
    ["Other ways", { choice: "alternatives", by: "" }],
  ] as const;
  const usual = (name: string, text: string): string => (given.get(name) ?? "").replace(text, "");
  const is = (wishes: { choice: string; by: string }): boolean =>
    usual("choice", "best") === wishes.choice && usual("by", "rungs") === wishes.by;
  return element(
    "nav",
    { "aria-label": "Which path" },
    element(
      "ul",
      {},
      links.map(([text, wishes]) =>
        element(
          "li",
          {},
          element("a", { href: address("/path", { ...rest, ...wishes }), "aria-current": is(wishes) && "true" }, text),
        ),
      ),
    ),
  );
}

const OF_IMPORTS = ["stated", "related"];

/** What the path has to keep to; of what may come several times, a field for each and one for another. */
export function conditions({ explorer, given }: Asked): HTMLElement {
  const bases = Object.entries(BASES).filter(([basis]) => OF_IMPORTS.includes(basis) === explorer.map.imported);
  const [via, avoid] = ["via", "avoid"].map((name) => [...given.getAll(name).filter(Boolean), ""]);
  const form = element(
    "form",
    {},
    via.map((value, i) => combobox(explorer, { label: i === 0 ? "By way of" : "Then by way of", field: "via", value })),
    avoid.map((value, i) => {
      const label = i === 0 ? "Not by an occupation, a cluster or a route" : "Nor by";
      return field("avoid", label, value, { id: `f-avoid-${i}` });
    }),
    field("max_level_gap", "At most this many levels at once", given.get("max_level_gap") ?? "", { isNumber: true }),
    element(
      "fieldset",
      { class: "field boxes" },
      element("legend", {}, "Only by"),
      bases.map(([basis, text]) => box("only", text, given.getAll("only").includes(basis), basis)),
    ),
    element("button", {}, "Show"),
  );
  return asksAgain(form, "/path", given, "Conditions", ["via", "avoid", "max_level_gap", "only"]);
}

function lengthOf(rows: readonly Row[]): string {
  const steps = rows.filter((row) => row.basis !== null).length;
  const crossings = rows.length - steps;
  return counted(steps, "step") + (crossings > 0 ? `, ${counted(crossings, "crossing")} to another route` : "");
}

/** Where a path begins, as a row of its own. */
function ofStart(row: Row): Row {
  const start = Object.entries(row).filter(([column]) => column.startsWith("from_"));
  return Object.fromEntries(start.map(([column, value]) => [column.slice("from_".length), value]));
}

/** An occupation of a path, and the step that leads on from it. */
function rung(row: Row, step: Row | null): HTMLElement {
  const [title, id] = [String(row.title), String(row.id)];
  return element(
    "li",
    { class: step?.basis === null ? "crossing" : null },
    element(
      "p",
      { class: "first" },
      occupationLink(title, id),
      " ",
      element("span", { class: `level ${row.column ?? ""}` }, bars(row.column), " ", capital(levelWords(row))),
    ),
    element("p", { class: "soft" }, name(String(row.route_name)), place(row)),
    goesOn(title, id),
    step === null ? null : why(step),
  );
}

function place(row: Row): Part {
  if (row.file) return ` · ${row.file}, row ${row.line}`;
  if (!row.line) return null;
  return row.quote ? ` · line ${row.line} of the document: “${row.quote}”` : ` · line ${row.line} of the document`;
}

function why(step: Row): Part {
  const reason = element("p", { class: "reason" }, `${capital(String(step.reason))}.`);
  if (step.basis === null) return reason;
  const numbers = element(
    "details",
    {},
    element("summary", {}, "Why", element("span", { class: "hidden" }, ` ${step.title}`)),
    element("p", {}, `${capital(stepNumbers(step))}.`),
    related(step),
  );
  return element("div", { class: "more" }, reason, numbers);
}
