/** What stands there instead of an answer: why there is none, and what is near, as links. */

import { PathwaysError, type Row } from "../core/answers.ts";
import { address, again } from "./address.ts";
import { element, type Part } from "./dom.ts";
import { levelMark, name, occupationLink } from "./parts.ts";
import { conditions, form as pathForm } from "./path.ts";
import type { Asked, Screen } from "./screen.ts";
import { searchForm } from "./search.ts";
import { capital, cureText, titled } from "./words.ts";

const TITLES: Readonly<Record<string, string>> = {
  NoPathway: "There is no path",
  AmbiguousName: "Which one is meant?",
};

/** The screen of an error: what is wrong, what may be meant, and the form to put it right. Throws what is no answer. */
export function problem(asked: Asked, path: string, error: unknown): Screen {
  if (!(error instanceof PathwaysError)) throw error;
  const title = TITLES[error.kind] ?? "This cannot be answered";
  const fact = withTitles(asked, error.fact.split("\n")[0]);
  const { reasons: all = [], candidates: likely = [], listed = "" } = error.data as Data;
  const reasons = all.filter(({ kind }) => kind !== "condition"); // fact and cure say those
  const candidates =
    likely.length > 0
      ? likely
      : listed
          .split("\n")
          .map((line) => line.trim())
          .filter(Boolean);
  const isClear = error.kind === "AmbiguousName" && candidates.length > 0; // the links say all that the cure does
  return {
    title,
    parts: [
      element("h1", {}, title),
      element("p", { class: "problem" }, name(capital(fact)), /[.:]$/.test(fact) ? null : "."),
      reasons.length > 0
        ? element(
            "ul",
            {},
            reasons.map(({ text }) => element("li", {}, `${capital(text)}.`)),
          )
        : null,
      error.kind === "NoPathway" && reasons.length > 0
        ? near(error)
        : isClear
          ? null
          : element("p", {}, name(withTitles(asked, cureText(error)))),
      candidates.length > 0 ? choices(asked, path, error, candidates) : null,
      elsewhere(error),
      error.kind === "UnknownName" && path !== "/path"
        ? [element("h2", {}, "Look for another"), searchForm(asked)]
        : null,
      path === "/path" ? [element("h2", {}, "Another way"), pathForm(asked), conditions(asked)] : null,
      isClear ? null : element("p", {}, anew(asked, path, error)),
    ],
  };
}

/** What a question is about; all else that is given are conditions. */
const ABOUT = ["q", "from", "to", "first", "second", "older", "newer", "edition"];

/** The same question of the edition that has what it is about, or without its conditions, or from its beginning. */
function anew({ given }: Asked, path: string, error: PathwaysError): Part {
  const { editions: [edition] = [] } = error.data as Data;
  if (edition) return element("a", { href: address(path, { ...again(given), edition }) }, `Ask ${edition}`);
  const about = Object.entries(again(given)).filter(([key]) => ABOUT.includes(key) && key !== "edition");
  const hasConditions = [...given.keys()].some((key) => !ABOUT.includes(key));
  if (hasConditions) {
    return element("a", { href: address(path, Object.fromEntries(about)) }, "The same without conditions");
  }
  return path === "/path" ? null : element("a", { href: address(path) }, "Begin anew"); // its form stands there anyhow
}

/** What other editions have of it: a line has an id, a title with its level, and the edition. */
function elsewhere(error: PathwaysError): Part {
  const { elsewhere: lines = "" } = error.data as Data;
  const items = lines.split("\n").flatMap((line) => {
    const [, id, title, edition] = /^ +(\S+) {2}(.*), in (.+)$/.exec(line) ?? [];
    if (id === undefined) return [];
    const link = element("a", { href: address("/occupation", { from: id, edition }) }, name(title));
    return element("li", {}, link, element("span", { class: "soft" }, `, in ${edition}`));
  });
  return items.length > 0 ? element("ul", { class: "found" }, items) : null;
}

/** A text with occupations by their titles, where it has their ids. */
function withTitles({ explorer }: Asked, text: string): string {
  const maps = [explorer.map, ...[...(explorer.joins?.others.values() ?? [])].map(({ map }) => map)];
  return text.replace(/[\w.-]+(?:[:/][a-z0-9-]+)+/g, (id) => {
    const occupation = maps.map(({ byId }) => byId.get(id)).find(Boolean);
    return occupation === undefined ? id : titled(occupation);
  });
}

interface Data {
  readonly reasons?: readonly { readonly kind: string; readonly text: string }[];
  readonly candidates?: readonly string[];
  /** The same on lines, or all that there are where none is near. */
  readonly listed?: string;
  readonly nearest?: readonly Row[];
  readonly leading?: readonly Row[];
  readonly origin?: string;
  readonly destination?: string;
  readonly name?: string;
  /** Which have what this one has not. */
  readonly editions?: readonly string[];
  /** On lines, what other editions have. */
  readonly elsewhere?: string;
}

/** What can be reached instead, and what leads there, as links. */
function near(error: PathwaysError): Part {
  const { nearest = [], leading = [], origin = "", destination = "" } = error.data as Data;
  const isTurned = error.cure === "\nSee {see_path}.";
  if (isTurned) {
    const href = address("/path", { from: origin, to: destination });
    return element("p", {}, element("a", { href }, "The way in the other direction"));
  }
  const list = (heading: string, rows: readonly Row[], href: (row: Row) => string | null): Part =>
    rows.length === 0
      ? null
      : [
          element("h2", {}, heading),
          element(
            "ul",
            { class: "found" },
            rows.map((row) => {
              const way = href(row);
              return element(
                "li",
                {},
                occupationLink(String(row.title), String(row.id)),
                " ",
                levelMark(row),
                " ",
                element("span", { class: "soft" }, name(String(row.route_name))),
                way && [" ", element("a", { href: way, "aria-label": `The way there: ${row.title}` }, "The way there")],
              );
            }),
          ),
        ];
  return [
    list("Nearest to it within reach", nearest, (row) => address("/path", { from: origin, to: String(row.id) })),
    list("What leads to it", leading, () => null),
  ];
}

/** The same question with each of what may be meant: an occupation, or something else that has a name. */
function choices({ explorer, given }: Asked, path: string, error: PathwaysError, ids: readonly string[]): Part {
  const names = [...given].filter(([, text]) => text !== "" && !explorer.map.byId.has(text));
  const shown = error.fact.toLowerCase();
  const [field, meant] = names.find(([, text]) => text === (error.data as Data).name) ??
    names.find(([, text]) => shown.includes(text.toLowerCase())) ?? ["from", ""];
  const others = given.getAll(field);
  const calledSo = (id: string): string => explorer.map.routes.find((route) => route.id === id)?.name ?? id;
  return element(
    "ul",
    { class: "found" },
    ids.map((id) => {
      const texts = others.map((text) => (text === meant ? id : text));
      const href = address(path, { ...again(given), [field]: texts });
      const occupation = explorer.map.byId.get(id);
      if (occupation === undefined) return element("li", {}, element("a", { href }, name(calledSo(id))));
      const { title, level, column, route } = occupation;
      return element(
        "li",
        {},
        element("a", { href }, name(title)),
        " ",
        levelMark({ level, column }),
        " ",
        element("span", { class: "soft" }, name(route.name)),
      );
    }),
  );
}
