/** What may be in an answer, as the address has it, and the form that changes it. */

import type { Among } from "../core/among.ts";
import { PathwaysError } from "../core/answers.ts";
import { address, again, go } from "./address.ts";
import { takenIn } from "./combobox.ts";
import { element, type Part } from "./dom.ts";
import type { Asked } from "./screen.ts";

export const COLUMNS = [
  ["", "any column"],
  ["technical", "technical"],
  ["higher_technical", "higher technical"],
  ["professional", "professional"],
] as const;

/** What the address asks to be in an answer. */
export function amongOf(given: URLSearchParams): Among {
  return {
    route: given.get("route") || null,
    levels: levelsOf(given),
    column: given.get("column") || null,
    apprenticeship_only: isGiven(given, "apprenticeship_only"),
    degree: isGiven(given, "degree"),
  };
}

/** Levels, with commas between several or each given by itself. */
export function levelsOf(given: URLSearchParams): number[] {
  return given
    .getAll("level")
    .flatMap((text) => text.split(","))
    .filter((text) => text.trim() !== "")
    .map((text) => whole("level", text));
}

/** Whether something is asked for that is true or false. */
export function isGiven(given: URLSearchParams, name: string): boolean {
  return ["yes", "true", "1", "on"].includes(given.get(name) ?? "");
}

/** A number of the address; null where none is given. */
export function numberOf(given: URLSearchParams, name: string): number | null {
  const text = given.get(name);
  return text ? whole(name, text) : null;
}

function whole(name: string, text: string): number {
  if (/^\s*-?\d{1,9}\s*$/.test(text)) return Number(text);
  throw new PathwaysError(
    "WrongParameter",
    `${name.replaceAll("_", " ")} '${text.slice(0, 80)}': this is no whole number.`,
  );
}

/** A field for a number or a few words. */
export function field(name: string, label: string, value: string, isNumber = false): HTMLElement {
  const type = isNumber ? { type: "number", min: 1, max: 12 } : { type: "text" };
  const input = element("input", { ...type, id: `f-${name}`, name, value, autocomplete: "off" });
  return element("div", { class: "field" }, element("label", { for: `f-${name}` }, label), input);
}

/** A field with a few answers. */
export function select(
  name: string,
  label: string,
  value: string,
  options: readonly (readonly [string, string])[],
): HTMLElement {
  const made = options.map(([id, text]) => element("option", { value: id, selected: id === value }, text));
  return element(
    "div",
    { class: "field" },
    element("label", { for: `f-${name}` }, label),
    element("select", { id: `f-${name}`, name }, made),
  );
}

/** A field that is ticked or not. */
export function box(name: string, label: string, isChecked: boolean): HTMLElement {
  return element(
    "label",
    {},
    element("input", { type: "checkbox", name, value: "yes", checked: isChecked }),
    ` ${label}`,
  );
}

/** A form that asks the same again of other occupations; it is open where something is asked for. */
export function filterForm({ explorer, given }: Asked, path: string, more: Part = null): HTMLElement {
  const routes = explorer.map.routes.map(({ id, name }) => [id, name] as const);
  const route = given.get("route") ?? "";
  const isOfLevel = path === "/next" && !given.get("from"); // where the level is that of the worker
  const known = route === "" ? undefined : routes.find(([id]) => id.startsWith(route));
  const form = element(
    "form",
    {},
    more,
    select("route", "Only of the route", known?.[0] ?? "", [["", "any route"], ...routes]),
    field("level", isOfLevel ? "Of the level" : "Only of these levels, as in 3,4", given.getAll("level").join(",")),
    explorer.map.imported ? null : select("column", "Only of the column", given.get("column") ?? "", COLUMNS),
    explorer.map.imported
      ? null
      : element(
          "div",
          { class: "field boxes" },
          box("apprenticeship_only", "by apprenticeship only", isGiven(given, "apprenticeship_only")),
          box("degree", "with a degree", isGiven(given, "degree")),
        ),
    element("button", {}, "Show"),
  );
  const fields = ["route", "level", "column", "apprenticeship_only", "degree", ...(more ? ["steps"] : [])];
  return asksAgain(form, path, given, "Only some of them", fields);
}

/** A form within details: what it names takes the place of what the address had. */
export function asksAgain(
  form: HTMLFormElement,
  path: string,
  given: URLSearchParams,
  summary: string,
  fields: readonly string[],
): HTMLElement {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const asked = [...new FormData(form)].map(([name, value]) => [name, takenIn(form, name) || String(value).trim()]);
    const none = fields.map((name) => [name, null]);
    go(address(path, { ...again(given), ...Object.fromEntries([...none, ...asked]) }));
  });
  const isOpen = fields.some((name) => given.has(name));
  return element("details", { class: "ask", open: isOpen }, element("summary", {}, summary), form);
}
