/** Choosing among the paths from one occupation to another (queries/paths.py, whole_graph.py, plain_paths.py). */

import { type Answer, INFERENCE, type Note, PathwaysError, type Row, STATED } from "./answers.ts";
import { carriedLevels } from "./carried_levels.ts";
import type { CareerMap, Cluster, Occupation, Onward } from "./map.ts";
import { type By, MEASURES, PathFinder, relationship, type Way } from "./path_finding.ts";
import { stepColumns } from "./progressions.ts";
import { MOST_RELATIONSHIPS } from "./reach.ts";
import { noneKeepsData, noPathway } from "./why_not.ts";
import { amount, crossingWords, ownLevels, stepWords } from "./wording.ts";
import { counted } from "./words/texts.ts";

export type Choice = "best" | "shortest" | "alternatives";

/** What a path has to keep to, in ids. */
export interface Conditions {
  readonly via?: readonly string[];
  /** An occupation not to come to, a cluster or a route none of whose occupations to come to. */
  readonly avoid?: readonly string[];
  readonly max_level_gap?: number | null;
  readonly only?: readonly string[];
  readonly by?: By;
}

export interface PathWishes extends Conditions {
  readonly choice?: Choice;
  /** At most so many paths; null: all. */
  readonly limit?: number | null;
}

/** Paths from one occupation to another: a row for each relationship. Throws NoPathway, which says why there is none. */
export function paths(map: CareerMap, origin: Occupation, destination: Occupation, wishes: PathWishes = {}): Answer {
  const { choice = "best", limit = 5, via = [], avoid = [], max_level_gap: most = null, only = [] } = wishes;
  checkPaths(choice, limit);
  const ends: Ends = { origin, destination };
  const isPlain = choice === "best" && most === null && via.length + avoid.length + only.length === 0;
  return isPlain ? plainPath(map, ends, wishes.by ?? "rungs") : chosenPaths(map, ends, choice, limit, wishes);
}

interface Ends {
  readonly origin: Occupation;
  readonly destination: Occupation;
}

interface Found {
  readonly ways: readonly Way[];
  /** How many there are; null where there are more other ways than were asked for. */
  readonly total: number | null;
  /** The one with the fewest relationships, where the best has more. */
  readonly shorter: Way | null;
  readonly most: number | null;
  readonly query: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
}

function checkPaths(choice: string, limit: number | null): void {
  if (!["best", "shortest", "alternatives"].includes(choice)) {
    throw new PathwaysError("WrongParameter", `choice '${choice}': one of best, shortest, alternatives.`);
  }
  if (limit !== null && limit < 1) {
    const fact = `limit ${limit}: a number of paths, 1 or more; None for all of them.`;
    throw new PathwaysError("WrongParameter", fact);
  }
}

function checkEnds({ origin, destination }: Ends): void {
  if (origin !== destination) return;
  const fact = `${origin.id} is where the path begins and where it ends. Name two occupations.`;
  throw new PathwaysError("WrongParameter", fact);
}

function checkMeasure(by: string): void {
  if ((MEASURES as readonly string[]).includes(by)) return;
  const fact = `by ${by}: paths are short by rungs, by steps or by cost. Name one of the three.`;
  throw new PathwaysError("WrongParameter", fact);
}

function plainPath(map: CareerMap, ends: Ends, by: By): Answer {
  checkEnds(ends);
  checkMeasure(by);
  const { origin, destination } = ends;
  const parameters = { from: origin.id, to: destination.id, ...(by === "steps" ? {} : { by }) };
  const way = plainWay(map, origin.number, destination.number, by);
  if (way === null) throw noPathway(map, origin, destination);
  const few = by === "steps" || way.length <= 2;
  const shortest = few ? way : plainWay(map, origin.number, destination.number, "steps");
  const shorter = shortest !== null && shortest.length < way.length ? shortest : null;
  const query = by === "steps" ? "shortest-path" : null;
  return view(map, { ways: [way], total: 1, shorter, most: null, query, parameters });
}

/** The first of all paths by a measure, over what is within reach; null where there is none. */
export function plainWay(map: CareerMap, origin: number, destination: number, by: By): Way | null {
  if (origin === destination) return null;
  const within = by === "steps" ? null : MOST_RELATIONSHIPS;
  const way = new PathFinder(map, origin, [destination], { by, within }).best();
  return way !== null && by === "steps" && way.length - 1 > MOST_RELATIONSHIPS ? null : way;
}

function chosenPaths(map: CareerMap, ends: Ends, choice: Choice, limit: number | null, wishes: PathWishes): Answer {
  const conditions = resolved(wishes);
  const finder = finderOf(map, ends, conditions);
  let found: { ways: readonly Way[]; total: number | null };
  if (choice === "shortest") found = allShortest(finder, limit);
  else if (choice === "alternatives") {
    const ways = alternatives(map, ends, finder, limit === null ? null : limit + 1);
    const all = limit === null || ways.length <= limit;
    found = { ways: ways.slice(0, limit ?? undefined), total: all ? ways.length : null };
  } else {
    const best = finder.best();
    found = { ways: best === null ? [] : [best], total: 1 };
  }
  if (found.ways.length === 0) throw noneKeeps(map, ends, conditions);
  let shorter: Way | null = null;
  if (choice === "best" && conditions.by !== "steps") {
    const shortest = finderOf(map, ends, { ...conditions, by: "steps" }).best();
    shorter = shortest !== null && shortest.length < found.ways[0].length ? shortest : null;
  }
  const { via, avoid, max_level_gap, only, by } = conditions;
  const ids = { from: ends.origin.id, to: ends.destination.id };
  const kept = { via, avoid, max_level_gap, only, by };
  return view(map, {
    ...found,
    shorter,
    most: max_level_gap,
    query: null,
    parameters: { ...ids, choice, limit, ...kept },
  });
}

type Resolved = Required<Conditions>;

function resolved(wishes: Conditions): Resolved {
  const { via = [], avoid = [], max_level_gap = null, only = [], by = "rungs" } = wishes;
  return { via, avoid: [...new Set(avoid)].sort(), max_level_gap, only: [...new Set(only)].sort(), by };
}

/** All paths that are as short as the best one, at most `limit` of them, and how many there are. */
function allShortest(finder: PathFinder, limit: number | null): { ways: readonly Way[]; total: number } {
  const shortest = finder.shortest();
  if (shortest === null) {
    const ways: Way[] = [];
    let length: number | null = null;
    for (const way of finder.inOrder()) {
      length ??= finder.weightInShort(way);
      if (finder.weightInShort(way) !== length) break;
      ways.push(way);
    }
    return { ways: ways.slice(0, limit ?? undefined), total: ways.length };
  }
  const total = shortest.number.get(finder.start.key) ?? 0;
  const ways: Way[] = [];
  for (const way of finder.along(shortest)) {
    ways.push(way);
    if (ways.length === Math.min(total, limit ?? total)) break;
  }
  return { ways, total };
}

/** Up to `most` ways that are really different, the best one first (the rules are those of `alternatives`). */
function alternatives(map: CareerMap, ends: Ends, finder: PathFinder, most: number | null): Way[] {
  const known = new Set([ends.origin.number, ...finder.stops]);
  for (const namesake of namesakes(map, known)) known.add(namesake);
  const found: Way[] = [];
  const closed = new Set<number>();
  while (most === null || found.length < most) {
    const way = firstNew(finder, closed, found);
    if (way === null) break;
    found.push(way);
    const own = new Set(way.filter((number) => !known.has(number)));
    for (const number of [...own, ...namesakes(map, own)]) if (!known.has(number)) closed.add(number);
  }
  return found;
}

function firstNew(finder: PathFinder, closed: ReadonlySet<number>, found: readonly Way[]): Way | null {
  const known = new Set(found.map((way) => way.join()));
  for (const way of finder.inOrder(new Set(closed))) if (!known.has(way.join())) return way;
  return null;
}

/** What is one crossing away from any of them. */
function namesakes(map: CareerMap, occupations: ReadonlySet<number>): number[] {
  return [...occupations].flatMap((number) => map.crossings[number].map((crossing) => crossing.to.number));
}

function finderOf(map: CareerMap, { origin, destination }: Ends, conditions: Resolved): PathFinder {
  checkValues(map, conditions);
  const via = conditions.via.map((id) => occupationOf(map, id));
  const takenAway = new Map(conditions.avoid.map((place) => [place, occupationsIn(map, place)]));
  checkAccord({ origin, destination }, via, takenAway);
  return new PathFinder(
    map,
    origin.number,
    [...via, destination].map((occupation) => occupation.number),
    {
      by: conditions.by,
      most: conditions.max_level_gap,
      only: new Set(conditions.only),
      avoided: new Set([...takenAway.values()].flat().map((occupation) => occupation.number)),
    },
  );
}

function occupationOf(map: CareerMap, id: string): Occupation {
  const occupation = map.byId.get(id);
  if (occupation === undefined) throw new PathwaysError("UnknownName", `no occupation '${id}'.`);
  return occupation;
}

/** The occupations of a route or a cluster; of an occupation, itself. */
function occupationsIn(map: CareerMap, place: string): readonly Occupation[] {
  const occupation = map.byId.get(place);
  if (occupation !== undefined) return [occupation];
  if (map.routes.some((route) => route.id === place)) return map.occupations.filter((o) => o.route.id === place);
  if (map.clusters.some((cluster) => cluster.id === place)) {
    return map.occupations.filter((o) => o.listings.some((listing) => listing.cluster.id === place));
  }
  throw new PathwaysError("UnknownName", `no route, cluster or occupation '${place}'.`);
}

const BASES = ["within_cluster", "same_row", "skips_column", "same_pathway"];
const OTHER_BASES = ["stated", "related"];

function checkValues(map: CareerMap, { by, max_level_gap: most, only }: Resolved): void {
  checkMeasure(by);
  if (most !== null && (!Number.isInteger(most) || most < 1)) {
    const fact = `a level gap of at most ${most}: a progression rises by 1 level at least. Give 1 or more.`;
    throw new PathwaysError("WrongParameter", fact);
  }
  const known = [...BASES, ...OTHER_BASES, ...map.steps.flat().map((step) => step.basis)];
  for (const basis of only) {
    if (!known.includes(basis)) {
      throw new PathwaysError("WrongParameter", `only ${basis}: no such basis. There are ${BASES.join(", ")}.`);
    }
  }
}

function checkAccord(
  ends: Ends,
  via: readonly Occupation[],
  takenAway: ReadonlyMap<string, readonly Occupation[]>,
): void {
  checkEnds(ends);
  const places = new Map([
    [ends.origin, "where the path begins"],
    [ends.destination, "where the path ends"],
  ]);
  for (const [position, occupation] of via.entries()) {
    const place = places.get(occupation);
    if (place !== undefined) {
      throw new PathwaysError("Contradiction", `via ${occupation.id} is ${place} already. Leave it out.`);
    }
    if (via.indexOf(occupation) < position) {
      const fact = `via ${occupation.id} is named twice, and a path comes to it once. Leave out one of them.`;
      throw new PathwaysError("Contradiction", fact);
    }
  }
  const asked = [
    ...[...places].map(([occupation, where]) => [occupation, `${occupation.id}, ${where},`] as const),
    ...via.map((occupation) => [occupation, `via ${occupation.id}`] as const),
  ];
  for (const [place, occupations] of takenAway) {
    for (const [occupation, name] of asked) {
      if (occupations.includes(occupation)) {
        const stands = place === occupation.id ? "is" : "stands in";
        const cure = places.has(occupation) ? "Leave out that {avoid}." : "Leave out one of them.";
        throw new PathwaysError("Contradiction", `${name} ${stands} what avoiding ${place} takes away.`, cure);
      }
    }
  }
}

/** Why no path keeps the conditions: those that, left out, would open one; or why there is none at all. */
function noneKeeps(map: CareerMap, ends: Ends, conditions: Resolved): PathwaysError {
  const nothing: Resolved = { via: [], avoid: [], max_level_gap: null, only: [], by: "rungs" };
  const opens = (some: Resolved): boolean => finderOf(map, ends, some).best() !== null;
  const { origin, destination } = ends;
  if (!opens(nothing)) return noPathway(map, origin, destination);
  const fact = `no path from ${origin.id} to ${destination.id} keeps these conditions:`;
  const closed = closing(conditions)
    .filter(({ without }) => opens(without))
    .map(({ condition, values }) => ({ condition, values }));
  const keeps = (other: Occupation): boolean => {
    try {
      return finderOf(map, { origin, destination: other }, conditions).best() !== null;
    } catch {
      return false; // it is one to come by, or to avoid
    }
  };
  const data = noneKeepsData(map, origin, destination, closed, keeps);
  if (closed.length === 0) {
    const more = "without them there is one, but leaving out one alone does not open it.";
    return new PathwaysError("NoPathway", `${fact} ${more}`, "", data);
  }
  const leftOut = closed.map(({ condition, values }) => values.map((value) => `{${condition}} ${value}`).join(" "));
  const cure = `without ${leftOut.join(" or without ")} there is one.`;
  return new PathwaysError("NoPathway", fact, cure, { closed, ...data });
}

/** Each of the conditions, and all without it. */
function closing(conditions: Resolved): { condition: string; values: readonly string[]; without: Resolved }[] {
  const { via, avoid, max_level_gap, only } = conditions;
  return [
    ...via.map((id) => ({
      condition: "via",
      values: [id],
      without: { ...conditions, via: via.filter((other) => other !== id) },
    })),
    ...avoid.map((id) => ({
      condition: "avoid",
      values: [id],
      without: { ...conditions, avoid: avoid.filter((other) => other !== id) },
    })),
    ...(max_level_gap === null
      ? []
      : [
          {
            condition: "max_level_gap",
            values: [String(max_level_gap)],
            without: { ...conditions, max_level_gap: null },
          },
        ]),
    ...(only.length === 0 ? [] : [{ condition: "only", values: only, without: { ...conditions, only: [] } }]),
  ];
}

function view(map: CareerMap, found: Found): Answer {
  const rows = found.ways.flatMap((way, i) => linkRows(map, way, found.most).map((row) => ({ path: i + 1, ...row })));
  const notes: (string | Note)[] = [map.imported ? STATED : INFERENCE];
  if (found.shorter !== null) notes.push(shorterNote(map, found.shorter));
  const shown = found.ways.length;
  if (found.total === null) {
    notes.push("There are more ways than these; a higher number of alternatives shows them.");
  } else if (shown < found.total) {
    const [some, all, rest] = [shown, found.total, found.total - shown].map(counted);
    const fact = `${some} of ${all} shown, ${rest} cut off;`;
    notes.push({ fact, advice: "{all_rows} shows all.", data: {} });
  }
  const truncated = shown !== found.total ? { truncated: true } : {};
  return { question: "shortest-path", query: found.query, rows, parameters: found.parameters, notes, ...truncated };
}

/** That there is a way of fewer steps than the best one, and how it goes. */
function shorterNote(map: CareerMap, way: Way): Note {
  const between = way.slice(1, -1).map((number) => map.occupations[number].title);
  const by = between.length > 0 ? `by way of ${between.join(", ")}` : "straight there";
  const steps = way.slice(1).filter((there, i) => relationship(map, way[i], there).step !== null).length;
  const fact = `The shortest way, ${amount(steps, "step")}, goes ${by};`;
  return { fact, advice: "{fewest} shows it.", data: {} };
}

/** The relationships of a path, a row each, with the levels that it carries. */
function linkRows(map: CareerMap, way: Way, most: number | null = null): Row[] {
  const links = way.slice(1).map((there, i) => relationship(map, way[i], there));
  const bands = way.map((number) => map.occupations[number].band);
  const crossings = links.map((on) => on.crossing !== null);
  const levels = carriedLevels(way, bands, crossings, most) ?? way.map(() => null);
  return links.map((on, i) => {
    const [from, to] = [map.occupations[way[i]], map.occupations[on.to]];
    return {
      position: i + 1,
      ...linkColumns(from, to, on),
      from_carried_level: levels[i],
      carried_level: levels[i + 1],
      ...statedColumns(map, from, to, on),
      from_degree: from.degree,
      from_apprenticeship_only: from.apprenticeshipOnly,
      degree: to.degree,
      apprenticeship_only: to.apprenticeshipOnly,
      reason: reasonOf(on, levels[i], levels[i + 1]),
    };
  });
}

/** The relationships of a path as the rows of shortest-path.cypher. */
export function linkColumnsOf(map: CareerMap, way: Way): Row[] {
  return way.slice(1).map((there, i) => {
    const on = relationship(map, way[i], there);
    return { position: i + 1, ...linkColumns(map.occupations[way[i]], map.occupations[there], on) };
  });
}

function linkColumns(from: Occupation, to: Occupation, on: Onward) {
  const { step, crossing } = on;
  const [here, there] = [step?.fromCluster ?? null, step?.toCluster ?? null];
  const [left, right] = [place(from, here), place(to, there)];
  return {
    type: step === null ? "SHARED_ACROSS_ROUTES" : "PROGRESSES_TO",
    from_id: from.id,
    from_title: from.title,
    from_level: from.level,
    from_column: from.column,
    from_route_name: from.route.name,
    id: to.id,
    title: to.title,
    level: to.level,
    column: to.column,
    route_name: to.route.name,
    ...(step === null ? NO_STEP : stepColumns(step)),
    pathway: there?.pathway.id ?? null,
    pathway_name: there?.pathway.name ?? null,
    from_cluster: here?.id ?? null,
    from_cluster_name: here?.name ?? null,
    to_cluster: there?.id ?? null,
    to_cluster_name: there?.name ?? null,
    from_line: left.line,
    from_quote: left.quote,
    line: right.line,
    quote: right.quote,
    match: crossing?.match ?? null,
    score: crossing?.score ?? null,
  };
}

const NO_STEP = {
  basis: null,
  cost: null,
  move: null,
  skips: null,
  relatedness: null,
  by_title: null,
  by_specialisms: null,
  by_place: null,
  by_level: null,
  by_basis: null,
  level_gap: null,
  shared_words: null,
};

/** Where the document lists an occupation in a cluster; without a cluster, the line where it lists it first. */
function place(occupation: Occupation, cluster: Cluster | null): { line: number | null; quote: string | null } {
  const listing = occupation.listings.find((one) => one.cluster === cluster);
  return listing ?? { line: occupation.lines[0] ?? null, quote: null };
}

/** What an imported map says of a relationship besides. */
function statedColumns(map: CareerMap, from: Occupation, to: Occupation, { step }: Onward) {
  if (from.imported === null || to.imported === null) return {};
  const own = ownLevels(map);
  return {
    step_file: step?.stated?.file ?? null,
    step_row: step?.stated?.row ?? null,
    from_file: from.imported.files[0] ?? "",
    file: to.imported.files[0] ?? "",
    ...own,
    ...("level_name" in own ? { from_level_name: own.level_name } : {}),
  };
}

function reasonOf(on: Onward, start: number | null, end: number | null): string {
  if (on.crossing !== null) return crossingWords(on.crossing);
  if (on.step === null) return "";
  return stepWords(on.step, start === null || end === null ? on.step.levelGap : end - start);
}
