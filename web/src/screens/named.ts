/** The questions that have a name, and what each answers. */

import type { Row } from "../core/answers.ts";
import { type NamedQuestion, namedAnswer } from "../core/library.ts";
import { address, go } from "./address.ts";
import { element } from "./dom.ts";
import { ending } from "./ending.ts";
import { select } from "./filters.ts";
import { numberOf, numbersOf, truthOf } from "./given.ts";
import { notes } from "./parts.ts";
import type { Asked, Screen } from "./screen.ts";
import { column, table } from "./tables.ts";
import { counted } from "./words.ts";

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
  const idOf = Object.fromEntries(
    Object.entries(IDS).filter((pair) => pair.every((key) => question.returns.includes(key))),
  );
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

const VALUES = { string: textOf, integer: numberOf, integers: numbersOf, boolean: truthOf } as const;

function textOf(given: URLSearchParams, name: string): string | null {
  return given.get(name);
}

function wishesOf({ parameters }: NamedQuestion, given: URLSearchParams): Record<string, unknown> {
  const wishes = parameters.flatMap(({ name: key, type }): [string, unknown][] => {
    if (!given.get(key)) return [];
    return [[key, VALUES[type](given, key)]];
  });
  return Object.fromEntries(wishes);
}

const TRUTHS = [
  ["", "either"],
  ["true", "yes"],
  ["false", "no"],
] as const;

function form({ name: id, parameters }: NamedQuestion, given: URLSearchParams): HTMLFormElement {
  const fields = parameters.map((one) => {
    const [value, label] = [given.get(one.name) ?? String(one.default ?? ""), `${one.name}: ${one.about}`];
    if (one.type === "boolean") return select(one.name, label, String(truthOf(given, one.name) ?? ""), TRUTHS);
    return element(
      "div",
      { class: "field" },
      element("label", { for: `p-${one.name}` }, label),
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
