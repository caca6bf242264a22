/** Where one begins, and what people call their work. */

import type { Answer } from "../core/answers.ts";
import { ask } from "../core/asking.ts";
import { address, go } from "./address.ts";
import { combobox, foundAs, takenIn } from "./combobox.ts";
import { element, type Part } from "./dom.ts";
import { ending } from "./ending.ts";
import { filterForm } from "./filters.ts";
import { amongOf } from "./given.ts";
import { goesOn, heading, levelMark, linkInto, name, notes, occupationLink } from "./parts.ts";
import type { Asked, Screen } from "./screen.ts";
import { capital, counted } from "./words.ts";

/** The field of a search: one taken from the list is its page, a text its results. */
export function searchForm({ explorer, given }: Asked): HTMLFormElement {
  const show = (id: string): void => go(address("/occupation", { from: id }));
  const field = combobox(explorer, {
    label: "What you, or others, call the work",
    field: "q",
    value: given.get("q") ?? "",
    taken: show,
  });
  const form = element("form", { class: "ask", role: "search" }, field, element("button", {}, "Search"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(address("/search", { q: takenIn(form, "q") }));
  });
  return form;
}

/** The beginning. */
export function home(asked: Asked): Screen {
  const { map } = asked.explorer;
  const counts = new Map<string, number>();
  for (const { route } of map.occupations) counts.set(route.id, (counts.get(route.id) ?? 0) + 1);
  const questions = [
    ["/next", "What can I do next?", "The next steps from an occupation, or from a level."],
    ["/path", "How do I get there?", "The way from one occupation to another, and why."],
    ["/before", "What leads here?", "The occupations that progress to one."],
    ["/reach", "Where can it lead?", "All that is within reach of an occupation."],
  ];
  return {
    title: "Career Pathways",
    parts: [
      heading(
        `The map of ${map.name}: ${counted(map.routes.length, "route")}, ${counted(map.occupations.length, "occupation")}`,
        "Where can a job lead?",
      ),
      element("p", { class: "lead" }, `What one can progress to in ${asked.whose.name}, how, and why.`),
      searchForm(asked),
      element("h2", {}, "Questions"),
      element(
        "ul",
        { class: "questions" },
        questions.map(([path, text, about]) =>
          element("li", {}, element("a", { href: address(path) }, text), element("p", { class: "soft" }, about)),
        ),
      ),
      element("h2", {}, "The map, route by route"),
      element(
        "ul",
        { class: "counts" },
        map.routes.map((route) =>
          element(
            "li",
            {},
            element("a", { href: address("/map", { route: route.id }) }, name(route.name)),
            " ",
            element("span", { class: "soft" }, counts.get(route.id) ?? 0),
          ),
        ),
      ),
    ],
  };
}

/** What a search finds. */
export function search(asked: Asked): Screen {
  const text = asked.given.get("q") ?? "";
  if (text === "") {
    return { title: "Search", parts: [element("h1", {}, "Search"), searchForm(asked)] };
  }
  const title = `Search: ${text}`;
  const head: Part[] = [heading("Search", text), searchForm(asked)];
  const answer = ask(asked.explorer, "search", { ...amongOf(asked.given), text });
  const rows = answer.rows.map((row) => {
    const found = foundAs(row);
    return element(
      "li",
      {},
      element("p", { class: "first" }, occupationLink(String(row.title), String(row.id)), " ", levelMark(row)),
      element("p", { class: "soft" }, name(String(row.route_name)), found ? ` · found as ${found}` : null),
      goesOn(String(row.title), String(row.id)),
    );
  });
  const count = element("p", { role: "status" }, `${capital(counted(rows.length, "occupation"))} found`);
  const list = element("ol", { class: "found" }, rows);
  const beside = [notes(answer), filterForm(asked, "/search")];
  return { title, parts: [head, count, beside, list, elsewhere(answer), ending(asked, answer)] };
}

/** What other editions have. */
function elsewhere({ below }: Answer): Part {
  const rows = below?.in_other_editions ?? [];
  if (rows.length === 0) return null;
  const items = rows.map((row) => {
    const code = row.code ? ` · ${row.code}` : "";
    const found = foundAs(row);
    return element(
      "li",
      {},
      element("p", { class: "first" }, linkInto(row.edition, row)),
      element("p", { class: "soft" }, `In ${row.edition}`, code, found ? ` · found as ${found}` : null),
    );
  });
  return [element("h2", {}, "In other editions"), element("ol", { class: "found" }, items)];
}
