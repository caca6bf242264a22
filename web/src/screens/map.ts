/** The map: a route as the document has it, a table for each pathway, a column for each band of levels. */

import type { CareerMap, Cluster, Column, Occupation, Pathway, Route } from "../core/map.ts";
import { findOccupation, findRoute } from "../core/naming.ts";
import { address } from "./address.ts";
import { element, type Part } from "./dom.ts";
import { type Card, Choice, CLOSEST, closest, keepInAddress } from "./map_choice.ts";
import { bars, goesOn, heading, levelMark, name, occupationLink } from "./parts.ts";
import type { Asked, Screen } from "./screen.ts";
import { capital, counted, levelWords, rowOf, titled } from "./words.ts";

const COLUMNS: readonly (readonly [Column | null, string])[] = [
  ["technical", "Technical"],
  ["higher_technical", "Higher technical"],
  ["professional", "Professional"],
  [null, "Column not stated"],
];

export function wholeMap({ explorer, given }: Asked): Screen {
  const { map } = explorer;
  const called = given.get("at");
  const at = called ? findOccupation(explorer, called).occupation : null;
  const route = routeOf(map, given.get("route"), at);
  const title = `The map: ${route.name}`;
  const links = map.routes.map(({ id, name: text }) =>
    element(
      "li",
      {},
      element("a", { href: address("/map", { route: id }), "aria-current": id === route.id && "page" }, text),
    ),
  );
  const pathways = map.pathways.filter((one) => one.route.id === route.id).sort((a, b) => a.line - b.line);
  const cards: Card[] = [];
  const listed = listings(map);
  const view = element(
    "div",
    { class: "tables" },
    pathways.map((one) => pathway(map, one, listed, cards)),
  );
  const chosen = element("div", { class: "choice" });
  let isFirst = true;
  const choice = new Choice(map, cards, view, (occupation) => {
    chosen.replaceChildren(...(occupation === null ? [] : twin(map, occupation)));
    if (!isFirst) keepInAddress(route, occupation);
    isFirst = false;
  });
  choice.choose(at);
  return {
    title,
    parts: [
      heading("The map", route.name),
      element("nav", { "aria-label": "Routes" }, element("ul", { class: "routes" }, links)),
      pathways.length === 0 ? element("p", {}, "The document holds no table of this route.") : null,
      pathways.length > 0 ? element("p", { class: "soft keys" }, KEYS) : null,
      choice.said,
      chosen,
      view,
    ],
  };
}

const KEYS =
  "On a link of the map, the right and left arrow keys follow the closest progression forward and back, up and down " +
  "go through the document, Enter opens, and Escape lets go.";

function routeOf(map: CareerMap, asked: string | null, at: Occupation | null): Route {
  return asked ? findRoute(map, asked) : (at?.route ?? map.routes[0]);
}

/** What the arrows show, as a list. */
function twin(map: CareerMap, occupation: Occupation): HTMLElement[] {
  const steps = closest(map, occupation);
  const all = map.steps[occupation.number].length;
  const items = steps.map(({ to, related }) => {
    const { title, id, level, column } = to;
    const shown = levelMark({ level, column, ...(map.levelName && { level_name: map.levelName }) });
    const far = element("span", { class: "soft" }, ` related ${(related / 10_000).toFixed(2)}`);
    return element("li", {}, occupationLink(title, id), " ", shown, far);
  });
  const those = all > CLOSEST ? `, of which the ${CLOSEST} closest are marked` : all > 1 ? ", the closest first" : "";
  const next = element("a", { href: address("/next", { from: occupation.id }) }, "Why, and all of them");
  return [
    element("h2", {}, name(titled(occupation))),
    element("p", {}, `${capital(counted(all, "progression"))}${those}. `, all > 0 && next),
    element("p", {}, goesOn(occupation.title, occupation.id)),
    element("ol", { class: "closest" }, items),
  ];
}

type Listed = ReadonlyMap<Cluster, readonly Occupation[]>;

/** The occupations of each cluster, by level and title. */
function listings({ occupations }: CareerMap): Listed {
  const found = new Map<Cluster, Occupation[]>();
  for (const occupation of [...occupations].sort((a, b) => a.rank - b.rank)) {
    for (const { cluster } of occupation.listings) {
      const own = found.get(cluster);
      if (own === undefined) found.set(cluster, [occupation]);
      else own.push(occupation);
    }
  }
  return found;
}

function pathway(map: CareerMap, { id, name: called }: Pathway, listed: Listed, cards: Card[]): Part {
  const clusters = map.clusters.filter((cluster) => cluster.pathway.id === id);
  if (clusters.length === 0) return null;
  const columns = COLUMNS.filter(([column]) => column !== null || clusters.some((cluster) => cluster.column === null));
  const rows = [...new Set(clusters.map((cluster) => cluster.row ?? 0))].sort((a, b) => a - b);
  const head = columns.map(([column, text]) => element("th", { scope: "col", class: column }, text));
  const body = rows.map((row) =>
    element(
      "tr",
      {},
      columns.map(([column]) => {
        const own = clusters.filter((cluster) => (cluster.row ?? 0) === row && cluster.column === column);
        return element(
          "td",
          { class: column },
          own.map((cluster) => cell(map, cluster, listed, cards)),
        );
      }),
    ),
  );
  const table = [
    element("caption", {}, called),
    element("thead", {}, element("tr", {}, head)),
    element("tbody", {}, body),
  ];
  return element(
    "div",
    { class: "wide", role: "region", "aria-label": called, tabindex: 0 },
    element("div", { class: "laid" }, element("table", { class: "map" }, table)),
  );
}

function cell(map: CareerMap, cluster: Cluster, listed: Listed, cards: Card[]): HTMLElement {
  const items = (listed.get(cluster) ?? []).map((occupation) => {
    const level = capital(levelWords(rowOf(occupation, map.levelName)));
    const mark = element("span", { class: "mark", title: level }, occupation.level ?? "–");
    const link = occupationLink(occupation.title, occupation.id);
    const item = element("li", {}, mark, " ", link);
    cards.push({ occupation, cluster, item, link });
    return item;
  });
  const only = cluster.apprenticeshipOnly ? " (apprenticeship only)" : null;
  return element(
    "div",
    {},
    element("p", { class: "cluster" }, bars(cluster.column), " ", name(cluster.name), only),
    element("ul", {}, items),
  );
}
