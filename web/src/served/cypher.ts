/** Cypher of one's own: asked of the server, which reads the statement first and has its limits. */

import type { Row } from "../core/answers.ts";
import { address, go } from "../screens/address.ts";
import { element, fill, type Part } from "../screens/dom.ts";
import { copy, save } from "../screens/ending.ts";
import type { Asked, Screen } from "../screens/screen.ts";
import { type Column, cellText, column, table } from "../screens/tables.ts";
import { counted } from "../screens/words.ts";
import { answered, inWords } from "./maps.ts";

interface Envelope {
  readonly results: readonly Row[];
  readonly truncated: boolean;
  readonly notes: readonly string[];
}

export function cypher(asked: Asked): Screen {
  const statement = asked.given.get("q") ?? "";
  const text = element("textarea", { id: "q", name: "q", rows: 6, cols: 80, maxlength: 6000, spellcheck: "false" });
  text.value = statement;
  const form = element(
    "form",
    { class: "ask" },
    element("div", { class: "field" }, element("label", { for: "q" }, "A statement that only reads"), text),
    element("button", {}, "Ask"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(address("/cypher", { q: text.value }));
  });
  const said = element("p", { role: "status" });
  const answer = element("div");
  // What a page of another site wrote is asked only where somebody says so: the page of the server knows.
  const isForeign = document.querySelector("[data-foreign]") !== null;
  if (isForeign) said.textContent = FOREIGN;
  else if (statement.trim()) show(asked, statement, said, answer);
  const about = element("p", { class: "lead" }, "Ask the graph itself: what has no question of its own.");
  return { title: "Cypher", parts: [element("h1", {}, "Cypher of your own"), about, form, said, answer] };
}

const FOREIGN = "Another site wrote this statement. Read it, and ask it if you want to.";

/** Ask, and show the answer, or why there is none. */
async function show(asked: Asked, statement: string, said: HTMLElement, answer: HTMLElement): Promise<void> {
  said.textContent = "Asking …";
  const begun = performance.now();
  try {
    const { results, truncated, notes } = (await (await posted(asked, statement)).json()) as Envelope;
    const seconds = ((performance.now() - begun) / 1000).toFixed(2);
    const rows = counted(results.length, "row");
    said.textContent = truncated
      ? `The first ${rows}, in ${seconds} seconds; there are more, and a file has them all.`
      : `${rows}, in ${seconds} seconds.`;
    fill(answer, [
      results.length > 0 ? table(rows, columns(asked, results), results) : null,
      ...notes.slice(0, truncated ? -1 : undefined).map((note) => element("p", { class: "soft" }, note)), // said has the last
      results.length > 0 ? saving(asked, statement, results) : null,
    ]);
  } catch (error) {
    said.textContent = "";
    fill(answer, [element("pre", { class: "problem", role: "alert" }, inWords(error))]);
  }
}

function posted({ given }: Asked, statement: string, wishes: object = {}, form = "json"): Promise<Response> {
  const edition = given.get("edition");
  const body = JSON.stringify({ statement, ...(edition && { edition }), ...wishes });
  const headers = { "Content-Type": "application/json" };
  return answered(`/api/cypher?form=${form}`, { method: "POST", headers, body });
}

function isNested(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return isNested(value) ? JSON.stringify(value) : cellText(value);
}

/** Rows as a spreadsheet takes them. */
function tabbed(rows: readonly Row[]): string {
  const lines = [Object.keys(rows[0]), ...rows.map((row) => Object.values(row).map(textOf))];
  return lines.map((line) => line.map((text) => text.replace(/\s+/g, " ")).join("\t")).join("\n");
}

function columns({ explorer }: Asked, rows: readonly Row[]): Column[] {
  return Object.keys(rows[0]).map((key) => {
    const plain = column(explorer, key, key, key);
    return {
      ...plain,
      isNumber: typeof rows[0][key] === "number",
      cell: (row) => (isNested(row[key]) ? textOf(row[key]) : plain.cell(row)),
    };
  });
}

/** The rows that are shown, to be pasted; all that there are, as files. */
function saving(asked: Asked, statement: string, rows: readonly Row[]): Part {
  const said = element("span", { role: "status" });
  const copied = element("button", { type: "button", class: "second" }, "Copy the rows");
  copied.addEventListener("click", () => copy(tabbed(rows), said));
  const files = ["json", "csv"].map((form) => {
    const button = element("button", { type: "button", class: "second" }, form.toUpperCase());
    button.addEventListener("click", async () => {
      try {
        save(`cypher.${form}`, await (await posted(asked, statement, { limit: 0 }, form)).blob());
      } catch (error) {
        said.textContent = inWords(error);
      }
    });
    return [button, " "];
  });
  return element("section", { class: "save" }, element("h2", {}, "Save it"), files, copied, " ", said);
}
