/** What the map does not offer: the findings that were packed, and two figures made of the map (queries/gaps.py). */

import { type Answer, INFERENCE, type Note, type Row, STATED } from "./answers.ts";
import type { CareerMap, Finding, Occupation, Route } from "./map.ts";
import { KINDS_OF_GAP } from "./packed.ts";
import { ownLevels } from "./wording.ts";

export type Figure = "findings" | "level-two" | "matrix";

/** A figure of what the map does not offer, or of what of it is about a route, by its id. */
export function gaps(map: CareerMap, figure: Figure = "findings", route: string | null = null): Answer {
  const made = { findings, "level-two": levelTwo, matrix }[figure](map, route);
  const rows = made.rows.map((row) => ({ ...row, ...ownLevels(map) }));
  const notes = [map.imported ? STATED : INFERENCE, ...made.notes];
  return { question: "gaps", query: null, rows, parameters: { figure, route }, notes };
}

interface Made {
  readonly rows: readonly Row[];
  readonly notes: readonly (string | Note)[];
}

function findings(map: CareerMap, route: string | null): Made {
  const found = map.findings.filter((finding) => route === null || isAbout(finding, route));
  const rows = found.map((finding) => {
    const row = findingRow(finding);
    return map.imported ? { ...row, ...ownLevels(map), stated_in: statedIn(finding, row) } : row;
  });
  const none = KINDS_OF_GAP.filter((kind) => !found.some((finding) => finding.kind === kind)).join(", ");
  const what: Note = { fact: "What each kind is:", advice: "{page_gaps}.", data: {} };
  return { rows, notes: none === "" ? [what] : [`None of the kind: ${none}.`, what] };
}

/** Whether a finding is about a route, or about something else beside it. */
function isAbout(finding: Finding, route: string): boolean {
  return [finding.about, ...finding.beside].some(({ id }) => id === route || id.startsWith(`${route}/`));
}

function findingRow({ kind, about, emptyColumn, finding, beside }: Finding): Row {
  const lines = new Set([about, ...beside].flatMap((place) => ("lines" in place ? place.lines : [place.line])));
  const route = "route" in about ? about.route : about;
  const [title, level, column] =
    "title" in about ? [about.title, about.level, about.column] : [about.name, null, emptyColumn];
  return {
    kind,
    id: about.id,
    title,
    level,
    column,
    route: route.id,
    route_name: route.name,
    finding,
    beside: beside.map((place) => place.id),
    lines: [...lines].sort((a, b) => a - b),
  };
}

/** Where tables state what a finding is about: the rows of an occupation, else the row of its lines. */
function statedIn({ about }: Finding, row: Row): string {
  if (!("imported" in about) || about.imported === null) return `row ${(row.lines as readonly number[]).join("; ")}`;
  return about.imported.files.map((file, i) => `${file}, row ${about.lines[i]}`).join("; ");
}

/** All that progressions and crossings of any number lead to, by the number of an occupation; never itself. */
function descendants(map: CareerMap): Set<number>[] {
  return map.occupations.map(({ number }) => {
    const found = new Set([number]);
    for (const here of found) for (const { to } of map.onward[here]) found.add(to);
    found.delete(number);
    return found;
  });
}

/** By route, line, id: the order of the document. */
function inOrder(map: CareerMap): Occupation[] {
  const number = new Map(map.routes.map((route, i) => [route, i]));
  const place = (o: Occupation): number => number.get(o.route) ?? 0;
  return [...map.occupations].sort((a, b) => place(a) - place(b) || a.lines[0] - b.lines[0] || a.number - b.number);
}

function linesOf(occupations: readonly Occupation[]): number[] {
  return [...new Set(occupations.flatMap((occupation) => occupation.lines))].sort((a, b) => a - b);
}

function matrix(map: CareerMap, route: string | null): Made {
  const reached = descendants(map);
  const listed = inOrder(map);
  const routeOf = (number: number): Route => map.occupations[number].route;
  const arriving = reached.map((ends) => new Set([...ends].map(routeOf)));
  const goingOn = reached.map((ends, number) => {
    const places = [...ends, number].filter((end) => map.steps[end].length > 0);
    return new Set(places.map(routeOf));
  });
  const rows = map.routes.flatMap((origin) =>
    map.routes.flatMap((destination): Row[] => {
      if (route !== null && route !== origin.id && route !== destination.id) return [];
      const own = listed.filter((occupation) => occupation.route === origin);
      const who = own.filter((occupation) => arriving[occupation.number].has(destination));
      return [
        {
          origin: origin.id,
          origin_name: origin.name,
          destination: destination.id,
          destination_name: destination.name,
          occupations: own.length,
          reaching: who.length,
          going_on: own.filter((occupation) => goingOn[occupation.number].has(destination)).length,
          who: who.map((occupation) => occupation.id),
          lines: linesOf(who),
        },
      ];
    }),
  );
  const note = "Reached is what progressions and crossings lead to; one can go on where a step is left to take.";
  return { rows, notes: [note] };
}

function levelTwo(map: CareerMap, route: string | null): Made {
  const origins = inOrder(map).filter((occupation) => occupation.level === 2);
  const reached = descendants(map);
  const professional = map.occupations.filter((occupation) => occupation.column === "professional");
  const isAtTheTop = (origin: Occupation, of: Route): boolean =>
    professional.some((end) => end.route === of && reached[origin.number].has(end.number));
  const rows = map.routes
    .filter((one) => route === null || one.id === route)
    .map((one): Row => {
      const own = origins.filter((origin) => origin.route === one);
      const cutOff = own.filter((origin) => !isAtTheTop(origin, one));
      const reaching = origins.filter((origin) => isAtTheTop(origin, one)).length;
      return {
        route: one.id,
        route_name: one.name,
        professional: professional.filter((end) => end.route === one).length,
        own: own.length,
        own_reaching: own.length - cutOff.length,
        share: own.length > 0 ? (own.length - cutOff.length) / own.length : null,
        cut_off: cutOff.map((origin) => origin.id),
        cut_off_titles: cutOff.map((origin) => origin.title),
        cut_off_lines: linesOf(cutOff),
        map: origins.length,
        map_reaching: reaching,
        map_share: origins.length > 0 ? reaching / origins.length : null,
      };
    });
  const note: Note = {
    fact: "Only a stated level 2 counts.",
    advice: "{rows} have the lines of those that do not.",
    data: {},
  };
  return { rows, notes: [note] };
}
