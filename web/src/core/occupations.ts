/** An occupation as rows have it: by itself, where it stands, across routes. */

import type { Answer, Row } from "./answers.ts";
import type { CareerMap, Occupation } from "./map.ts";
import { amount, ownLevels } from "./wording.ts";
import { counted } from "./words/texts.ts";

/** What most rows begin with. */
export type Place = {
  readonly id: string;
  readonly title: string;
  readonly level: number | null;
  readonly column: string | null;
  readonly route: string;
  readonly route_name: string;
};

export function placeOf(occupation: Occupation): Place {
  const { id, title, level, column, route } = occupation;
  return { id, title, level, column, route: route.id, route_name: route.name };
}

/** An occupation: a row for each cluster that lists it. */
export function listings(map: CareerMap, occupation: Occupation): Answer {
  const { id, title, level, column, degree, route, lines, imported } = occupation;
  const rows: Row[] = occupation.listings.map(({ cluster, line, specialisms, quote, file }) => ({
    ...{ id, title, level, column, degree, route: route.id, route_name: route.name, lines },
    cluster: cluster.id,
    cluster_name: cluster.name,
    cluster_column: cluster.column,
    row: cluster.row,
    apprenticeship_only: cluster.apprenticeshipOnly,
    pathway: cluster.pathway.id,
    pathway_name: cluster.pathway.name,
    ...{ specialisms, line, quote },
    ...(imported === null
      ? {}
      : {
          file,
          files: imported.files,
          code: imported.code,
          status: imported.status,
          description: imported.description,
          ...ownLevels(map),
        }),
  }));
  return {
    question: "occupation",
    query: "occupation",
    rows,
    parameters: { id },
    notes: imported === null ? [] : [licence(map)],
  };
}

/** What an imported map is, and whose. */
function licence(map: CareerMap): string {
  const { title, licence, attribution } = map.edition;
  return `${title}; licence: ${licence}.${attribution ? ` ${attribution}.` : ""}`;
}

const ONE_HERE = "A pair is what a table states; an occupation that stands in several routes is one here, and no pair.";

/** The same occupation in two routes, each pair once; with a route, seen from there. */
export function shared(map: CareerMap, route: string | null = null): Answer {
  const pairs = map.occupations.flatMap((one) => map.crossings[one.number].map((crossing) => ({ one, crossing })));
  const wanted = pairs.filter(({ one, crossing }) =>
    route === null ? one.number < crossing.to.number : one.route.id === route,
  );
  wanted.sort((a, b) => a.one.rank - b.one.rank || a.crossing.to.number - b.crossing.to.number);
  const rows: Row[] = wanted.map(({ one, crossing: { to, match, score } }) => ({
    id: one.id,
    title: one.title,
    level: one.level,
    route: one.route.id,
    route_name: one.route.name,
    other_id: to.id,
    other_title: to.title,
    other_level: to.level,
    other_route: to.route.id,
    other_route_name: to.route.name,
    match,
    score,
  }));
  const twice = counted(2 * rows.length);
  const note = `${amount(rows.length, "pair")} across routes, each of two SHARED_ACROSS_ROUTES relationships: ${twice}.`;
  return {
    question: "shared-across-routes",
    query: "shared-across-routes",
    rows,
    parameters: { route },
    notes: [...(rows.length > 0 ? [note] : []), ...(map.imported ? [ONE_HERE] : [])],
  };
}
