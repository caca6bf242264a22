/** Which occupations may be in an answer, or make up a set (queries/among.py). */

import { PathwaysError } from "./answers.ts";
import { BANDS, type CareerMap, type Column, type Occupation } from "./map.ts";
import { counted, quoted } from "./words/texts.ts";

/** What an occupation has to be, in ids; nothing that is left out is asked for. */
export interface Among {
  readonly route?: string | null;
  readonly levels?: readonly number[];
  readonly column?: string | null;
  readonly apprenticeship_only?: boolean;
  readonly degree?: boolean;
  readonly cluster?: string | null;
}

export type Given = Readonly<Record<string, unknown>>;

/** The same with levels in order and each once. Throws for what is no column, route or cluster of the map. */
export function checked(map: CareerMap, among: Among): Among {
  const { column, route, cluster } = among;
  if (column && !Object.hasOwn(BANDS, column)) {
    throw new PathwaysError("WrongParameter", `no column ${quoted(column)}: one of ${Object.keys(BANDS).join(", ")}.`);
  }
  if (route && !map.routes.some((one) => one.id === route)) {
    throw new PathwaysError("UnknownName", `no route ${quoted(route)}.`);
  }
  if (cluster && !map.clusters.some((one) => one.id === cluster)) {
    throw new PathwaysError("UnknownName", `no cluster ${quoted(cluster)}.`);
  }
  return { ...among, levels: [...new Set(among.levels ?? [])].sort((a, b) => a - b) };
}

/** What is asked for, by name. */
export function given(among: Among): Given {
  const all: Given = {
    route: among.route,
    levels: among.levels?.length ? among.levels : null,
    column: among.column,
    apprenticeship_only: among.apprenticeship_only,
    degree: among.degree,
    cluster: among.cluster,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value));
}

export function isGiven(among: Among): boolean {
  return Object.keys(given(among)).length > 0;
}

/** It as the parameters of a question about sets; null where nothing is asked for. */
export function parameters(among: Among, prefix: string): Given {
  const { levels, ...others } = given(among);
  const all: Given = {
    level: levels ?? null,
    route: null,
    column: null,
    apprenticeship_only: null,
    degree: null,
    cluster: null,
    ...others,
  };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [`${prefix}_${name}`, value]));
}

/** What is asked for, as it is said behind "occupations". */
export function words(map: CareerMap, among: Among): string {
  const route = map.routes.find((one) => one.id === among.route);
  const cluster = map.clusters.find((one) => one.id === among.cluster);
  const some = [
    among.levels?.length ? `of level ${among.levels.join(" or ")}` : "",
    route ? `in ${route.name}` : "",
    cluster ? `in the cluster ${cluster.name}` : "",
    among.column ? `in the ${among.column.replaceAll("_", " ")} column` : "",
    among.apprenticeship_only ? "by apprenticeship only" : "",
    among.degree ? "with a degree" : "",
  ];
  return some.filter((one) => one !== "").join(", ") || "anywhere on the map";
}

/** Whether an occupation may be in an answer. One of an imported map may stand in several routes, and names its first. */
export function isAllowed(among: Among, occupation: Occupation): boolean {
  const { route, ...others } = among;
  if (!route || occupation.imported === null) return isMember(among, occupation);
  const isThere = occupation.listings.some((listing) => listing.cluster.pathway.route.id === route);
  return isThere && isMember(others, occupation);
}

/** Whether an occupation is one of a set. */
export function isMember(among: Among, occupation: Occupation): boolean {
  const { route, levels, column, apprenticeship_only, degree, cluster } = among;
  return (
    (!route || occupation.route.id === route) &&
    (!levels?.length || (occupation.level !== null && levels.includes(occupation.level))) &&
    (!column || occupation.column === (column as Column)) &&
    (!apprenticeship_only || occupation.apprenticeshipOnly) &&
    (!degree || occupation.degree) &&
    (!cluster || occupation.listings.some((listing) => listing.cluster.id === cluster))
  );
}

/** What filters leave of some rows, and a note where that is nothing of something. */
export function left<T>(
  map: CareerMap,
  rows: readonly T[],
  among: Among,
  of: (row: T) => Occupation,
): { rows: readonly T[]; notes: readonly string[] } {
  if (!isGiven(among)) return { rows, notes: [] };
  const kept = rows.filter((row) => isAllowed(among, of(row)));
  if (kept.length > 0 || rows.length === 0) return { rows: kept, notes: [] };
  const lacking = Object.entries(given(among)).filter(([name, value]) => {
    return !rows.every((row) => isAllowed({ [name]: value }, of(row))); // what all of them are is no reason
  });
  const none = words(map, Object.fromEntries(lacking));
  return { rows: kept, notes: [`It finds ${counted(rows.length)}, none of them ${none}.`] };
}
