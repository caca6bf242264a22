/** The editions there, each with its licence and how much it holds (explorer/views/editions.py). */

import type { Answer, Note } from "./answers.ts";
import type { Explorer } from "./explorer.ts";
import { type NamedQuestion, namedAnswer } from "./library.ts";

/** All editions, as the named question has them; `asked` says which one answers. */
export function editionList(explorer: Explorer, question: NamedQuestion): Answer {
  const { map, joins } = explorer;
  const others = [...(joins?.others.values() ?? [])].map((other) => other.map);
  const maps = new Map([map, ...others].map((one) => [one.name, one]));
  const { columns, ...answer } = namedAnswer(explorer, question, {});
  const rows = answer.rows.map((row) => {
    const { published = null, licence = "" } = maps.get(String(row.edition)) ?? {};
    return { ...row, published, licence, asked: row.edition === map.name };
  });
  const sources = [...maps.values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, licence, edition }) => `${name}: ${[licence, edition.attribution].filter(Boolean).join(". ")}.`);
  return { ...answer, rows, notes: [...sources, others.length > 0 ? several(map.name) : only(explorer)] };
}

function several(name: string): Note {
  return { fact: `${name} answers where none is named.`, advice: "Name another with {edition}.", data: {} };
}

function only({ map }: Explorer): Note {
  const edition = map.name === "2026" ? "2017" : "2026";
  return { fact: "There is no other.", advice: `Add one with ${map.adding}.`, data: { edition } };
}
