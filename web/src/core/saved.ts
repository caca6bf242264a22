/** An answer as a file: what the command line prints with `--json` and with `--csv` (explorer/views/data.py, forms.py). */

import type { Answer, Row } from "./answers.ts";
import type { Explorer } from "./explorer.ts";
import { cypherOf, type NamedQuestion } from "./library.ts";

/** What the command line calls the places of a note (explorer/commands/command_line.py). */
const COMMAND_LINE: Readonly<Record<string, string>> = {
  all_rows: "--limit 0",
  build_add: "`pathways build --add {edition}`",
  edition: "--edition or PATHWAYS_EDITION",
  fewest: "--by steps",
  load_edition: "`pathways load {edition} --to`",
  page_editions: "`pathways help editions`",
  page_gaps: "`pathways help gaps`",
  rows: "--json and --csv",
  see_occupation: "`pathways show OCCUPATION`",
  see_reach: "`pathways reach {occupation}`",
  see_route: "what a route holds: `pathways query route-occupations -p id={a_route}`",
};

/** Columns of fractions, in which 1 is written 1.0. */
const FRACTIONS = /^(relatedness|(map_)?share|by_(title|specialisms|place|level|basis))$/;

/** Whether a whole number is written as a fraction; the score of words is 1 at most, that of close titles is out of 100. */
function isFraction(key: string, value: number): boolean {
  return FRACTIONS.test(key) || (key === "score" && value <= 1);
}

/** The edition that is named beside an answer: of an edition alone in its store, none. */
const DOCUMENT = "2017";

/** What answers that are about several editions are called. */
const OF_SEVERAL = new Set(["editions", "diff"]);

/** An answer in Cypher; null where there is none. */
export function cypherIn(explorer: Explorer, questions: readonly NamedQuestion[], { query }: Answer): string | null {
  const question = questions.find(({ name }) => name === query);
  return question ? cypherOf(explorer, question) : null;
}

/** One JSON object, a row a line. */
export function jsonText(explorer: Explorer, answer: Answer, cypher: string | null): string {
  const { question, rows, below = {}, truncated = false } = answer;
  const { name } = explorer.map;
  const isOfOne = explorer.joins !== null && !OF_SEVERAL.has(question);
  const parameters = isOfOne ? { ...answer.parameters, edition: name } : answer.parameters;
  const asked = isOfOne && name !== DOCUMENT ? [`Asked of the edition ${name}.`] : [];
  const notes = [...asked, ...answer.notes.map((note) => (typeof note === "string" ? note : noteText(note)))];
  const head = { schema_version: 1, question, cypher, parameters };
  const lines = [
    ...Object.entries(head).map(([key, value]) => `${spaced(key)}: ${spaced(value)}`),
    ...Object.entries({ results: rows, ...below }).map(([key, some]) => `${spaced(key)}: ${rowsText(some)}`),
    `"truncated": ${truncated}`,
    `"notes": ${spaced(notes)}`,
  ];
  return `{\n${lines.map((line) => `  ${line}`).join(",\n")}\n}\n`;
}

function noteText({ fact, advice, data }: Exclude<Answer["notes"][number], string>): string {
  const words = advice.replace(/\{(\w+)\}/g, (place, name: string) => COMMAND_LINE[name] ?? place);
  return `${fact} ${words.replace(/\{(\w+)\}/g, (place, name: string) => data[name] ?? place)}`;
}

function rowsText(rows: readonly Row[]): string {
  return rows.length === 0 ? "[]" : `[${rows.map((row) => `\n    ${spaced(row)}`).join(",")}\n  ]`;
}

/** JSON with a space after each comma and colon, and fractions as such. */
function spaced(value: unknown, key = ""): string {
  if (Array.isArray(value)) return `[${value.map((one) => spaced(one)).join(", ")}]`;
  if (typeof value === "number" && Number.isInteger(value) && isFraction(key, value)) return value.toFixed(1);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const items = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${spaced(one, name)}`);
  return `{${items.join(", ")}}`;
}

/** After RFC 4180 with a heading, what a list holds joined by "; ". */
export function csvText({ rows, columns, flat = (row) => row }: Answer): string {
  const heading = columns?.() ?? Object.keys(rows[0] ?? {});
  const lines = rows.map(flat).map((row) => heading.map((column) => wholeText(row[column], column)));
  return [heading, ...lines].map((line) => `${line.map(csvCell).join(",")}\r\n`).join("");
}

function wholeText(value: unknown, column: string): string {
  if (Array.isArray(value)) return value.map((one) => wholeText(one, column)).join("; ");
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : spaced(value, column);
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
