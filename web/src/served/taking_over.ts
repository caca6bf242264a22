/** Where the script takes over: the links and forms that lead to its screens, and what was written into a page before. */

import { address, again, go, placeOf, type Url } from "../screens/address.ts";
import type { Held } from "../screens/router.ts";

const AMONG = ["route", "level", "column", "apprenticeship_only", "degree"];
const SETS = [
  ...["from_route", "from_levels", "from_column", "from_apprenticeship_only", "from_degree", "from_cluster"],
  ...["to_route", "to_levels", "to_column", "to_apprenticeship_only", "to_degree", "to_cluster"],
];

/** What each screen takes, by its name in addresses. What asks for more is answered by the page of the server. */
const TAKES: Readonly<Record<string, readonly string[]>> = {
  "/": [],
  "/search": ["q", ...AMONG],
  "/occupation": ["from", "in", "level"],
  "/next": ["from", "in", "steps", ...AMONG],
  "/before": ["to", "in", ...AMONG],
  "/path": ["from", "to", "in", "choice", "limit", "via", "avoid", "max_level_gap", "only", "by"],
  "/reach": ["from", "in", "steps", "backwards", ...AMONG, ...SETS],
  "/compare": ["first", "second", "in", ...AMONG],
  "/map": ["route", "at"],
  "/gaps": ["figure", "route"],
  "/shared": ["route"],
  "/questions": [],
  "/editions": [],
  "/diff": ["older", "newer", "route", "only"],
  "/about": [],
  "/cypher": ["q"],
};

/** Whether there is a screen for an address, and for all that is asked there. */
export function canShow({ editions, questions }: Held, url: Url): boolean {
  const { path, given } = placeOf(url);
  const named = questions.find(({ name }) => path === `/questions/${name}`);
  const takes = named ? named.parameters.map(({ name }) => name) : Object.hasOwn(TAKES, path) && TAKES[path];
  if (!takes) return false;
  if (path === "/diff" && !canCompare(editions, given)) return false;
  return [...given].every(([name, text]) => {
    if (name === "edition") return editions.has(text);
    return takes.includes(name) || text === "" || (name === "limit" && text === "0"); // nothing is cut
  });
}

/** Whether a page holds what changed between the two; else the store is asked. */
function canCompare(editions: Held["editions"], given: URLSearchParams): boolean {
  const [older, newer] = [given.get("older"), given.get("newer")];
  if (!older && !newer) return true;
  const [first] = [...editions.values()];
  return first?.joins?.compared.some((one) => one.older === older && one.newer === newer) ?? false;
}

type Can = (url: URL) => boolean;

/** Plain clicks on links to screens show them; all others are the browser's. */
export function followLinks(can: Can): void {
  document.addEventListener("click", (event) => {
    const { button, metaKey, ctrlKey, shiftKey, altKey } = event;
    if (event.defaultPrevented || button !== 0 || metaKey || ctrlKey || shiftKey || altKey) return;
    const link = event.target instanceof Element && event.target.closest("a");
    if (!(link instanceof HTMLAnchorElement) || !link.href || link.target || link.hasAttribute("download")) return;
    if (link.hash === "") follow(event, new URL(link.href), can);
  });
}

/** Forms that ask for a screen show it. */
export function followForms(can: Can): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || form.method !== "get") return;
    const given = [...new FormData(form)].filter(([, text]) => text !== "") as [string, string][];
    const url = new URL(form.action);
    url.search = new URLSearchParams(given).toString();
    follow(event, url, can);
  });
}

function follow(event: Event, url: URL, can: Can): void {
  if (url.origin !== window.location.origin || !can(url)) return;
  event.preventDefault();
  go(address(url.pathname, again(url.searchParams)));
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Draw a screen in the place of a page, with what somebody has written there, and the focus where it was. */
export function keepingWhatIsWritten(draw: () => boolean): void {
  const main = document.getElementById("main") as HTMLElement;
  const page = [...main.childNodes];
  const focused = main.contains(document.activeElement) ? document.activeElement : null;
  const written = fieldsOf(main).filter((field) => field === focused || isWritten(field));
  if (!draw()) return;
  const fields = fieldsOf(main);
  const pairs = written.map((old) => [old, fields.find((field) => isSame(field, old))] as const);
  if (pairs.some(([, field]) => field === undefined)) {
    main.replaceChildren(...page); // what there is no place for stays where it was
    if (focused instanceof HTMLElement) focused.focus();
    return;
  }
  for (const [old, field] of pairs) take(field as Field, old, old === focused);
  if (focused instanceof HTMLAnchorElement) {
    const same = [...main.querySelectorAll("a")].find(({ href }) => href === focused.href);
    (same ?? main).focus({ preventScroll: true });
  }
}

function fieldsOf(main: HTMLElement): Field[] {
  return [...main.querySelectorAll<Field>("input:not([type=hidden]), select, textarea")];
}

function isSame(one: Field, other: Field): boolean {
  const isBox = other.type === "checkbox";
  return one.name === other.name && one.type === other.type && (!isBox || one.value === other.value);
}

function isWritten(field: Field): boolean {
  if (field instanceof HTMLSelectElement) {
    const usual = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
    return field.value !== usual?.value;
  }
  if (field instanceof HTMLInputElement && field.type === "checkbox") return field.checked !== field.defaultChecked;
  return field.value !== field.defaultValue;
}

function take(field: Field, old: Field, isFocused: boolean): void {
  field.value = old.value;
  if (field instanceof HTMLInputElement && old instanceof HTMLInputElement) field.checked = old.checked;
  if (!isFocused) return;
  field.focus({ preventScroll: true });
  if (!(old instanceof HTMLSelectElement) && !(field instanceof HTMLSelectElement) && old.type === "text") {
    field.setSelectionRange(old.selectionStart, old.selectionEnd);
  }
  if (field.value) field.dispatchEvent(new Event("input", { bubbles: true }));
}
