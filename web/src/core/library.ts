/** The named questions: the rows that each `.cypher` file of queries/ returns, without Cypher. */

import { type Answer, INFERENCE, PathwaysError, type Row, STATED } from "./answers.ts";
import { becameRow, statedLaterRows } from "./beside.ts";
import type { Explorer } from "./explorer.ts";
import type { CareerMap, Occupation } from "./map.ts";
import { findCluster, findOccupation, findRoute } from "./naming.ts";
import { listings, placeOf, shared } from "./occupations.ts";
import { linkColumnsOf, plainWay } from "./paths.ts";
import {
  ahead,
  aheadRow,
  byRoute,
  goesOnIn,
  levelAhead,
  levelJumps,
  levelSteps,
  nextSteps,
  originColumns,
  progressionRow,
  stepRow,
  stepsTo,
} from "./progressions.ts";
import { between, distances, goesOn, reached, setReachRow } from "./reach.ts";
import { compared as inOrder } from "./words/texts.ts";

/** The parameters of a question, with ids for names; null where one is not given. */
type Parameters = Readonly<Record<string, unknown>>;

/** A question as explorer/web/packed_words.py packs it. */
export interface NamedQuestion {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly type: "string" | "integer" | "integers" | "boolean";
    readonly about: string;
    readonly optional: boolean;
    readonly default: string | number | null;
  }[];
  readonly returns: readonly string[];
  /** With marks round what is not asked of a document alone. */
  readonly cypher: string;
}

/** A question in Cypher, as a store with these editions is asked. */
export function cypherOf({ map, joins }: Explorer, question: NamedQuestion): string {
  const { cypher } = question;
  return map.imported || joins !== null
    ? cypher.replace(/\/\*[+-]\*\//g, "")
    : cypher.replace(/\/\*\+\*\/.*?\/\*-\*\//gs, "");
}

const RANKED = " Relatedness, from 0 to 1, ranks them.";

/** The answer to a named question, its places given by id or name. Throws UnknownName and AmbiguousName. */
export function namedAnswer(explorer: Explorer, question: NamedQuestion, wishes: Parameters): Answer {
  const rows = ROWS[question.name];
  if (rows === undefined) throw new PathwaysError("WrongParameter", `${question.name} is asked of a store alone.`);
  const { given, understood } = inIds(explorer, question, wishes);
  const found = rows(explorer, given).map((row) => columnsOf(question, row));
  const { map } = explorer;
  const note = (map.imported ? STATED : INFERENCE) + (question.returns.includes("relatedness") ? RANKED : "");
  const isInferred = found.length > 0 && question.cypher.includes("PROGRESSES_TO");
  return {
    question: question.name,
    query: question.name,
    rows: found,
    parameters: given,
    notes: isInferred ? [...understood, note] : understood,
    columns: () => question.returns,
  };
}

/** A row with the columns of a question alone, in its order. */
function columnsOf(question: NamedQuestion, row: Row): Row {
  return Object.fromEntries(question.returns.map((column) => [column, row[column] ?? null]));
}

/** The parameters in ids, and what names were taken to mean. */
function inIds(
  explorer: Explorer,
  question: NamedQuestion,
  wishes: Parameters,
): { readonly given: Parameters; readonly understood: readonly string[] } {
  const understood = new Set<string>();
  const ids = question.parameters.map(({ name, default: otherwise, optional }) => {
    const value = wishes[name] ?? otherwise;
    if (value === null && !optional) {
      throw new PathwaysError("WrongParameter", `${question.name} needs the parameter '${name}'.`);
    }
    if (typeof value !== "string") return [name, value];
    const [id, sentence] = idOf(explorer, question.name, name, value);
    if (sentence !== "") understood.add(sentence);
    return [name, id];
  });
  return { given: Object.fromEntries(ids), understood: [...understood] };
}

/** The id of what a parameter names, and what is to be said of that; the text itself where it is no name. */
function idOf(explorer: Explorer, question: string, name: string, text: string): readonly [string, string] {
  const { map } = explorer;
  if (name.endsWith("route") || (name === "id" && question === "route-occupations")) {
    return [findRoute(map, text).id, ""];
  }
  if (name.endsWith("cluster") || (name === "id" && question === "cluster-occupations")) {
    return [findCluster(map, text).id, ""];
  }
  if (!["id", "from", "to"].includes(name)) return [text, ""];
  const { occupation, sentence } = findOccupation(explorer, text);
  return [occupation.id, sentence];
}

const ROWS: Readonly<Record<string, (explorer: Explorer, given: Parameters) => readonly Row[]>> = {
  became: ({ map, joins }, given) => joins?.became(one(map, given.id)).map(becameRow) ?? [],
  "cluster-occupations": ({ map }, { id }) => clusterOccupations(map, id),
  clusters: ({ map }, { route }) => clusters(map, route),
  "dead-ends": ({ map }, { route }) => deadEnds(map, route),
  editions: (explorer) => editionRows(explorer),
  "level-jumps": ({ map }, { route }) => levelJumps(map, textOf(route)).map(progressionRow),
  "level-next-steps": ({ map }, { level, route }) => levelSteps(map, Number(level), textOf(route)).map(progressionRow),
  "level-next-steps-ahead": ({ map }, { level, route, steps }) =>
    levelAhead(map, Number(level), textOf(route), few(steps)).map((way) => ({
      ...originColumns(way.from),
      ...aheadRow(way),
    })),
  levels: ({ map }) => levels(map),
  "links-ahead": ({ map }, { id }) => linksAhead(map, one(map, id)),
  "next-steps": ({ map }, { id }) => nextSteps(map, one(map, id)).map((step) => stepRow(step, step.to)),
  "next-steps-ahead": ({ map }, { id, steps }) => ahead(map, one(map, id), few(steps)).map(aheadRow),
  occupation: ({ map }, { id }) => listings(map, one(map, id)).rows,
  occupations: ({ map }, { route, level }) =>
    everywhere(map, (o) => (!route || o.route.id === route) && (level === null || o.level === level))
      .sort((a, b) => byRoute(a, b) || a.rank - b.rank)
      .map(occupationRow),
  reach: (explorer, given) => reachRows(explorer.map, given, false),
  "reach-back": (explorer, given) => reachRows(explorer.map, given, true),
  "reach-destinations": ({ map }, given) =>
    between(map, setOf(given, "from"), setOf(given, "to"), true).map(setReachRow),
  "reach-origins": ({ map }, given) => between(map, setOf(given, "from"), setOf(given, "to"), false).map(setReachRow),
  related: ({ map }, { id }) => relatedRows(map, one(map, id)),
  "route-occupations": ({ map }, { id }) =>
    everywhere(map, (o) => o.route.id === id)
      .sort((a, b) => a.rank - b.rank)
      .map(occupationRow),
  routes: ({ map }) => routes(map),
  search: ({ map }, { text }) => searched(map, String(text)),
  "shared-across-routes": ({ map }, { route }) => shared(map, textOf(route)).rows,
  "shortest-path": ({ map }, { from, to }) => {
    const way = plainWay(map, one(map, from).number, one(map, to).number, "steps");
    return way === null ? [] : linkColumnsOf(map, way);
  },
  "stated-later": ({ joins, map }, { id, backwards }) =>
    joins === null ? [] : statedLaterRows(joins, one(map, id), backwards === true),
  "stated-steps": ({ map }, { route }) => statedSteps(map, route),
  "what-leads-to": ({ map }, { id }) => stepsTo(map, one(map, id)).map((step) => stepRow(step, step.from)),
};

function one(map: CareerMap, id: unknown): Occupation {
  const occupation = map.byId.get(String(id));
  if (occupation === undefined) throw new PathwaysError("UnknownName", `no occupation '${id}'.`);
  return occupation;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** Steps that next-steps-ahead.cypher looks ahead: from 1 to 5. */
function few(steps: unknown): number {
  return Math.min(Math.max(Number(steps), 0), 5);
}

function everywhere(map: CareerMap, isMeant: (occupation: Occupation) => boolean): Occupation[] {
  return map.occupations.filter(isMeant);
}

function occupationRow(occupation: Occupation): Row {
  const { degree, specialisms } = occupation;
  return { ...placeOf(occupation), degree, specialisms };
}

function clusterOccupations(map: CareerMap, id: unknown): Row[] {
  const there = everywhere(map, (o) => o.listings.some((listing) => listing.cluster.id === id));
  return there
    .sort((a, b) => a.rank - b.rank)
    .map((occupation) => {
      const listing = occupation.listings.find(({ cluster }) => cluster.id === id);
      return { ...occupationRow(occupation), specialisms: listing?.specialisms ?? [] };
    });
}

function clusters(map: CareerMap, route: unknown): Row[] {
  return map.clusters
    .filter((cluster) => !route || cluster.pathway.route.id === route)
    .sort((a, b) => a.line - b.line || inOrder(a.id, b.id))
    .map((cluster) => ({
      id: cluster.id,
      name: cluster.name,
      column: cluster.column,
      row: cluster.row,
      apprenticeship_only: cluster.apprenticeshipOnly,
      description: cluster.description,
      line: cluster.line,
      pathway: cluster.pathway.id,
      pathway_name: cluster.pathway.name,
      route: cluster.pathway.route.id,
      route_name: cluster.pathway.route.name,
      occupations: everywhere(map, (o) => o.listings.some((listing) => listing.cluster === cluster)).length,
    }));
}

function deadEnds(map: CareerMap, route: unknown): Row[] {
  const ends = everywhere(map, (o) => o.column !== null && o.column !== "professional" && !goesOn(map, o));
  return ends
    .filter((o) => !route || o.route.id === route)
    .sort((a, b) => byRoute(a, b) || a.rank - b.rank)
    .map((occupation) => ({ ...placeOf(occupation), goes_on_in: goesOnIn(map, occupation) }));
}

function editionRows(explorer: Explorer): Row[] {
  const all = [explorer, ...(explorer.joins?.others.values() ?? [])].map(({ map }) => map);
  return all
    .sort((a, b) => inOrder(a.name, b.name))
    .map(({ name, edition }) => ({ ...(edition as Row), edition: name }));
}

function levels(map: CareerMap): Row[] {
  const counts = new Map<string, { route: string; route_name: string; level: number | null; occupations: number }>();
  for (const { route, level } of map.occupations) {
    const count = counts.get(`${route.id} ${level}`);
    if (count !== undefined) count.occupations += 1;
    else counts.set(`${route.id} ${level}`, { route: route.id, route_name: route.name, level, occupations: 1 });
  }
  const last = Number.MAX_SAFE_INTEGER;
  return [...counts.values()].sort(
    (a, b) => inOrder(a.route_name, b.route_name) || (a.level ?? last) - (b.level ?? last) || inOrder(a.route, b.route),
  );
}

function linksAhead(map: CareerMap, origin: Occupation): Row[] {
  const away = distances(map, origin.number, false, 11);
  const ends = (from: Occupation, to: Occupation) => ({
    from_id: from.id,
    from_level_min: from.band?.[0] ?? null,
    from_level_max: from.band?.[1] ?? null,
    id: to.id,
    level_min: to.band?.[0] ?? null,
    level_max: to.band?.[1] ?? null,
  });
  const there = everywhere(map, (o) => away[o.number] >= 0);
  const steps = there.flatMap((from) =>
    map.steps[from.number].map(({ to, basis, cost, move, skips, related }): Row => {
      return { ...ends(from, to), type: "PROGRESSES_TO", basis, cost, move, skips, relatedness: related / 10_000 };
    }),
  );
  const crossings = there.flatMap((from) =>
    map.crossings[from.number].map(({ to }): Row => ({ ...ends(from, to), type: "SHARED_ACROSS_ROUTES" })),
  );
  return [...steps, ...crossings];
}

function reachRows(map: CareerMap, given: Parameters, backwards: boolean): Row[] {
  return reached(map, one(map, given.id), backwards)
    .filter(({ occupation, relationships }) => {
      const isThere = !given.route || occupation.route.id === given.route;
      const isOfLevel = given.level === null || occupation.level === given.level;
      return isThere && isOfLevel && relationships <= Number(given.relationships);
    })
    .map(({ occupation, relationships }) => ({
      ...placeOf(occupation),
      relationships,
      goes_on: goesOn(map, occupation),
    }));
}

/** Whether an occupation is of the set that the parameters of one side of a question name. */
function setOf(given: Parameters, side: string): (occupation: Occupation) => boolean {
  const wanted = (name: string): unknown => given[`${side}_${name}`] ?? null;
  const levels = wanted("level") as readonly (number | null)[] | null;
  const [route, column, cluster] = [wanted("route"), wanted("column"), wanted("cluster")];
  const [apprenticeship, degree] = [wanted("apprenticeship_only"), wanted("degree")];
  return (o) =>
    (levels === null || levels.includes(o.level)) &&
    (route === null || o.route.id === route) &&
    (column === null || o.column === column) &&
    (cluster === null || o.listings.some((listing) => listing.cluster.id === cluster)) &&
    (apprenticeship === null || o.apprenticeshipOnly === apprenticeship) &&
    (degree === null || o.degree === degree);
}

function relatedRows(map: CareerMap, { imported }: Occupation): Row[] {
  return (imported?.related ?? []).map(({ to, rank, note, file, line }) => ({
    ...placeOf(map.occupations[to]),
    ...{ rank, note, file, line },
  }));
}

function routes(map: CareerMap): Row[] {
  return map.routes.map((route) => ({
    id: route.id,
    name: route.name,
    line: route.line,
    pathways: map.pathways.filter((pathway) => pathway.route === route).length,
    clusters: map.clusters.filter((cluster) => cluster.pathway.route === route).length,
    occupations: everywhere(map, (o) => o.route === route).length,
  }));
}

function statedSteps(map: CareerMap, route: unknown): Row[] {
  const rows = map.steps.flat().flatMap((step): Row[] => {
    if (step.stated === null || (route && step.from.route.id !== route)) return [];
    const { id, title, level, route: there } = step.to;
    const end = { id, title, level, route_name: there.name, level_gap: step.levelGap, basis: step.basis };
    return [{ ...originColumns(step.from), ...end, file: step.stated.file, line: step.stated.row }];
  });
  return rows.sort(
    (a, b) =>
      inOrder(String(a.file), String(b.file)) ||
      Number(a.line) - Number(b.line) ||
      inOrder(String(a.from_id), String(b.from_id)) ||
      inOrder(String(a.id), String(b.id)),
  );
}

/** What search.cypher finds: parts of words, in titles and specialisms. */
function searched(map: CareerMap, text: string): Row[] {
  const plain = (some: string): string =>
    some.toLowerCase().replaceAll("-", " ").replaceAll("/", " ").replaceAll("&", "and");
  const words = plain(text)
    .split(" ")
    .filter((word) => word !== "");
  if (words.length === 0) return [];
  const rows = map.occupations.flatMap((occupation) => {
    const texts = [occupation.title, ...occupation.specialisms].map((some) => {
      const holds = words.filter((word) => plain(some).includes(word));
      return { some, holds };
    });
    if (!words.every((word) => texts.some(({ holds }) => holds.includes(word)))) return [];
    const own = texts.slice(1);
    const whole = own.filter(({ holds }) => holds.length === words.length).map(({ some }) => some);
    const part = own.filter(({ holds }) => holds.length > 0).map(({ some }) => some);
    const isTitle = texts[0].holds.length === words.length;
    const foundIn = isTitle ? "title" : whole.length > 0 ? "specialism" : "both";
    const found = isTitle ? [occupation.title] : whole.length > 0 ? whole : part;
    return [{ occupation, row: { ...placeOf(occupation), found_in: foundIn, found } }];
  });
  rows.sort((a, b) => inOrder(b.row.found_in, a.row.found_in) || a.occupation.rank - b.occupation.rank);
  return rows.map(({ row }) => row);
}
