/** The map: a route as the document has it, a table for each pathway, a column for each band of levels. */

import type { CareerMap, Cluster, Column, Occupation, Pathway } from "../core/map.ts";
import { findRoute } from "../core/naming.ts";
import { address } from "./address.ts";
import { element, type Part } from "./dom.ts";
import { bars, name, occupationLink } from "./parts.ts";
import type { Asked, Screen } from "./screen.ts";
import { capital, levelWords, rowOf } from "./words.ts";

const COLUMNS: readonly (readonly [Column | null, string])[] = [
  ["technical", "Technical"],
  ["higher_technical", "Higher technical"],
  ["professional", "Professional"],
  [null, "Column not stated"],
];

export function wholeMap({ explorer, given }: Asked): Screen {
  const { map } = explorer;
  const asked = given.get("route");
  const route = asked ? findRoute(map, asked) : map.routes[0];
  const title = `The map: ${route.name}`;
  const links = map.routes.map(({ id, name: text }) =>
    element(
      "li",
      {},
      element("a", { href: address("/map", { route: id }), "aria-current": id === route.id && "page" }, text),
    ),
  );
  const pathways = map.pathways.filter((one) => one.route.id === route.id).sort((a, b) => a.line - b.line);
  const listed = listings(map);
  return {
    title,
    parts: [
      element("h1", {}, title),
      element("nav", { "aria-label": "Routes" }, element("ul", { class: "routes" }, links)),
      pathways.length === 0 ? element("p", {}, "The document holds no table of this route.") : null,
      pathways.map((one) => pathway(map, one, listed, given.get("at"))),
    ],
  };
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

function pathway(map: CareerMap, { id, name: called }: Pathway, listed: Listed, at: string | null): Part {
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
          own.map((cluster) => cell(map, cluster, listed, at)),
        );
      }),
    ),
  );
  const drawn = [
    element("caption", {}, called),
    element("thead", {}, element("tr", {}, head)),
    element("tbody", {}, body),
  ];
  return element(
    "div",
    { class: "wide", role: "region", "aria-label": called, tabindex: 0 },
    element("table", { class: "map" }, drawn),
  );
}

function cell(map: CareerMap, cluster: Cluster, listed: Listed, at: string | null): HTMLElement {
  const items = (listed.get(cluster) ?? []).map((occupation) => {
    const level = capital(levelWords(rowOf(occupation, map.levelName)));
    const mark = element("span", { class: "mark", title: level }, occupation.level ?? "–");
    const isHere = occupation.id === at;
    return element(
      "li",
      { "aria-current": isHere && "true" },
      mark,
      " ",
      occupationLink(occupation.title, occupation.id),
    );
  });
  const only = cluster.apprenticeshipOnly ? " (apprenticeship only)" : null;
  return element(
    "div",
    {},
    element("p", { class: "cluster" }, bars(cluster.column), " ", name(cluster.name), only),
    element("ul", {}, items),
  );
}
