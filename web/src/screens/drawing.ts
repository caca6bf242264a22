/**
 * A path drawn: a column for each band of levels, a lane for each route that it goes through, an arrow for each step.
 *
 * 1. It is as wide as there is room, and drawn again where that changes; below 700 pixels, or where an occupation stands
 *    in no column, it goes straight down.
 * 2. In a lane what stands in a column farther on stands beside, all else below. A crossing is dashed, and ends in
 *    another lane.
 * 3. Texts are folded by their width as it is measured; no text is cut where it can be folded.
 *
 * Its list says all that it shows, and more; so the drawing is left out where a page is read aloud.
 */

import type { Row } from "../core/answers.ts";
import { BANDS, type Column } from "../core/map.ts";
import { drawn, element, type Part } from "./dom.ts";
import { foldedText } from "./folding.ts";
import { BASES } from "./words.ts";

const COLUMNS: readonly Column[] = ["technical", "higher_technical", "professional"];
const NAMES = ["Technical", "Higher technical", "Professional"];

const NARROW = 700;
const [HEAD, LINE, PAD, MARGIN] = [40, 20, 14, 16];
/** The room over a lane, and between what stands below each other; where words stand above boxes, more. */
const [LANE, GAP, WORDS] = [44, 48, 20];
/** The width that words between two boxes want. */
const BETWEEN = 104;
/** Where the arrows that go down leave a box. */
const OUT = 28;

interface Box {
  readonly row: Row;
  readonly lines: readonly string[];
  readonly level: readonly string[];
  readonly column: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Lane {
  readonly name: string;
  readonly y: number;
  readonly isRight: boolean;
}

interface Laid {
  readonly boxes: readonly Box[];
  readonly lanes: readonly Lane[];
  readonly width: number;
  readonly height: number;
  readonly isUpright: boolean;
}

/** The drawing of a path, called so. */
export function drawing(stops: readonly Row[], links: readonly Row[], called: string): HTMLElement {
  const made = element("div", { class: "drawn" });
  let width = 0;
  new ResizeObserver(() => {
    if (made.clientWidth === width || made.clientWidth === 0) return; // rule 1
    width = made.clientWidth;
    made.replaceChildren(picture(laidOut(stops, width), links, called));
  }).observe(made);
  return made;
}

function laidOut(stops: readonly Row[], width: number): Laid {
  const isUpright = width < NARROW || stops.some((row) => !row.column); // rule 1
  const across = isUpright ? 0 : width / 3;
  const boxWidth = Math.round(isUpright ? Math.min(width - 2 * MARGIN, 420) : across * 0.68);
  const above = isUpright || across - boxWidth >= BETWEEN ? 0 : WORDS;
  const boxes: Box[] = [];
  const lanes: Lane[] = [];
  let y = isUpright ? 0 : HEAD;
  let bottom = y;
  for (const row of stops) {
    const [last, column] = [boxes.at(-1), COLUMNS.indexOf(row.column as Column)];
    if (last === undefined || last.row.route_name !== row.route_name) {
      y = last === undefined ? y : bottom + GAP + above;
      lanes.push({ name: String(row.route_name), y, isRight: last !== undefined && (isUpright || column === 0) });
      y += LANE + above;
    } else if (isUpright || column <= last.column) y = bottom + GAP + above; // rule 2
    const lines = foldedText(String(row.title), boxWidth - 2 * PAD, "600 16px");
    const level = foldedText(levelText(row, isUpright), boxWidth - 2 * PAD, "14px");
    const height = (lines.length + level.length) * LINE + 18;
    const x = isUpright ? MARGIN : Math.round(column * across + (across - boxWidth) / 2);
    boxes.push({ row, lines, level, column, x, y, width: boxWidth, height });
    bottom = Math.max(y + height, last?.y === y ? bottom : 0);
  }
  return { boxes, lanes, width, height: bottom + MARGIN, isUpright };
}

function levelText({ level, level_name, carried_level, column }: Row, isUpright: boolean): string {
  const name = String(level_name ?? "Level");
  const text = level
    ? `${name} ${level}`
    : carried_level
      ? `Taken as ${name.toLowerCase()} ${carried_level}`
      : `${name} not stated`;
  const place = COLUMNS.indexOf(column as Column);
  return isUpright && place >= 0 ? `${text} · ${NAMES[place]}` : text;
}

function picture({ boxes, lanes, width, height, isUpright }: Laid, links: readonly Row[], called: string): SVGElement {
  return drawn(
    "svg",
    {
      ...{ class: "drawing", viewBox: `0 0 ${width} ${height}`, width, height },
      ...{ role: "img", "aria-label": called, "aria-hidden": "true" },
    },
    isUpright ? null : columns(width, height),
    lanes.map((lane, i) => laneParts(lane, width, i === 0)),
    links.map((link, i) => arrow(boxes[i], boxes[i + 1], link, width)),
    boxes.map(boxParts),
  );
}

function columns(width: number, height: number): Part {
  const across = width / 3;
  return COLUMNS.map((column, i) => [
    drawn("rect", { class: `tint ${column}`, x: i * across + 1, y: 0, width: across - 2, height }),
    drawn(
      "text",
      { class: "head", x: (i + 0.5) * across, y: 26, "text-anchor": "middle" },
      drawn("tspan", { class: `band ${column}` }, NAMES[i]),
      drawn("tspan", {}, ` ${BANDS[column].join("–")}`),
    ),
  ]);
}

function laneParts({ name, y, isRight }: Lane, width: number, isFirst: boolean): Part {
  const lines = foldedText(name, width - 2 * MARGIN, "14px");
  return [
    isFirst ? null : drawn("path", { class: "border", d: `M0 ${y}H${width}` }),
    lines.map((line, i) => {
      const place = { x: isRight ? width - PAD : PAD, y: y + 24 + i * 17, "text-anchor": isRight ? "end" : "start" };
      return drawn("text", { class: "lane", ...place }, line);
    }),
  ];
}

function boxParts({ row, lines, level, x, y, width, height }: Box): Part {
  const text = (line: string, i: number, name: string) =>
    drawn("text", { class: name, x: x + PAD, y: y + 24 + i * LINE }, line);
  return [
    drawn("rect", { class: `box ${row.column ?? ""}`, x, y, width, height, rx: 4 }),
    lines.map((line, i) => text(line, i, "title")),
    level.map((line, i) => text(line, lines.length + i, "soft")),
  ];
}

/** Across to a box beside, else down, and across where that stands in another column. */
function arrow(from: Box, to: Box, link: Row, width: number): Part {
  const isCrossing = link.basis === null;
  const text = isCrossing ? "the same occupation" : (BASES[String(link.basis)] ?? "");
  const line = isCrossing ? "line crossing" : "line";
  const label = (lines: readonly string[], x: number, y: number, anchor = "start") =>
    lines.map((part, i) => drawn("text", { class: "soft", x, y: y + i * 17, "text-anchor": anchor }, part));
  if (from.y === to.y) {
    const [start, end, y] = [from.x + from.width, to.x, from.y + 24];
    const isAbove = end - start < BETWEEN;
    const lines = foldedText(text, isAbove ? 130 : end - start - 16, "14px");
    const last = isAbove ? from.y - 8 : y - 10;
    return [
      drawn("path", { class: line, d: `M${start} ${y}H${end - 9}` }),
      drawn("path", { class: "tip", d: `M${end - 10} ${y - 5}v10l9-5z` }),
      label(lines, (start + end) / 2, last - (lines.length - 1) * 17, "middle"),
    ];
  }
  const [start, end, top, bottom] = [from.x + OUT, to.x + OUT, from.y + from.height, to.y];
  const middle = start === end ? top : bottom - 30;
  const lines = foldedText(text, width - Math.max(start, end) - OUT, "14px");
  return [
    drawn("path", { class: line, d: `M${start} ${top}V${middle}H${end}V${bottom - 9}` }),
    drawn("path", { class: "tip", d: `M${end - 5} ${bottom - 10}h10l-5 9z` }),
    label(lines, start === end ? start + 14 : Math.max(start, end) + 10, start === end ? top + 28 : middle + 18),
  ];
}
