/** What two occupations can both reach, what only one can, and where they first meet (explorer/views/reach.py). */

import type { Answer, Row } from "../core/answers.ts";
import { ask } from "../core/asking.ts";
import type { Occupation } from "../core/map.ts";
import { address, again, go } from "./address.ts";
import { combobox, takenIn } from "./combobox.ts";
import { element } from "./dom.ts";
import { ending } from "./ending.ts";
import { filterForm } from "./filters.ts";
import { amongOf, numberOf } from "./given.ts";
import { about, heading, notes, occupationLink } from "./parts.ts";
import type { Asked, Screen } from "./screen.ts";
import { column, LEVEL, table } from "./tables.ts";
import { counted, titled } from "./words.ts";

const SHOWN = 10;

function form({ explorer, given }: Asked): HTMLFormElement {
  const fields = [
    ["first", "First"],
    ["second", "Second"],
  ].map(([field, label]) => combobox(explorer, { label, field, value: given.get(field) ?? "" }));
  const made = element("form", { class: "ask" }, fields, element("button", {}, "Compare"));
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    const [first, second] = [takenIn(made, "first"), takenIn(made, "second")];
    go(address("/compare", { ...again(given), first, second }));
  });
  return made;
}

export function compare(asked: Asked): Screen {
  const { explorer, given } = asked;
  const names = [given.get("first"), given.get("second")];
  if (!names[0] || !names[1]) {
    const lead = "What two occupations can both reach, and where they first meet.";
    const parts = [element("h1", {}, "Compare"), element("p", { class: "lead" }, lead), form(asked)];
    return { title: "Compare", parts };
  }
  const answer = ask(explorer, "compare", {
    ...amongOf(given),
    ...{ occupation: names[0], to: names[1], in_route: given.get("in") },
  });
  const ends = ["first", "second"].map((end) => explorer.map.byId.get(String(answer.parameters[end])) as Occupation);
  const isNamesake = ends[0].title === ends[1].title;
  const [one, other] = ends.map((end) => titled(end) + (isNamesake ? `, ${end.route.name}` : ""));
  const title = `${titled(ends[0])} and ${titled(ends[1])}`;
  const kinds = { both: `Both ${one} and ${other}`, first: `Only ${one}`, second: `Only ${other}` };
  const columns = [
    column(explorer, "title", "can reach", "id"),
    LEVEL,
    column(explorer, "route_name", "route"),
    { ...column(explorer, "from_first", `moves from ${one}`), isNumber: true },
    { ...column(explorer, "from_second", `moves from ${other}`), isNumber: true },
  ];
  const most = numberOf(given, "limit") ?? SHOWN;
  const isCut = most > 0 && Object.keys(kinds).some((kind) => ofKind(answer, kind).length > most);
  return {
    title,
    parts: [
      heading("Compare", title),
      ends.map((end) => about(explorer, end, [occupationLink(end.title, end.id), " "])),
      element("p", { class: "lead" }, meeting(answer)),
      notes(answer),
      filterForm(asked, "/compare"),
      Object.entries(kinds).map(([kind, called]) => {
        const rows = ofKind(answer, kind);
        const shown = most > 0 ? rows.slice(0, most) : rows;
        return rows.length > 0 ? table(`${called}: ${rows.length}`, columns, shown) : null;
      }),
      isCut &&
        element("p", {}, element("a", { href: address("/compare", { ...again(given), limit: "0" }) }, "Show all")),
      element("h2", {}, "Ask again"),
      form(asked),
      ending(asked, answer),
    ],
  };
}

function ofKind(answer: Answer, kind: string): readonly Row[] {
  return answer.rows.filter((row) => row.who === kind);
}

/** Where two occupations first meet, and how many others are as near. */
function meeting(answer: Answer): string {
  const [place] = ofKind(answer, "both");
  if (place === undefined) return "They meet nowhere.";
  const equal = answer.rows.filter(
    (row) => row.from_first === place.from_first && row.from_second === place.from_second,
  );
  const more = equal.length - 1;
  const others = more > 1 ? `, as are ${more} others` : more === 1 ? ", as is one other" : "";
  const where = `${titled({ title: String(place.title), level: place.level as number | null })}, ${place.route_name}`;
  return `They first meet at ${where}: ${place.from_first} and ${counted(Number(place.from_second), "move")} away${others}.`;
}
