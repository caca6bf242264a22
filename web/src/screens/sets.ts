/** Which of some occupations can lead to which of others, as sets that the address describes. */

import type { Among } from "../core/among.ts";
import { ask } from "../core/asking.ts";
import { address, again, go } from "./address.ts";
import { element, type Part } from "./dom.ts";
import { ending } from "./ending.ts";
import { box, COLUMNS, field, filterForm, routeField, select } from "./filters.ts";
import { amongOf, isGiven } from "./given.ts";
import { notes } from "./parts.ts";
import type { Asked, Screen } from "./screen.ts";
import { column, LEVEL, table } from "./tables.ts";
import { counted } from "./words.ts";

const SIDES = [
  ["from", "From occupations"],
  ["to", "To occupations"],
] as const;

const FIELDS = ["levels", "route", "column", "apprenticeship_only", "degree", "cluster"] as const;

/** Whether the address describes a set. */
export function isOfSets(given: URLSearchParams): boolean {
  return SIDES.some(([side]) => FIELDS.some((name) => given.get(`${side}_${name}`)));
}

function setOf(given: URLSearchParams, side: string): Among {
  const own = new URLSearchParams();
  for (const name of FIELDS) {
    for (const text of given.getAll(`${side}_${name}`)) own.append(name === "levels" ? "level" : name, text);
  }
  return { ...amongOf(own), cluster: own.get("cluster") };
}

export function betweenSets(asked: Asked): Screen {
  const { explorer, given } = asked;
  const [from_set, to_set] = SIDES.map(([side]) => setOf(given, side));
  const answer = ask(explorer, "reach-between", { ...amongOf(given), from_set, to_set });
  const isTo = answer.question === "reach-origins";
  const title = isTo ? "Which of them can lead there?" : "Where can they lead?";
  const columns = [
    column(explorer, "title", isTo ? "can lead there" : "can be reached", "id"),
    LEVEL,
    column(explorer, "route_name", "route"),
    { ...column(explorer, "others", isTo ? "leads to" : "reached from"), isNumber: true },
    column(explorer, "nearest_title", "the nearest of them", "nearest_id"),
    { ...column(explorer, "relationships", "moves away"), isNumber: true },
  ];
  return {
    title,
    parts: [
      element("h1", {}, title),
      notes(answer),
      answer.rows.length > 0
        ? table(counted(answer.rows.length, "occupation"), columns, answer.rows)
        : element("p", {}, "Nothing found."),
      filterForm(asked, "/reach"),
      element("h2", {}, "Other sets"),
      setsForm(asked),
      ending(asked, answer),
    ],
  };
}

/** What describes a set, twice: what leads, and where. One of the two may be left open. */
export function setsForm({ explorer, given }: Asked): HTMLFormElement {
  const sides = SIDES.map(([side, label]): Part => {
    const of = (name: string): string => given.get(`${side}_${name}`) ?? "";
    return element(
      "fieldset",
      { class: "field" },
      element("legend", {}, label),
      field(`${side}_levels`, "of these levels, as in 2,3", given.getAll(`${side}_levels`).join(",")),
      routeField(explorer.map, `${side}_route`, "of the route", of("route")),
      explorer.map.imported ? null : select(`${side}_column`, "of the column", of("column"), COLUMNS),
      field(`${side}_cluster`, "of the cluster", of("cluster")),
      explorer.map.imported
        ? null
        : element(
            "div",
            { class: "field boxes" },
            box(`${side}_apprenticeship_only`, "by apprenticeship only", isGiven(given, `${side}_apprenticeship_only`)),
            box(`${side}_degree`, "with a degree", isGiven(given, `${side}_degree`)),
          ),
    );
  });
  const made = element("form", { class: "ask" }, sides, element("button", {}, "Show"));
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    const kept = Object.entries(again(given)).filter(([key]) => !/^(from|to)(_|$)|^steps$|^backwards$/.test(key));
    const texts = [...new FormData(made)].map(([key, value]) => [key, String(value).trim()]);
    go(address("/reach", { ...Object.fromEntries(kept), ...Object.fromEntries(texts) }));
  });
  return made;
}
