/** Where can it lead? All within reach, level by level. */

import type { Row } from "../core/answers.ts";
import { ask } from "../core/asking.ts";
import type { Occupation } from "../core/map.ts";
import { address, again } from "./address.ts";
import { occupationForm } from "./combobox.ts";
import { element } from "./dom.ts";
import { ending } from "./ending.ts";
import { filterForm } from "./filters.ts";
import { amongOf, isGiven, numberOf } from "./given.ts";
import { about, heading, name, notes, occupationLink } from "./parts.ts";
import type { Asked, Screen } from "./screen.ts";
import { betweenSets, isOfSets, setsForm } from "./sets.ts";
import { capital, counted, titled } from "./words.ts";

const WHERE = "Where can it lead?";

export function reach(asked: Asked): Screen {
  const { explorer, given } = asked;
  const from = given.get("from");
  if (!from && isOfSets(given)) return betweenSets(asked);
  if (!from) {
    const sets = [element("h2", {}, "Or a set of occupations"), setsForm(asked)];
    return {
      title: WHERE,
      parts: [element("h1", {}, WHERE), occupationForm(explorer, "/reach", "from", "Occupation"), sets],
    };
  }
  const backwards = isGiven(given, "backwards");
  const steps = numberOf(given, "steps");
  const answer = ask(explorer, "reach", {
    ...amongOf(given),
    ...{ occupation: from, in_route: given.get("in"), backwards },
    steps,
  });
  const occupation = explorer.map.byId.get(String(answer.parameters.id)) as Occupation;
  const title = backwards ? `What can lead to ${titled(occupation)}?` : `Where can ${titled(occupation)} lead?`;
  const turned = address("/reach", {
    ...again(given),
    from: occupation.id,
    backwards: backwards ? "" : "yes",
  });
  const levels = [...new Set(answer.rows.map((row) => row.level))];
  return {
    title,
    parts: [
      element(
        "div",
        { class: "head" },
        element(
          "div",
          {},
          heading(backwards ? "What can lead to" : WHERE, occupation.title),
          about(explorer, occupation),
          element("p", {}, element("a", { href: turned }, backwards ? WHERE : "What can lead to it?")),
        ),
        occupationForm(explorer, "/reach", "from", "Another occupation"),
      ),
      element(
        "nav",
        { "aria-label": "How far" },
        element(
          "ul",
          {},
          ["1", "2", "3", ""].map((far) => {
            const text = far ? `Within ${counted(Number(far), "step")}` : "However far";
            const href = address("/reach", { ...again(given), from: occupation.id, steps: far });
            const isHere = String(steps ?? "") === far;
            return element("li", {}, element("a", { href, "aria-current": isHere && "true" }, text));
          }),
        ),
      ),
      element("p", { class: "lead" }, capital(`${counted(answer.rows.length, "occupation")} within reach`)),
      notes(answer),
      filterForm(asked, "/reach"),
      levels.map((level) => [
        element("h2", {}, level ? `${explorer.map.levelName ?? "Level"} ${level}` : "Level not stated"),
        element(
          "ul",
          { class: "reached" },
          answer.rows.filter((row) => row.level === level).map((row) => item(row, occupation, backwards)),
        ),
      ]),
      ending(asked, answer),
    ],
  };
}

function item(row: Row, { id: here }: Occupation, backwards: boolean): HTMLElement {
  const [title, id] = [String(row.title), String(row.id)];
  const far = row.steps === undefined ? `${counted(Number(row.relationships), "move")} away` : stepsAway(row);
  const way = backwards ? { from: id, to: here } : { from: here, to: id };
  return element(
    "li",
    {},
    occupationLink(title, id),
    " ",
    element(
      "p",
      { class: "soft" },
      name(String(row.route_name)),
      " · ",
      element("a", { href: address("/path", way), "aria-label": `The way: ${title}, ${far}` }, far),
    ),
  );
}

function stepsAway(row: Row): string {
  const crossings = Number(row.crossings);
  return counted(Number(row.steps), "step") + (crossings > 0 ? `, ${counted(crossings, "crossing")}` : "");
}
