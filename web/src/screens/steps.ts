/** What can I do next? What leads here? A row for each progression, with the scale of levels. */

import type { Answer, Row } from "../core/answers.ts";
import { ask } from "../core/asking.ts";
import type { Occupation } from "../core/map.ts";
import { MOVES, MOVES_BACK, STATED_MOVES } from "../core/wording.ts";
import { address } from "./address.ts";
import { occupationForm } from "./combobox.ts";
import { element, type Part } from "./dom.ts";
import { ending } from "./ending.ts";
import { filterForm } from "./filters.ts";
import { amongOf, numberOf, numbersOf } from "./given.ts";
import { aheadTable, nextOfLevel, stepsField } from "./levels.ts";
import {
  about,
  goesOn,
  heading,
  isOnScale,
  legend,
  levelMark,
  linkInto,
  notes,
  occupationLink,
  quotes,
  related,
  scale,
  scaleHead,
} from "./parts.ts";
import type { Asked, Screen } from "./screen.ts";
import { capital, counted, MADE_OF, stepNumbers, titled } from "./words.ts";

interface Direction {
  readonly question: "next" | "before";
  /** What the address calls the occupation. */
  readonly field: "from" | "to";
  readonly title: string;
  readonly titleOf: (name: string) => string;
  /** What stands above the name in the heading. */
  readonly over: string;
  readonly moves: Readonly<Record<string, string>>;
}

const NEXT: Direction = {
  question: "next",
  field: "from",
  title: "What can I do next?",
  titleOf: (name) => `What can I do next as ${name}?`,
  over: "What can I do next as",
  moves: MOVES,
};

const BEFORE: Direction = {
  question: "before",
  field: "to",
  title: "What leads here?",
  titleOf: (name) => `What leads to ${name}?`,
  over: "What leads to",
  moves: MOVES_BACK,
};

export const next = (asked: Asked): Screen => stepsOf(asked, NEXT);
export const before = (asked: Asked): Screen => stepsOf(asked, BEFORE);

function form({ explorer }: Asked, { field, question }: Direction, label: string): HTMLFormElement {
  return occupationForm(explorer, `/${question}`, field, label);
}

function stepsOf(asked: Asked, direction: Direction): Screen {
  const { explorer, given } = asked;
  const text = given.get(direction.field);
  const isNext = direction.question === "next";
  const levels = numbersOf(given, "level");
  if (!text && isNext && levels.length > 0) return nextOfLevel(asked, levels);
  if (!text) {
    const head = [element("h1", {}, direction.title), form(asked, direction, "Occupation")];
    const parts = [head, isNext ? levelLinks(asked) : null];
    return { title: direction.title, parts };
  }
  const steps = isNext ? (numberOf(given, "steps") ?? 1) : 1;
  const answer = ask(explorer, direction.question, {
    ...amongOf(given),
    ...{ occupation: text, in_route: given.get("in"), steps },
  });
  const occupation = explorer.map.byId.get(String(answer.parameters.id)) as Occupation;
  const title = direction.titleOf(titled(occupation));
  return {
    title,
    parts: [
      element(
        "div",
        { class: "head" },
        element("div", {}, heading(direction.over, occupation.title), about(explorer, occupation), quotes(occupation)),
        form(asked, direction, "Another occupation"),
      ),
      answer.rows.length > 0 ? element("h2", {}, `${counted(answer.rows.length, "option")}`) : null,
      notes(answer),
      filterForm(asked, `/${direction.question}`, isNext ? stepsField(given) : null),
      steps > 1 ? aheadTable(asked, answer) : groups(asked, direction, occupation, answer),
      stated(answer),
      ending(asked, answer),
    ],
  };
}

/** The same question for the workers of each level. */
function levelLinks({ explorer }: Asked): Part {
  const { occupations, levelName } = explorer.map;
  const levels = [...new Set(occupations.map(({ level }) => level))].filter((level) => level !== null);
  const items = levels
    .sort((a, b) => a - b)
    .map((level) => {
      const href = address("/next", { level: String(level) });
      return element("li", {}, element("a", { href }, `${levelName ?? "Level"} ${level}`));
    });
  return [
    element("h2", {}, "Or as a worker of a level"),
    element("nav", { "aria-label": "Levels" }, element("ul", {}, items)),
  ];
}

/** The rows under what each move is to whoever takes it. */
function groups(asked: Asked, direction: Direction, occupation: Occupation, answer: Answer): Part {
  if (answer.rows.length === 0) return null;
  const { map } = asked.explorer;
  const here: Row = {
    level: occupation.level,
    column: occupation.column,
    ...(map.levelName && { level_name: map.levelName }),
  };
  const drawsScale = isOnScale([here, ...answer.rows]);
  const [column, moves] = map.imported
    ? ["basis", STATED_MOVES as Readonly<Record<string, string>>]
    : ["move", direction.moves];
  const head = element(
    "div",
    { class: "heads" },
    drawsScale ? scaleHead() : null,
    element("span", {}, "Related, of 1"),
  );
  return [
    legend(),
    head,
    Object.entries(moves).map(([move, called]) => {
      const rows = answer.rows.filter((row) => row[column] === move);
      if (rows.length === 0) return null;
      return [
        element("h3", {}, called),
        element(
          "ol",
          { class: "steps" },
          rows.map((row) => {
            const ends = direction.question === "next" ? ([here, row] as const) : ([row, here] as const);
            return stepRow(asked, row, drawsScale ? ends : null);
          }),
        ),
      ];
    }),
    element("p", { class: "soft" }, MADE_OF),
  ];
}

function stepRow({ explorer }: Asked, row: Row, ends: readonly [Row, Row] | null): HTMLElement {
  const [title, id] = [String(row.title), String(row.id)];
  const end = explorer.map.byId.get(id);
  return element(
    "li",
    {},
    element(
      "div",
      {},
      element("p", { class: "first" }, occupationLink(title, id), " ", levelMark(row)),
      element("p", { class: "reason" }, `${capital(String(row.reason))}.`),
      element(
        "div",
        { class: "more" },
        element(
          "details",
          {},
          element("summary", {}, "Why, and where it stands", element("span", { class: "hidden" }, `: ${title}`)),
          element("p", {}, `${capital(stepNumbers(row))}.`),
          end ? quotes(end) : null,
        ),
        goesOn(title, id),
      ),
    ),
    ends === null ? null : scale(end_(ends[0]), end_(ends[1])),
    related(row),
  );
}

/** What the scale wants of a row. */
function end_(row: Row): { level: unknown; column: unknown } {
  return { level: row.level, column: row.column };
}

/** What a later edition states and this map does not infer. */
function stated(answer: Answer): Part {
  const rows = answer.below?.stated_not_inferred ?? [];
  if (rows.length === 0) return null;
  return [
    element("h2", {}, "Stated in a later edition, not inferred here"),
    element(
      "ul",
      { class: "found" },
      rows.map((row) => {
        const titles = row.former_titles as readonly string[];
        const formers = (row.former as readonly string[]).map((id, i) => [" ", occupationLink(titles[i], id)]);
        return element(
          "li",
          {},
          element(
            "p",
            { class: "first" },
            linkInto(row.edition, row),
            " ",
            element("span", {}, String(row.code ?? "")),
          ),
          element("p", { class: "soft" }, `Stated in ${row.edition}: ${row.file}, row ${row.line}.`),
          formers.length > 0 ? element("p", { class: "soft" }, "Here it is", formers, ".") : null,
        );
      }),
    ),
  ];
}
