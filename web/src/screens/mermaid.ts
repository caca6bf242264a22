/** Paths as a flowchart of Mermaid, by the rules of exports/formats/mermaid.py: routes as frames, columns as shapes. */

import type { Row } from "../core/answers.ts";
import type { CareerMap, Occupation } from "../core/map.ts";
import { BASES, titled } from "./words.ts";

const SHAPES: Readonly<Record<string, readonly [string, string]>> = {
  technical: ['["', '"]'],
  higher_technical: ['(["', '"])'],
  professional: ['[["', '"]]'],
};

const PLAIN = " ,()/-–";

/** The relationships of paths, each once. */
export function mermaidText({ byId }: CareerMap, rows: readonly Row[], note: string): string {
  const ids = [...new Set(rows.flatMap((row) => [String(row.from_id), String(row.id)]))];
  const stops = ids.map((id) => byId.get(id)).filter((one) => one !== undefined);
  const names = new Map(stops.map((one, i) => [one.id, `n${i + 1}`]));
  const frames = [...new Set(stops.map((one) => one.route))].flatMap((route, i) => [
    `  subgraph r${i + 1}["${shown(route.name)}"]`,
    ...stops.filter((one) => one.route === route).map((one) => `    ${names.get(one.id)}${box(one)}`),
    "  end",
  ]);
  const arrows = rows.map((row) => {
    const basis = BASES[String(row.basis)];
    const arrow = row.basis === null ? "<-.->" : basis ? `-->|"${shown(basis)}"|` : "-->";
    return `  ${names.get(String(row.from_id))} ${arrow} ${names.get(String(row.id))}`;
  });
  const lines = ["---", `title: "${note}"`, "---", "flowchart LR", ...frames, ...new Set(arrows)];
  return `${lines.join("\n")}\n`;
}

function box(occupation: Occupation): string {
  const [before, after] = SHAPES[occupation.column ?? "technical"];
  return before + shown(titled(occupation)) + after;
}

/** A character stands as its code, unless it is a letter, a digit or one of a few signs; the first unless a letter. */
function shown(text: string): string {
  const signs = [...text].map((sign, i) => {
    const isPlain = /\p{L}/u.test(sign) || (i > 0 && (/\p{N}/u.test(sign) || PLAIN.includes(sign)));
    return isPlain ? sign : `#${sign.codePointAt(0)};`;
  });
  return signs.join("") || " ";
}
