/** The forms that ask the same again of other occupations, or on other conditions, and their fields. */

import type { CareerMap } from "../core/map.ts";
import { findRoute } from "../core/naming.ts";
import { address, again, go } from "./address.ts";
import { element, type Part } from "./dom.ts";
import { isGiven } from "./given.ts";
import type { Asked } from "./screen.ts";

export const COLUMNS = [
  ["", "any column"],
  ["technical", "technical"],
  ["higher_technical", "higher technical"],
  ["professional", "professional"],
] as const;

/** A field for a number or a few words. */
export function field(
  name: string,
  label: string,
  value: string,
  { isNumber = false, id = `f-${name}` }: { readonly isNumber?: boolean; readonly id?: string } = {},
): HTMLElement {
  const isWritten = isNumber && /^\d*$/.test(value); // what is no number is seen, to be mended
  const type = isWritten ? { type: "number", min: 1, max: 12 } : { type: "text" };
  const input = element("input", { ...type, id, name, value, autocomplete: "off" });
  return element("div", { class: "field" }, element("label", { for: id }, label), input);
}

/** A field for a route; one that the address calls by its name, or the beginning of one, is the chosen one, too. */
export function routeField(map: CareerMap, name: string, label: string, given: string): HTMLElement {
  const routes = map.routes.map((route) => [route.id, route.name] as const);
  return select(name, label, given && findRoute(map, given).id, [["", "any route"], ...routes]);
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
export function box(name: string, label: string, isChecked: boolean, value = "yes"): HTMLElement {
  return element("label", {}, element("input", { type: "checkbox", name, value, checked: isChecked }), ` ${label}`);
}

/** A form that asks the same again of other occupations; it is open where something is asked for. */
export function filterForm({ explorer, given }: Asked, path: string, more: Part = null): HTMLElement {
  const isOfLevel = path === "/next" && !given.get("from"); // where the level is that of the worker
  const form = element(
    "form",
    {},
    more,
    routeField(explorer.map, "route", "Only of the route", given.get("route") ?? ""),
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
    const none = fields.map((name) => [name, []]);
    go(address(path, { ...again(given), ...Object.fromEntries(none), ...writtenIn(form) }));
  });
  const isOpen = fields.some((name) => given.has(name));
  return element("details", { class: "ask", open: isOpen }, element("summary", {}, summary), form);
}

/** All that is written, chosen or ticked in a form, by the names of its fields, of which several may have one. */
function writtenIn(form: HTMLFormElement): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const field of form.elements) {
    const isField = field instanceof HTMLInputElement || field instanceof HTMLSelectElement;
    if (!isField || (field instanceof HTMLInputElement && field.type === "checkbox" && !field.checked)) continue;
    found[field.name] = [...(found[field.name] ?? []), field.dataset.id ?? field.value.trim()];
  }
  return found;
}
