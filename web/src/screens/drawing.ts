/**
 * A path drawn: a column for each band of levels, a row for each occupation, an arrow for each step.
 *
 * Its list says all that it shows, and more; so the drawing is left out where it is read aloud. Texts are folded by an
 * estimate of their width.
 */

import type { Row } from "../core/answers.ts";
import type { Column } from "../core/map.ts";
import { drawn, element, type Part } from "./dom.ts";
import { BASES } from "./words.ts";

const COLUMNS: readonly Column[] = ["technical", "higher_technical", "professional"];
const NAMES = ["Technical", "Higher technical", "Professional"];

const [WIDE, BOX, GAP, HEAD, LINE] = [370, 270, 44, 40, 20];
/** Letters that have room on a line of a box. */
const LETTERS = 30;

interface Box {
  readonly row: Row;
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** The drawing of a path; nothing where an occupation of it stands in no column. */
export function drawing(stops: readonly Row[], links: readonly Row[]): HTMLElement | null {
  if (stops.some((row) => !row.column)) return null;
  const boxes: Box[] = [];
  let y = HEAD + 12;
  for (const row of stops) {
    const lines = foldedText(String(row.title));
    const height = (lines.length + 1) * LINE + 16;
    const place = COLUMNS.indexOf(row.column as Column);
    boxes.push({ row, lines, x: place * WIDE + (WIDE - BOX) / 2, y, height });
    y += height + GAP;
  }
  const height = y - GAP + 12;
  const made = drawn(
    "svg",
    { class: "drawing", viewBox: `0 0 ${3 * WIDE} ${height}`, width: 3 * WIDE, height, "aria-hidden": "true" },
    COLUMNS.map((column, i) => [
      drawn("rect", { class: `tint ${column}`, x: i * WIDE + 1, y: 0, width: WIDE - 2, height }),
      drawn("text", { class: `head ${column}`, x: (i + 0.5) * WIDE, y: 26, "text-anchor": "middle" }, NAMES[i]),
    ]),
    links.map((link, i) => arrow(boxes[i], boxes[i + 1], link)),
    boxes.map(boxParts),
  );
  return element("div", { class: "wide drawn" }, made);
}

function boxParts({ row, lines, x, y, height }: Box): Part {
  const level = row.level ? `Level ${row.level}` : "Level not stated";
  return [
    drawn("rect", { class: `box ${row.column}`, x, y, width: BOX, height, rx: 4 }),
    lines.map((line, i) => drawn("text", { class: "title", x: x + 14, y: y + 22 + i * LINE }, line)),
    drawn("text", { x: x + 14, y: y + 22 + lines.length * LINE }, level),
  ];
}

/** Down from a box to the next, and across where that stands in another column; dashed where it is a crossing. */
function arrow(from: Box, to: Box, link: Row): Part {
  const [start, end] = [from.x + BOX / 2, to.x + BOX / 2];
  const [top, bottom] = [from.y + from.height, to.y];
  const middle = (top + bottom) / 2;
  const isCrossing = link.basis === null;
  const text = isCrossing ? "the same occupation" : BASES[String(link.basis)];
  return [
    drawn("path", {
      class: isCrossing ? "line crossing" : "line",
      d: `M${start} ${top}V${middle}H${end}V${bottom - 9}`,
    }),
    drawn("path", { class: "tip", d: `M${end - 5} ${bottom - 10}h10l-5 9z` }),
    text ? drawn("text", { x: Math.max(start, end) + 10, y: middle + (start === end ? 5 : 16) }, text) : null,
  ];
}

function foldedText(text: string): string[] {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last !== "" && last.length + 1 + word.length > LETTERS) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines.slice(0, 4).map((line) => (line.length > LETTERS ? `${line.slice(0, LETTERS - 1)}…` : line));
}
