/** The editions that a page holds: whose each is, how much it has, and what changed between two. */

import type { Row } from "../core/answers.ts";
import { editionList as listed } from "../core/edition_list.ts";
import { address } from "./address.ts";
import { element } from "./dom.ts";
import { ending } from "./ending.ts";
import { notes } from "./parts.ts";
import type { Asked, Screen } from "./screen.ts";
import { type Column, column, table } from "./tables.ts";
import { counted } from "./words.ts";

const TITLE = "Editions";

export function editionList(asked: Asked): Screen {
  const { explorer, questions } = asked;
  const question = questions.find((one) => one.name === "editions");
  if (question === undefined) return { title: TITLE, parts: [] };
  const answer = listed(explorer, question);
  const numbers = ["routes", "occupations", "progressions"].map((key): Column => {
    return { ...column(explorer, key, key), isNumber: true };
  });
  const columns: readonly Column[] = [
    { heading: "edition", cell: asking },
    column(explorer, "title", "title"),
    column(explorer, "published", "published"),
    column(explorer, "follows", "follows"),
    ...numbers,
    { heading: "answers", cell: ({ asked: isAsked }) => (isAsked ? "yes" : null) },
  ];
  const compared = (explorer.joins?.compared ?? []).map(({ older, newer }) => {
    const href = address("/diff", { older, newer });
    return element("li", {}, element("a", { href }, `What changed from ${older} to ${newer}`));
  });
  return {
    title: TITLE,
    parts: [
      element("h1", {}, TITLE),
      element("p", { class: "lead" }, "An edition is one document, or one imported map, as a graph."),
      table(counted(answer.rows.length, "edition"), columns, answer.rows),
      notes(answer),
      element("ul", {}, compared),
      ending(asked, answer),
    ],
  };
}

/** An edition as a link to its first screen. */
function asking({ edition }: Row): HTMLElement {
  return element("a", { href: address("/", { edition: String(edition) }) }, String(edition));
}
