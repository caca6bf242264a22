/** What workers of a level can do next, and what is several steps ahead: answers of many rows, as tables. */

import { type Answer, PathwaysError, type Row } from "../core/answers.ts";
import { ask } from "../core/asking.ts";
import { element, type Part } from "./dom.ts";
import { ending } from "./ending.ts";
import { field, filterForm } from "./filters.ts";
import { amongOf, numberOf } from "./given.ts";
import { heading, notes } from "./parts.ts";
import type { Asked, Screen } from "./screen.ts";
import { type Column, cellText, column, LEVEL, table } from "./tables.ts";
import { capital, LIKE } from "./words.ts";

/** Route by route, where one can get from a level. */
export function nextOfLevel(asked: Asked, [level, ...others]: readonly number[]): Screen {
  const { explorer, given } = asked;
  if (others.length > 0) {
    const cure = "Name one; where those of several can lead is asked of a set.";
    throw new PathwaysError("WrongParameter", "workers of one level at a time.", cure);
  }
  if (!explorer.map.imported && !(level in LIKE)) {
    throw new PathwaysError("WrongParameter", `Level ${level}: qualifications have levels from 1 to 8.`);
  }
  const steps = numberOf(given, "steps") ?? 1;
  const answer = ask(explorer, "next-of-level", { ...amongOf(given), levels: [], level, steps });
  const title = `What can I do next as a worker of level ${level}?`;
  const columns = [
    column(explorer, "from_title", `from level ${level}`, "from_id"),
    column(explorer, "title", "progresses to", "id"),
    LEVEL,
    ...(steps > 1 ? AHEAD : [REASON]),
  ];
  const routes = [...new Set(answer.rows.map((row) => String(row.route_name)))];
  return {
    title,
    parts: [
      heading("What can I do next as", `a worker of level ${level}`),
      filterForm(asked, "/next", stepsField(given)),
      notes(answer),
      routes.map((route) => {
        const rows = answer.rows.filter((row) => row.route_name === route);
        return element(
          "details",
          { class: "kind", open: routes.length === 1 },
          element("summary", {}, `${route}: ${rows.length}`),
          table(`${route}: ${rows.length}`, columns, rows),
        );
      }),
      ending(asked, answer),
    ],
  };
}

/** All that is several steps ahead of an occupation. */
export function aheadTable({ explorer }: Asked, { rows }: Answer): Part {
  if (rows.length === 0) return null;
  const columns = [
    column(explorer, "title", "progresses to", "id"),
    LEVEL,
    column(explorer, "route_name", "route"),
    ...AHEAD,
  ];
  return table("Several steps ahead", columns, rows);
}

const REASON: Column = { heading: "why", cell: (row) => `${capital(String(row.reason))}.` };

const AHEAD: readonly Column[] = [
  { heading: "steps", cell: (row: Row) => cellText(row.steps), isNumber: true },
  { heading: "by way of", cell: (row: Row) => cellText(row.via) },
];

/** How many steps ahead. */
export function stepsField(given: URLSearchParams): HTMLElement {
  return field("steps", "So many steps ahead, 1 to 5", given.get("steps") ?? "1", { isNumber: true });
}
