/**
 * A field for an occupation with suggestions, as ARIA 1.2 has a combobox with a list.
 *
 * The focus stays in the field; Down and Up choose, Enter takes, Escape closes. How many there are is said once, politely,
 * and shown nowhere.
 */

import type { Row } from "../core/answers.ts";
import { ask } from "../core/asking.ts";
import type { Explorer } from "../core/explorer.ts";
import { address, go } from "./address.ts";
import { element } from "./dom.ts";
import { levelMark, name } from "./parts.ts";
import { counted } from "./words.ts";

const SHOWN = 8;
/** Milliseconds after the last letter until the number is said. */
const PAUSE = 600;

let made = 0;

interface Wanted {
  readonly label: string;
  /** The name of the field. */
  readonly field: string;
  /** A text, or the id of an occupation, which is shown by its title. */
  readonly value?: string;
  /** What happens where one is taken from the list; by default its id is the value of the field. */
  readonly taken?: (id: string) => void;
}

/** The field with its label; `id` on the element's dataset is what was taken. */
export function combobox(explorer: Explorer, { label, field, value = "", taken }: Wanted): HTMLElement {
  made += 1;
  const [inputId, listId] = [`field-${made}`, `list-${made}`];
  const known = explorer.map.byId.get(value);
  const input = element("input", {
    ...{
      id: inputId,
      name: field,
      type: "text",
      value: known?.title ?? value,
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
    },
    ...{ "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": listId, maxlength: 300 },
    "data-id": known?.id,
  });
  const list = element("ul", { id: listId, role: "listbox", "aria-label": label, hidden: true });
  const said = element("p", { class: "hidden", role: "status" });
  const box = element("div", { class: "combobox" }, input, list);
  let rows: readonly Row[] = [];
  let chosen = -1;
  let pause = 0;

  function close(): void {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(number: number): void {
    chosen = (number + rows.length) % rows.length;
    for (const [i, option] of [...list.children].entries()) option.setAttribute("aria-selected", String(i === chosen));
    const option = list.children[chosen];
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function take(number: number): void {
    const row = rows[number];
    close();
    input.value = String(row.title);
    input.dataset.id = String(row.id);
    if (taken) taken(String(row.id));
  }

  function suggest(): void {
    delete input.dataset.id;
    const text = input.value.trim();
    rows = text.length > 1 ? found(explorer, text).slice(0, SHOWN) : [];
    list.replaceChildren(...rows.map((row, i) => option(row, `${listId}-${i}`)));
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = rows.length === 0;
    input.setAttribute("aria-expanded", String(rows.length > 0));
    window.clearTimeout(pause);
    if (text.length > 1) {
      pause = window.setTimeout(() => {
        said.textContent = `${counted(rows.length, "suggestion")} for ${text}`;
      }, PAUSE);
    }
  }

  input.addEventListener("input", suggest);
  input.addEventListener("keydown", (event) => {
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown" && !isOpen) suggest();
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && rows.length > 0 && !list.hidden) {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? chosen + 1 : chosen < 0 ? -1 : chosen - 1);
    } else if (event.key === "Enter" && isOpen && chosen >= 0) {
      event.preventDefault();
      take(chosen);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      close();
    }
  });
  input.addEventListener("blur", () => {
    window.clearTimeout(pause);
    close();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const clicked = (event.target as Element).closest("[role=option]");
    const number = clicked ? [...list.children].indexOf(clicked) : -1;
    if (number >= 0) take(number);
  });
  return element("div", { class: "field" }, element("label", { for: inputId }, label), box, said);
}

/** A form that asks of one occupation: at a path, by the name that it has in the address there. */
export function occupationForm(explorer: Explorer, path: string, field: string, label: string): HTMLFormElement {
  const show = (text: string): void => go(address(path, { [field]: text }));
  const made = element(
    "form",
    { class: "ask" },
    combobox(explorer, { label, field, taken: show }),
    element("button", {}, "Show"),
  );
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    show(takenIn(made, field));
  });
  return made;
}

/** What was taken from the list, else what was written. */
export function takenIn(form: HTMLFormElement, field: string): string {
  const input = form.elements.namedItem(field);
  return input instanceof HTMLInputElement ? (input.dataset.id ?? input.value.trim()) : "";
}

function found(explorer: Explorer, text: string): readonly Row[] {
  try {
    return ask(explorer, "search", { text }).rows;
  } catch {
    return []; // of a text that cannot be searched there is nothing to suggest
  }
}

function option(row: Row, id: string): HTMLElement {
  const where = [row.route_name, foundAs(row)].filter(Boolean).join(" · found as ");
  return element(
    "li",
    { id, role: "option", "aria-selected": "false" },
    element("span", { class: "first" }, name(String(row.title)), " ", levelMark(row)),
    " ",
    element("span", { class: "soft" }, where),
  );
}

/** What says that a search found it, where that is not its title. */
export function foundAs(row: Row): string {
  if (row.found_in === "title") return "";
  const texts = (row.found as readonly string[]).slice(0, 2).join("; ");
  return row.found_in === "nearest" ? `nearest to ${texts}` : texts;
}
