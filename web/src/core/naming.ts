/** From what a person types to the occupation, the route or the place that is meant (queries/naming.py). */

import { PathwaysError } from "./answers.ts";
import { editionOf } from "./beside.ts";
import type { Explorer } from "./explorer.ts";
import type { CareerMap, Cluster, Occupation, Route } from "./map.ts";
import { called, coded, titledSo } from "./names.ts";
import { ALIKE, lines, listed, nearest, shortened, unknown } from "./offers.ts";
import { type Understood, understood } from "./understanding.ts";
import { ratio, weightedRatio } from "./words/near.ts";
import { compared, quoted, SPACE, stripped } from "./words/texts.ts";
import { key, TITLE_WITH_LEVEL } from "./words/titles.ts";

const QUOTES = "\"'‘’‚‛“”„«»‹›";
const WHITE = SPACE.slice(1, -1);
const AROUND_A_NAME = new RegExp(`^[${WHITE}${QUOTES}]+|[${WHITE}${QUOTES}.,;:]+$`, "gu");
const OF_OWN_LEVEL = new RegExp(`^(?<title>.*[^${WHITE}])${SPACE}*\\((?<level>-?\\p{Nd}{1,4})\\)$`, "u");
const LEVEL_BEHIND = new RegExp(`[${WHITE},]{1,3}level${SPACE}{1,3}(?<level>\\p{Nd})$`, "iu");

/** What only an id or a code has; a code that reads as a word is understood as one first. */
const ID_OR_CODE = /[\p{Nd}:/]/u;

export interface Which {
  /** A route, by its id: only what is in it. */
  readonly route?: string | null;
  readonly level?: number | null;
  /** A route, by its id, that decides between namesakes. */
  readonly prefer?: string | null;
}

/** A name without what was copied with it: white space, quotes, the full stop of a sentence. */
function written(text: string): string {
  return text.replace(AROUND_A_NAME, "") || stripped(text);
}

/** The route of that id or name, or the only one whose id or name begins so. */
export function findRoute(map: CareerMap, typed: string): Route {
  const text = written(typed);
  const found = routesCalled(map, text);
  if (found.length > 1) throw ambiguous("routes", text, found);
  if (found.length === 1) return found[0];
  const fitting = routesBeginning(map, text);
  if (fitting.length === 1) return fitting[0];
  const ids = (fitting.length > 0 ? fitting : map.routes).map((route) => route.id);
  if (fitting.length > 0) {
    const fact = `${quoted(text)} begins the names of ${fitting.length} routes.`;
    const cure = "Write more of the one you mean:{listed}";
    throw new PathwaysError("AmbiguousName", fact, cure, { listed: lines(ids), candidates: ids });
  }
  const near = nearest(text, map.routes, weightedRatio, 80, 3);
  const cure = near.length > 0 ? "Did you mean:{listed}" : "There are:{listed}";
  throw new PathwaysError("UnknownName", `no route ${quoted(shortened(text))}.`, cure, {
    listed: lines(near.length > 0 ? near : ids),
    candidates: near,
  });
}

function routesCalled(map: CareerMap, text: string): Route[] {
  const own = map.routes.filter((route) => route.id === text);
  const some = own.length > 0 ? own : called(map.routes, text);
  return some.length > 0 ? some : map.routes.filter((route) => key(route.id) === key(text));
}

function routesBeginning(map: CareerMap, text: string): Route[] {
  const wanted = key(text);
  return map.routes.filter(({ id, name }) => wanted !== "" && [id, name].some((one) => key(one).startsWith(wanted)));
}

function ambiguous(what: string, text: string, found: readonly { id: string; line: number }[]): PathwaysError {
  const fact = `${found.length} ${what} are called ${quoted(shortened(text))}.`;
  return new PathwaysError("AmbiguousName", fact, "Name one by its id:{listed}", {
    listed: lines(found.map(({ id, line }) => `${id} (line ${line})`)),
    candidates: found.map(({ id }) => id),
  });
}

/** The occupation of that id or title, and what is to be said where a name was taken to mean it. */
export function findOccupation(explorer: Explorer, text: string, which: Which = {}): Understood {
  const { map } = explorer;
  const { route = null, level = null, prefer = null } = which;
  const plain = written(text);
  const known = map.byId.get(plain);
  if (known !== undefined) return { occupation: ofPlace(known, route, level, plain), sentence: "" };
  const { title, stated, typed } = parted(text, plain, level);
  const own = [...new Set([...titledSo(map, title), ...titledSo(map, text)])];
  let namesakes = own.length > 0 ? own : coded(map, plain);
  const match = namesakes.length > 0 ? null : OF_OWN_LEVEL.exec(typed);
  if (match?.groups) {
    const ofLevel = Number(match.groups.level);
    namesakes = titledSo(map, match.groups.title).filter((occupation) => occupation.level === ofLevel);
  }
  let found = namesakes.filter(
    (o) =>
      (route === null || o.route.id === route) &&
      (level === null || o.level === level) &&
      (stated === null || o.level === stated),
  );
  const preferred = found.filter((occupation) => occupation.route.id === prefer);
  if (found.length > 1 && preferred.length > 0) found = preferred;
  if (found.length === 1) return { occupation: found[0], sentence: "" };
  if (found.length > 0) throw severalCalled(found, title, text);
  const where = `${route ? ` in the route ${route}` : ""}${stated ? ` at level ${stated}` : ""}`;
  if (namesakes.length > 0) {
    throw unknown(`no occupation ${quoted(shortened(title))}${where}.`, "There is:{listed}", namesakes);
  }
  const other = ID_OR_CODE.test(plain) ? editionOf(explorer.joins, plain) : null;
  if (other !== null) {
    const fact = `${shortened(plain)} is of the edition ${other}, and ${map.name} is asked.`;
    throw new PathwaysError("UnknownName", fact, "Name its edition with {edition}.", { editions: [other] });
  }
  return understood(
    explorer,
    { text, title, prefer, where },
    (o) => (route === null || o.route.id === route) && (stated === null || o.level === stated),
  );
}

function ofPlace(known: Occupation, route: string | null, level: number | null, plain: string): Occupation {
  if ((route === null || known.route.id === route) && (level === null || known.level === level)) return known;
  const where = `${known.route.name}, ${known.level ? `level ${known.level}` : "its level not stated"}`;
  const cure = "Leave out {in}, {route} and {level}, or name another.";
  throw new PathwaysError("UnknownName", `${plain} stands in ${where}.`, cure);
}

/** A name as its title and the level that is written with it. */
function parted(text: string, plain: string, level: number | null) {
  const typed = plain.normalize("NFKC");
  const behind = TITLE_WITH_LEVEL.exec(typed) ?? LEVEL_BEHIND.exec(typed);
  if (!behind?.groups) return { title: stripped(text), stated: level, typed };
  const stated = Number(behind.groups.level);
  if (level !== null && level !== stated) {
    const fact = `${quoted(shortened(plain))} says level ${stated}, and level ${level} is asked for.`;
    throw new PathwaysError("UnknownName", fact, "Leave out one of them.");
  }
  return { title: behind.groups.title ?? typed.slice(0, behind.index), stated, typed };
}

function severalCalled(found: readonly Occupation[], title: string, text: string): PathwaysError {
  const shown = shortened(title);
  const levels = new Set(found.map((occupation) => occupation.level));
  const byLevel = levels.size > 1 ? ", with its level as in '{titled}'," : "";
  const fact = `${found.length} occupations are called ${quoted(shown)}.`;
  return new PathwaysError("AmbiguousName", fact, `Name one by its id${byLevel} or say which with {in}:{listed}`, {
    titled: `${shown} (${found[0].level ?? "None"})`,
    listed: listed(found),
    candidates: found.map((occupation) => occupation.id),
    name: text,
  });
}

/** The cluster of that id or name; `prefer`: the route of one of several. */
export function findCluster(map: CareerMap, typed: string, prefer: string | null = null): Cluster {
  const text = written(typed);
  const own = map.clusters.find((cluster) => cluster.id === text);
  if (own !== undefined) return own;
  const inOrder = inDocument(map);
  const found = preferred(called(inOrder, text), prefer);
  if (found.length > 1) throw ambiguous("clusters", text, found);
  if (found.length === 1) return found[0];
  const near = nearest(text, inOrder, weightedRatio, ALIKE, 5);
  const cure = near.length > 0 ? "Did you mean:{listed}" : "{clusters} lists them with their ids.";
  const data = { listed: lines(near), candidates: near };
  throw new PathwaysError("UnknownName", `no cluster ${quoted(shortened(text))}.`, cure, data);
}

function preferred<T extends { readonly id: string }>(found: readonly T[], route: string | null): readonly T[] {
  const some = found.filter(({ id }) => id.split("/")[0] === route);
  return some.length > 0 ? some : found;
}

/** The id of the route, cluster or occupation of that id, name or title, and what it was taken to mean. */
export function findPlace(explorer: Explorer, typed: string, prefer: string | null = null): [string, string] {
  const { map } = explorer;
  const text = written(typed);
  const ids = [map.routes, map.occupations, map.clusters].some((places) => places.some(({ id }) => id === text));
  if (ids) return [text, ""];
  const found = preferred(placesCalled(map, text), prefer);
  if (found.length > 1) {
    const fact = `${found.length} places of the map are called ${quoted(shortened(text))}.`;
    throw new PathwaysError("AmbiguousName", fact, "Name one by its id:{listed}", {
      listed: lines(found.map(({ id, kind }) => `${id} (${kind})`)),
      candidates: found.map(({ id }) => id),
    });
  }
  if (found.length === 1) return [found[0].id, ""];
  try {
    const { occupation, sentence } = findOccupation(explorer, text, { prefer });
    return [occupation.id, sentence];
  } catch (error) {
    throw error instanceof PathwaysError && error.kind === "UnknownName" ? withPlaces(map, text, error) : error;
  }
}

/** The error that nothing is called so, with the routes and clusters that are most like it. */
function withPlaces(map: CareerMap, text: string, { fact, cure, data }: PathwaysError): PathwaysError {
  const near = nearest(text, [...inDocument(map), ...map.routes], ratio, 80, 3);
  const candidates = [...((data.candidates as readonly string[] | undefined) ?? []), ...near];
  const about = fact.replace("no occupation", "no route, cluster or occupation");
  return new PathwaysError("UnknownName", about, `${cure}{others}`, { ...data, others: lines(near), candidates });
}

function inDocument(map: CareerMap): Cluster[] {
  return [...map.clusters].sort((a, b) => a.line - b.line || compared(a.id, b.id));
}

function placesCalled(map: CareerMap, text: string): { readonly id: string; readonly kind: string }[] {
  const inOrder = inDocument(map);
  const found = [
    ...routesCalled(map, text).map(({ id }) => ({ id, kind: "route" })),
    ...called(inOrder, text).map(({ id }) => ({ id, kind: "cluster" })),
    ...titledSo(map, text).map(({ id }) => ({ id, kind: "occupation" })),
  ];
  return found.length > 0 ? found : routesBeginning(map, text).map(({ id }) => ({ id, kind: "route" }));
}
