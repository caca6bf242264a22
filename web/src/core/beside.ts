/** What other editions of the store say beside an answer (explorer/views/beside.py, queries/beside.py). */

import type { Among } from "./among.ts";
import { type Answer, type Note, PathwaysError, type Row } from "./answers.ts";
import type { Explorer } from "./explorer.ts";
import type { Became, Joins, StatedLater } from "./joins.ts";
import type { CareerMap, Occupation } from "./map.ts";
import { called, coded } from "./names.ts";
import { placeOf } from "./occupations.ts";
import { lookFor } from "./searching.ts";
import { amount } from "./wording.ts";
import { compared } from "./words/texts.ts";
import { named } from "./words/titles.ts";

const DOCUMENT = "2017";

const BY: Readonly<Record<string, string>> = {
  code: "by its code",
  number: "by its number",
  title: "by its title",
  curated: "as a curated change says",
};

/** What the occupations of an edition are called together. */
function listOf(edition: string): string {
  return edition === DOCUMENT ? `the ${edition} maps` : `the ${edition} list`;
}

/** An answer about one occupation, with what it became in a later edition or was in an earlier one, in notes. */
export function withBecame(joins: Joins, answer: Answer, occupation: Occupation): Answer {
  const found = joins.became(occupation);
  const near = [...joins.earlier, ...joins.later];
  const none = near.filter((name) => !found.some((join) => join.edition === name));
  const notes = [
    ...becameWords(found),
    ...none.map((name) => `In ${listOf(name)}: none that is certainly the same.`),
    ...answer.notes,
  ];
  const below = near.length > 0 ? { ...answer.below, became: found.map(becameRow) } : (answer.below ?? {});
  return { ...answer, notes, below };
}

/** What became of an occupation, as a row of became.cypher. */
export function becameRow(join: Became): Row {
  const { edition, later, change, evidence, reason, levelChange, occupation } = join;
  return {
    ...{ edition, later, change, evidence, reason, level_change: levelChange },
    ...placeOf(occupation),
    code: occupation.imported?.code ?? null,
  };
}

/** A sentence or two for each kind of change, of joins side by side. */
function becameWords(found: readonly Became[]): string[] {
  const kind = (join: Became): string =>
    [join.edition, join.later, join.change, join.evidence, join.levelChange].join("\n");
  const groups: Became[][] = [];
  for (const join of found) {
    const last = groups.at(-1);
    if (last !== undefined && kind(last[0]) === kind(join)) last.push(join);
    else groups.push([join]);
  }
  return groups.map((group) => {
    const { edition, later, change, evidence, levelChange: gap } = group[0];
    const ends = group.map(({ occupation: o }) => `${named(o.title, o.level)}, ${o.imported?.code || o.route.name}`);
    const how = change === "same" ? "the same" : later ? change : `${change} since`;
    const rises = change === "re-levelled" && gap;
    const rise = rises ? ` (${gap > 0 ? "up" : "down"} ${amount(Math.abs(gap), "level")})` : "";
    const capital = how[0].toUpperCase() + how.slice(1);
    return `In ${listOf(edition)}: ${ends.join("; ")}. ${capital}${rise}, ${BY[evidence] ?? `by ${evidence}`}.`;
  });
}

/** Occupations, each with the ids of what it became in a later edition or was in an earlier one. */
export function withAllBecame(explorer: Explorer, joins: Joins, answer: Answer): Answer {
  if (joins.earlier.length + joins.later.length === 0) return answer;
  const rows = answer.rows.map((row) => {
    const occupation = explorer.map.byId.get(String(row.id));
    return { ...row, became: occupation === undefined ? [] : joins.ids(occupation) };
  });
  return { ...answer, rows };
}

/** Steps from one occupation (`back`: to it), each with the later edition that states it, and what else that states. */
export function withStated(
  explorer: Explorer,
  joins: Joins,
  answer: Answer,
  occupation: Occupation,
  among: Among,
  back: boolean,
): Answer {
  if (joins.later.length === 0) return answer;
  const found = joins.statedLater(occupation, back).sort(byEdition);
  const stated = new Map<string, string>();
  for (const { edition, formers } of found) {
    for (const { id } of formers) if (!stated.has(id)) stated.set(id, edition);
  }
  const steps = back ? explorer.map.stepsTo : explorer.map.steps;
  const inferred = new Set(steps[occupation.number].map((step) => (back ? step.from : step.to)));
  const others = found.filter(
    ({ end, formers }) => isAllowedLater(among, end) && !formers.some((former) => inferred.has(former)),
  );
  const rows = answer.rows.map((row) => marked(row, stated.get(String(row.id)) ?? null));
  return { ...answer, rows, below: { ...answer.below, stated_not_inferred: others.map(statedRow) } };
}

/** Of the filters a later edition knows levels alone: with others, what it states besides is left out. */
function isAllowedLater(among: Among, end: Occupation): boolean {
  const levels = among.levels ?? [];
  if (among.route || among.column || among.apprenticeship_only || among.degree || among.cluster) return false;
  return levels.length === 0 || (end.level !== null && levels.includes(end.level));
}

/** By edition, level, title, what became it, what the occupation became, id; what is none comes last. */
function byEdition(a: StatedLater, b: StatedLater): number {
  const level = (o: Occupation): number => o.level ?? Number.MAX_SAFE_INTEGER;
  const former = ({ formers }: StatedLater): string => formers[0]?.id ?? "\uffff";
  return (
    compared(a.edition, b.edition) ||
    level(a.end) - level(b.end) ||
    compared(a.end.title, b.end.title) ||
    compared(former(a), former(b)) ||
    compared(a.of.id, b.of.id) ||
    compared(a.end.id, b.end.id)
  );
}

function statedRow({ edition, of, end, step, formers }: StatedLater): Row {
  return {
    edition,
    of_id: of.id,
    of_title: of.title,
    of_level: of.level,
    of_code: of.imported?.code ?? null,
    ...placeOf(end),
    code: end.imported?.code ?? null,
    level_gap: step.levelGap,
    file: step.stated?.file ?? null,
    line: step.stated?.row ?? null,
    former: formers.map((former) => former.id),
    former_titles: formers.map((former) => `${named(former.title, former.level)}, ${former.route.name}`),
  };
}

/** The rows of stated-later.cypher: one for each of what became an end. */
export function statedLaterRows(joins: Joins, occupation: Occupation, back: boolean): Row[] {
  const found = joins.statedLater(occupation, back).flatMap((stated) => {
    const formers = stated.formers.length > 0 ? stated.formers.map((former) => [former]) : [[]];
    return formers.map((some) => ({ ...stated, formers: some }));
  });
  return found.sort(byEdition).map((stated) => {
    const former = stated.formers[0];
    return {
      ...statedRow(stated),
      former_id: former?.id ?? null,
      former_title: former?.title ?? null,
      former_level: former?.level ?? null,
      former_route_name: former?.route.name ?? null,
    };
  });
}

function marked(row: Row, edition: string | null): Row {
  const reason = edition === null ? row.reason : `${row.reason}; stated in ${edition}`;
  return { ...row, reason, stated_in: edition };
}

/** Relationships that name both their ends, each with the later edition that states it. */
export function withStatedPairs(explorer: Explorer, joins: Joins, answer: Answer): Answer {
  if (joins.later.length === 0) return answer;
  const rows = answer.rows.map((row) => {
    const origin = explorer.map.byId.get(String(row.from_id));
    const isStep = origin !== undefined && row.basis !== null;
    return marked(row, isStep ? joins.statedIn(origin, String(row.id)) : null);
  });
  return { ...answer, rows };
}

/** An occupation of another edition that answers what is looked for. */
interface Elsewhere {
  readonly edition: string;
  readonly occupation: Occupation;
  readonly foundIn: string;
  readonly found: readonly string[];
  readonly statedSteps: number;
}

/** A search, with what other editions have: where this one has nothing, or the document lost what is asked for. */
export function withOthers(joins: Joins, answer: Answer, text: string, lost: readonly string[]): Answer {
  const found = elsewhere(joins, text, lost);
  const rows = found.map(({ edition, occupation, foundIn, found: texts, statedSteps }) => ({
    edition,
    ...placeOf(occupation),
    code: occupation.imported?.code ?? null,
    found_in: foundIn,
    found: texts,
    stated_steps: statedSteps,
  }));
  const notes = found.length > 0 ? [...answer.notes, askedThere(found)] : answer.notes;
  return { ...answer, notes, below: { ...answer.below, in_other_editions: rows } };
}

function askedThere(found: readonly Elsewhere[]): Note {
  const counts = new Map<string, number>();
  for (const { edition } of found) counts.set(edition, (counts.get(edition) ?? 0) + 1);
  const have = [...counts].map(([name, count]) => `${name}: ${count.toLocaleString("en")}`).join(", ");
  const fact = `What another edition has (${have}) is asked there:`;
  return { fact, advice: "name it with {edition}.", data: {} };
}

/** What answers a text in the other editions, each as far as it answers for certain. */
function elsewhere(joins: Joins, text: string, lost: readonly string[]): Elsewhere[] {
  return [...joins.others].flatMap(([edition, other]) => {
    const hits = certain(other, text).filter((hit) => hit.foundIn !== "nearest");
    const routes = new Set(lost.flatMap((wanted) => called(other.map.routes, wanted.replaceAll("-", " "))));
    if (!hits.some(({ occupation }) => routes.has(occupation.route))) {
      const known = new Set(hits.map(({ occupation }) => occupation));
      const rest = other.map.occupations.filter((o) => routes.has(o.route) && !known.has(o));
      rest.sort((a, b) => (a.level || 99) - (b.level || 99) || compared(a.title, b.title) || a.number - b.number);
      hits.push(...rest.map((occupation) => ({ occupation, foundIn: "route", found: [occupation.route.name] })));
    }
    return hits.map((hit) => ({ ...hit, edition, statedSteps: statedSteps(other.map, hit.occupation) }));
  });
}

function statedSteps(map: CareerMap, occupation: Occupation): number {
  return map.steps[occupation.number].filter((step) => step.basis === "stated").length;
}

/** What a text finds: an id or a code, else words, but for those that had to be taken for others. */
function certain(
  explorer: Explorer,
  text: string,
): { occupation: Occupation; foundIn: string; found: readonly string[] }[] {
  const own = explorer.map.byId.get(text);
  const known = [...(own === undefined ? [] : [own]), ...coded(explorer.map, text)];
  if (known.length > 0) return known.map((o) => ({ occupation: o, foundIn: "title", found: [o.title] }));
  try {
    const { hits, exact, notes } = lookFor(explorer.index, text);
    return notes.length > 0 ? [] : [...(exact > 0 ? hits.slice(0, exact) : hits)];
  } catch (error) {
    if (error instanceof PathwaysError) return [];
    throw error;
  }
}

const OFFERED = 20;

/** An error, which also offers what other editions have, or that there is one which has what the document lost. */
export function offeringOthers(
  explorer: Explorer,
  error: PathwaysError,
  text: string,
  lost: readonly string[],
): PathwaysError {
  const { kind, fact, cure, data } = error;
  const { joins, map } = explorer;
  const others = joins === null ? [] : elsewhere(joins, text, lost);
  if (others.length > 0) {
    const names = others
      .slice(0, OFFERED)
      .map(({ occupation: o, edition }) => `\n  ${o.id}  ${named(o.title, o.level)}, in ${edition}`);
    const candidates = data.candidates as readonly string[];
    const own = candidates.length > 0 ? `${cure}\n` : "";
    const advised = `${own}In other editions, each asked with {edition}:{elsewhere}`;
    return new PathwaysError(kind, fact, advised, { ...data, elsewhere: names.join("") });
  }
  if (lost.length === 0 || map.addable === null) return error;
  const advised = `The edition ${map.addable} has that route: add it with ${map.adding}. ${cure}`;
  return new PathwaysError(kind, fact, advised, { ...data, edition: map.addable });
}

/** The other edition in which an occupation has this text as its id or its code. */
export function editionOf(joins: Joins | null, text: string): string | null {
  for (const [name, { map }] of joins?.others ?? []) {
    if (map.byId.has(text) || coded(map, text).length > 0) return name;
  }
  return null;
}
