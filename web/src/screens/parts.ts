/** What several screens have: links to occupations, their levels, the scale of levels, quotes, notes. */

import type { Answer, Note, Row } from "../core/answers.ts";
import type { Explorer } from "../core/explorer.ts";
import { BANDS, type Cluster, type Column, type Occupation } from "../core/map.ts";
import { address, again, placeOf } from "./address.ts";
import { drawn, element, type Part } from "./dom.ts";
import { begun, capital, levelWords, PARTS, rowOf, titled, worded } from "./words.ts";

const COLUMNS: readonly Column[] = ["technical", "higher_technical", "professional"];

/** A title; titles of other scripts do not turn round what stands beside them. */
export function name(title: string): HTMLElement {
  return element("bdi", {}, title);
}

/** The heading of a screen: what is asked, small, above what it is asked of. */
export function heading(over: string, of: string): HTMLElement {
  return element("h1", {}, element("span", { class: "over" }, over), " ", name(of));
}

/** A link to an occupation. */
export function occupationLink(title: string, id: string): HTMLAnchorElement {
  return element("a", { href: address("/occupation", { from: id }) }, name(title));
}

/** What can be asked of an occupation next: from here, to here. */
export function goesOn(title: string, id: string): HTMLElement {
  const link = (text: string, href: string) => element("a", { href, "aria-label": `${text}: ${title}` }, text);
  return element(
    "span",
    { class: "goes-on" },
    link("From here", address("/next", { from: id })),
    " ",
    link("To here", address("/before", { to: id })),
    " ",
    link("The way to here", address("/path", { to: id })),
  );
}

/** Three bars, of which that of the column is full; always beside the level in words. */
export function bars(column: unknown): Part {
  const place = COLUMNS.indexOf(column as Column);
  if (place < 0) return null;
  return drawn(
    "svg",
    { class: "bars", viewBox: "0 0 20 12", width: 20, height: 12, "aria-hidden": "true" },
    COLUMNS.map((_, i) =>
      drawn("rect", { x: i * 7 + 0.75, y: 1, width: 4.5, height: 10, class: i === place && "full" }),
    ),
  );
}

/** The level of a row, in short, with its bars. */
export function levelMark(row: Row): HTMLElement {
  const text = row.level ? `${row.level_name ?? "Level"} ${row.level}` : "Level not stated";
  const how = row.degree ? ", with a degree" : "";
  return element("span", { class: `level ${row.column ?? ""}` }, bars(row.column), " ", text, how);
}

/** The level in a sentence, and the route, which leads to where it stands in the map. */
export function about(explorer: Explorer, occupation: Occupation, before: Part = null): HTMLElement {
  const row = rowOf(occupation, explorer.map.levelName);
  const words = capital(levelWords(row));
  const level = element("span", { class: `level ${occupation.column ?? ""}` }, bars(occupation.column), " ", words);
  const { id, route } = occupation;
  const place = element("a", { href: address("/map", { route: route.id, at: id }) }, name(route.name));
  return element("p", { class: "about" }, before, level, " · ", place);
}

/** Where a cluster stands; of an imported map, which may have neither pathways nor clusters, each name once. */
export function placeIn({ name, pathway }: Cluster): string {
  return [...new Set([pathway.name, name])].join(" › ");
}

/** A link to an occupation of another edition. */
export function linkInto(edition: unknown, row: Row): HTMLAnchorElement {
  const href = address("/occupation", { from: String(row.id), edition: String(edition) });
  return element("a", { href }, name(titled({ title: String(row.title), level: row.level as number | null })));
}

/** A sentence on what became of an occupation, or what it was, with what it names as links into that edition. */
function becameParts(text: string, rows: readonly Row[]): Part {
  let rest = text;
  const parts: Part[] = [];
  for (const row of rows) {
    const shown = titled({ title: String(row.title), level: row.level as number | null });
    const at = text.startsWith(`In the ${row.edition} `) ? rest.indexOf(shown) : -1;
    if (at < 0) continue;
    parts.push(rest.slice(0, at), linkInto(row.edition, row));
    rest = rest.slice(at + shown.length);
  }
  return [...parts, rest];
}

/** The words of the document, or the rows of the tables, that list an occupation. */
export function quotes(occupation: Occupation): HTMLElement[] {
  return occupation.listings.map(({ cluster, line, quote, file }) =>
    element(
      "blockquote",
      {},
      file ? null : [`“${quote}” `],
      element("cite", {}, file ? `${file}, row ${line}` : `line ${line} of the document`, ` · ${placeIn(cluster)}`),
    ),
  );
}

/** What stands beside an answer. */
export function notes(answer: Answer): HTMLElement | null {
  const became = answer.below?.became ?? [];
  const items = answer.notes.map((note) =>
    element("li", {}, typeof note === "string" ? becameParts(note, became) : noteParts(note)),
  );
  return items.length > 0 ? element("ul", { class: "notes" }, items) : null;
}

/** A note whose advice leads where it says. */
function noteParts({ fact, advice, data }: Note): Part {
  const parts = advice.split(/(\{\w+\})/).map((part, i): Part => {
    const href = LINKS[part]?.(data);
    const text = begun(i < 2 ? advice : "", worded(part, data));
    return href ? element("a", { href }, text) : text;
  });
  return [fact, " ", parts];
}

const LINKS: Readonly<Record<string, (data: Note["data"]) => string>> = {
  "{see_route}": ({ a_route }) => address("/map", { route: a_route }),
  "{see_occupation}": ({ occupation }) => address("/occupation", { from: occupation }),
  "{see_reach}": ({ occupation }) => address("/reach", { from: occupation }),
  "{see_reach_back}": ({ occupation }) => address("/reach", { from: occupation, backwards: "yes" }),
  "{fewest}": () => sameWith({ by: "steps", choice: "" }),
  "{all_rows}": () => sameWith({ limit: "0" }),
};

/** The address of this screen with something else. */
function sameWith(wishes: Readonly<Record<string, string>>): string {
  const { path, given } = placeOf(window.location);
  return address(path, { ...again(given), ...wishes });
}

const [LOWEST, HIGHEST, STEP, LEFT] = [2, 7, 44, 22];

/** Whether the levels of some rows stand on the scale. */
export function isOnScale(rows: readonly Row[]): boolean {
  return rows.every((row) => !row.level_name && (row.level ? Number(row.level) <= HIGHEST : Boolean(row.column)));
}

function across(level: number): number {
  return LEFT + (Math.max(level, LOWEST) - LOWEST) * STEP;
}

function middle(end: { readonly level?: unknown; readonly column?: unknown }): number {
  if (end.level) return across(Number(end.level));
  const band = BANDS[end.column as Column];
  return (across(band[0]) + across(band[1])) / 2;
}

/** The heads of the scale. */
export function scaleHead(): SVGElement {
  const levels = Array.from({ length: HIGHEST - LOWEST + 1 }, (_, i) => LOWEST + i);
  return drawn(
    "svg",
    { class: "scale", viewBox: "0 0 264 40", width: 264, height: 40, "aria-hidden": "true" },
    ["Technical", "Higher", "Professional"].map((text, i) =>
      drawn("text", { class: COLUMNS[i], x: (2 * i + 1) * STEP, y: 15, "text-anchor": "middle" }, text),
    ),
    levels.map((level) => drawn("text", { x: across(level), y: 33, "text-anchor": "middle" }, level)),
  );
}

/** A step on the scale of levels: an arrow from a ring to a dot. What it says stands in words beside it. */
export function scale(from: { readonly level: unknown; readonly column: unknown }, to: typeof from): SVGElement {
  const [start, end] = [middle(from), middle(to)];
  const turn = end < start ? -1 : 1;
  const arrow =
    end === start
      ? null
      : [
          drawn("line", { x1: start + 6 * turn, y1: 24, x2: end - 14 * turn, y2: 24 }),
          drawn("path", { d: `M${end - 15 * turn} 19l${9 * turn} 5l${-9 * turn} 5z` }),
        ];
  const ends = [from, to].map((one, i) => {
    const at = i === 0 ? start : end;
    if (one.level) return drawn("circle", { class: `${i === 0 ? "ring" : "dot"} ${one.column}`, cx: at, cy: 24, r: 5 });
    return drawn("rect", {
      class: `unstated ${one.column}`,
      x: at - STEP / 2 - 4,
      y: 18,
      width: STEP + 8,
      height: 12,
      rx: 6,
    });
  });
  return drawn(
    "svg",
    { class: "scale", viewBox: "0 0 264 48", width: 264, height: 48, "aria-hidden": "true" },
    ends,
    arrow,
  );
}

/** What the parts of relatedness look like where they stand side by side. */
export function legend(): HTMLElement {
  const parts = Object.entries(PARTS).map(([part, text]) => [
    drawn("svg", { class: "related", width: 16, height: 10, "aria-hidden": "true" }, [
      drawn("rect", { class: part, width: 16, height: 10 }),
    ]),
    ` ${text} `,
  ]);
  return element("p", { class: "soft" }, "Related is the sum of ", parts);
}

/** Relatedness as the sum of its parts, side by side. */
export function related(row: Row): HTMLElement {
  let at = 0;
  const parts = Object.keys(PARTS).map((part) => {
    const width = Number(row[part]) * 140;
    at += width;
    return drawn("rect", { class: part, x: at - width, y: 0, width, height: 8 });
  });
  return element(
    "span",
    { class: "related" },
    element("span", { class: "hidden" }, "related "),
    Number(row.relatedness).toFixed(2),
    drawn("svg", { viewBox: "0 0 140 8", width: 140, height: 8, "aria-hidden": "true" }, parts),
  );
}
