/** The map that a packed one holds: what is left out of it is what its columns say (explorer/web/packed_map.py). */

import type {
  Band,
  CareerMap,
  Cluster,
  Crossing,
  Finding,
  Listing,
  Occupation,
  Onward,
  Origin,
  Pathway,
  Route,
  Step,
} from "./map.ts";
import { BANDS } from "./map.ts";
import { COLUMNS, FORM, KINDS_OF_GAP, MATCHES, MOVES, type PackedMap } from "./packed.ts";
import { compared } from "./words/texts.ts";
import { named } from "./words/titles.ts";

/** The map in what packed_map.py has packed. Throws where that is of another form. */
export function unpacked(packed: PackedMap): CareerMap {
  if (packed.form !== FORM) throw new Error(`a map packed in the form ${packed.form}, and this reads ${FORM}`);
  const routes: Route[] = packed.routes.id.map((id, i) => ({
    id,
    name: packed.routes.name[i],
    line: packed.routes.line[i],
    stated: !packed.imported?.unstated.includes(i),
  }));
  const pathways: Pathway[] = packed.pathways.id.map((id, i) => {
    const [name, route] = [packed.pathways.name[i], routes[packed.pathways.route[i]]];
    return { id: id ?? `${route.id}/${plain(name)}`, name, line: packed.pathways.line[i], route };
  });
  const clusters = clustersOf(packed, pathways);
  const occupations = occupationsOf(packed, routes, clusters);
  const steps = stepsOf(packed, occupations, clusters);
  const crossings = crossingsOf(packed, occupations);
  const levelName = packed.edition.level_name;
  return {
    name: packed.name,
    edition: packed.edition,
    published: packed.published,
    licence: packed.licence,
    addable: packed.addable,
    adding: packed.adding,
    imported: packed.imported !== undefined,
    levelName: typeof levelName === "string" ? levelName : null,
    routes: [...routes].sort((a, b) => a.line - b.line || compared(a.id, b.id)),
    pathways,
    clusters,
    occupations,
    byId: new Map(occupations.map((occupation) => [occupation.id, occupation])),
    steps,
    stepsTo: turnedRound(steps),
    crossings,
    ...networkOf(steps, crossings),
    findings: findingsOf(packed, [...routes, ...pathways, ...clusters, ...occupations]),
  };
}

/** Letters and digits of ASCII, small, with a hyphen for all that is between them. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

function clustersOf(packed: PackedMap, pathways: readonly Pathway[]): Cluster[] {
  const of = packed.clusters;
  return of.id.map((id, i) => ({
    id: id ?? `${pathways[of.pathway[i]].id}/${plain(of.name[i])}`,
    name: of.name[i],
    line: of.line[i],
    description: of.description[i],
    row: of.row[i],
    column: columnOf(of.column[i]),
    apprenticeshipOnly: of.apprenticeship_only[i] === 1,
    pathway: pathways[of.pathway[i]],
  }));
}

function columnOf(number: number | null): (typeof COLUMNS)[number] | null {
  return number === null ? null : COLUMNS[number];
}

function occupationsOf(packed: PackedMap, routes: readonly Route[], clusters: readonly Cluster[]): Occupation[] {
  const [of, imported] = [packed.occupations, packed.imported];
  const listings = listingsOf(packed, clusters);
  const ranks = ranksOf(packed);
  return of.id.map((id, i) => {
    const [level, column, listed] = [of.level[i], columnOf(of.column[i]), listings[i]];
    const band: Band = level !== null ? [level, level] : column === null ? null : BANDS[column];
    const origin: Origin | null = imported
      ? {
          code: imported.code[i],
          status: imported.status[i],
          description: imported.description[i],
          files: imported.file[i].map((file) => imported.files[file]),
          related: imported.related[i].map(([to, rank, note, file, line]) => ({
            ...{ to, rank, note, line },
            file: imported.files[file],
          })),
        }
      : null;
    return {
      number: i,
      rank: ranks[i],
      id: id ?? idOf(packed, i),
      title: of.title[i],
      level,
      column,
      band,
      degree: of.degree[i] === 1,
      apprenticeshipOnly: listed.every((listing) => listing.cluster.apprenticeshipOnly),
      route: routes[of.route[i]],
      listings: listed,
      lines: imported ? (imported.line[i] ?? listed.map(({ line }) => line)) : linesOf(listed),
      specialisms: [...new Set(listed.flatMap((listing) => listing.specialisms))],
      imported: origin,
    };
  });
}

function idOf({ name, imported, occupations: of, routes }: PackedMap, i: number): string {
  const [code, level] = [imported?.code[i] ?? null, of.level[i]];
  if (code !== null) return `${name}:${plain(code)}`;
  return `${routes.id[of.route[i]]}/${plain(of.title[i])}${level === null ? "" : `-${level}`}`;
}

function linesOf(listed: readonly Listing[]): number[] {
  return [...new Set(listed.map(({ line }) => line))].sort((a, b) => a - b);
}

/** The places of the occupations by level (not stated last), title, id. */
function ranksOf(packed: PackedMap): Int32Array {
  const { level, title } = packed.occupations;
  const order = title.map((_, i) => i);
  order.sort(
    (a, b) =>
      (level[a] ?? Number.MAX_SAFE_INTEGER) - (level[b] ?? Number.MAX_SAFE_INTEGER) ||
      compared(title[a], title[b]) ||
      a - b,
  );
  const ranks = new Int32Array(order.length);
  order.forEach((number, rank) => {
    ranks[number] = rank;
  });
  return ranks;
}

function listingsOf(packed: PackedMap, clusters: readonly Cluster[]): Listing[][] {
  const [of, imported, { title, level }] = [packed.listed, packed.imported, packed.occupations];
  let row = 0;
  return of.number.map((count, i) =>
    Array.from({ length: count }, () => {
      const [specialisms, quote] = [of.specialisms[row], of.quote[row]];
      const entry = named(title[i], level[i]) + (specialisms.length > 0 ? `: ${specialisms.join(", ")}` : "");
      const listing: Listing = {
        cluster: clusters[of.cluster[row]],
        line: of.line[row],
        specialisms,
        quote: typeof quote === "number" ? inForm(packed, quote, i) : (quote ?? entry),
        file: imported ? imported.files[imported.listed_file[row]] : "",
      };
      row += 1;
      return listing;
    }),
  );
}

/** A quote out of its form, with the words of an occupation. */
function inForm({ imported, occupations: { title, level } }: PackedMap, form: number, i: number): string {
  const own: Readonly<Record<string, unknown>> = {
    title: title[i],
    level: level[i],
    code: imported?.code[i],
    status: imported?.status[i],
  };
  return (imported?.forms[form] ?? "").replace(/\{(\w+)\}/g, (place, name: string) =>
    name in own ? String(own[name]) : place,
  );
}

/** In plain loops: it runs once, before a browser has made it fast. */
function stepsOf(packed: PackedMap, occupations: readonly Occupation[], clusters: readonly Cluster[]): Step[][] {
  const { steps: table, imported } = packed;
  const among = new Map(table.among.map((ends) => [ends[0], ends]));
  const all: Step[][] = [];
  let row = 0;
  for (const from of occupations) {
    const steps: Step[] = [];
    for (let end = row + table.number[from.number]; row < end; row++) {
      const to = occupations[table.to[row]];
      const basis = table.bases[table.basis[row]];
      const parts = {
        title: table.by_title[row],
        specialisms: table.by_specialisms[row],
        place: table.by_place[row],
        level: table.by_level[row],
        basis: basis[2],
      };
      const ends = among.get(row);
      steps.push({
        from,
        to,
        basis: basis[0],
        cost: basis[1],
        move: MOVES[table.move[row]],
        skips: table.skips[row] === 1,
        related: parts.title + parts.specialisms + parts.place + parts.level + parts.basis,
        parts,
        levelGap: from.level === null || to.level === null ? null : to.level - from.level,
        sharedWords: table.words[row].map((word) => table.shared[word]),
        fromCluster: imported ? null : ends ? clusters[ends[1]] : from.listings[0].cluster,
        toCluster: imported ? null : ends ? clusters[ends[2]] : to.listings[0].cluster,
        stated: imported ? { file: imported.files[imported.step_file[row]], row: imported.step_line[row] } : null,
      });
    }
    all.push(steps);
  }
  return all;
}

function turnedRound(steps: readonly (readonly Step[])[]): Step[][] {
  const back: Step[][] = steps.map(() => []);
  for (const some of steps) for (const step of some) back[step.to.number].push(step);
  return back;
}

function crossingsOf(packed: PackedMap, occupations: readonly Occupation[]): Crossing[][] {
  const of = packed.crossings;
  const crossings: Crossing[][] = occupations.map(() => []);
  of.from.forEach((from, i) => {
    const to = of.to[i];
    const same = { match: MATCHES[of.match[i]], score: of.score[i] };
    crossings[from].push({ to: occupations[to], ...same });
    crossings[to].push({ to: occupations[from], ...same });
  });
  for (const some of crossings) some.sort((a, b) => a.to.number - b.to.number);
  return crossings;
}

function networkOf(
  steps: readonly (readonly Step[])[],
  crossings: readonly (readonly Crossing[])[],
): { onward: Onward[][]; back: number[][] } {
  const back: number[][] = steps.map(() => []);
  const onward: Onward[][] = [];
  for (let number = 0; number < steps.length; number++) {
    const all: Onward[] = [];
    for (const crossing of crossings[number]) all.push({ to: crossing.to.number, step: null, crossing });
    const crossed = all.length;
    for (const step of steps[number]) {
      const to = step.to.number;
      if (crossed === 0 || !all.some((on) => on.crossing !== null && on.to === to))
        all.push({ to, step, crossing: null });
    }
    if (crossed > 0) all.sort((a, b) => a.to - b.to);
    for (const on of all) back[on.to].push(number);
    onward.push(all);
  }
  return { onward, back };
}

function findingsOf(packed: PackedMap, places: readonly (Route | Pathway | Cluster | Occupation)[]): Finding[] {
  const of = packed.findings;
  let about = 0;
  return of.kind.map((kind, i) => {
    about += of.about[i];
    return {
      kind: KINDS_OF_GAP[kind],
      about: places[about] as Finding["about"],
      emptyColumn: columnOf(of.column[i]),
      finding: of.finding[i],
      beside: of.beside[i].map((place) => places[place]),
    };
  });
}
