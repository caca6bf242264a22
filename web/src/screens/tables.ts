/** An answer as a table: a heading for each column, what a row is about first. */

import type { Row } from "../core/answers.ts";
import type { Explorer } from "../core/explorer.ts";
import { element, type Part } from "./dom.ts";
import { levelMark, name, occupationLink } from "./parts.ts";

export interface Column {
  readonly heading: string;
  readonly cell: (row: Row) => Part;
  readonly isNumber?: boolean;
}

/** A column of the rows as it is; what the map has an occupation for is a link to it. */
export function column(explorer: Explorer, key: string, heading: string, idKey = ""): Column {
  return {
    heading,
    cell: (row) => {
      const [text, id] = [cellText(row[key]), String(row[idKey] ?? "")];
      return text && explorer.map.byId.has(id) ? occupationLink(text, id) : text && name(text);
    },
  };
}

/** The level of what a row is about. */
export const LEVEL: Column = {
  heading: "level",
  cell: (row) => (row.level || row.column ? levelMark(row) : null),
};

/** A table with a caption; where it is wider than the screen, it is moved by keys, too. On a phone each cell has its heading. */
export function table(caption: string, columns: readonly Column[], rows: readonly Row[]): HTMLElement {
  const head = element(
    "tr",
    {},
    columns.map(({ heading, isNumber }) => element("th", { scope: "col", class: isNumber && "number" }, heading)),
  );
  const body = rows.map((row) =>
    element(
      "tr",
      {},
      columns.map(({ heading, cell, isNumber }, i) =>
        i === 0
          ? element("th", { scope: "row" }, cell(row))
          : element("td", { class: isNumber && "number", "data-heading": heading }, cell(row)),
      ),
    ),
  );
  return element(
    "div",
    { class: "wide", role: "region", "aria-label": caption, tabindex: 0 },
    element("table", {}, element("caption", {}, caption), element("thead", {}, head), element("tbody", {}, body)),
  );
}

/** A value as text: numbers with four digits, nothing for null, "yes" and "no", lists joined by "; ". */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : value.toFixed(4);
  return Array.isArray(value) ? value.map(cellText).join("; ") : String(value);
}
