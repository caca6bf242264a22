/** The map that a packed one holds: what is left out of it is what its columns say (explorer/web/packed.py). */

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

/** The map in what packed.py has packed. Throws where that is of another form. */
export function unpacked(packed: PackedMap): CareerMap {
  if (packed.form !== FORM) throw new Error(`a map packed in the form ${packed.form}, and this reads ${FORM}`);
  const routes: Route[] = packed.routes.id.map((id, i) => ({
    id,
    name: packed.routes.name[i],
    line: packed.routes.line[i],
  }));
  const pathways: Pathway[] = packed.pathways.id.map((id, i) => ({
    id,
    name: packed.pathways.name[i],
    line: packed.pathways.line[i],
    route: routes[packed.pathways.route[i]],
  }));
  const clusters = clustersOf(packed, pathways);
  const occupations = occupationsOf(packed, routes, clusters);
  const steps = stepsOf(packed, occupations, clusters);
  const crossings = crossingsOf(packed, occupations);
  const levelName = packed.edition.level_name;
  return {
    name: packed.name,
    edition: packed.edition,
    addable: packed.addable,
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

function clustersOf(packed: PackedMap, pathways: readonly Pathway[]): Cluster[] {
  const of = packed.clusters;
  return of.id.map((id, i) => ({
    id,
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
      id,
      title: of.title[i],
      level,
      column,
      band,
      degree: of.degree[i] === 1,
      apprenticeshipOnly: listed.every((listing) => listing.cluster.apprenticeshipOnly),
      route: routes[of.route[i]],
      listings: listed,
      lines: imported ? imported.line[i] : [...new Set(listed.map((listing) => listing.line))].sort((a, b) => a - b),
      specialisms: [...new Set(listed.flatMap((listing) => listing.specialisms))],
      imported: origin,
    };
  });
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
      const specialisms = of.specialisms[row];
      const entry = named(title[i], level[i]) + (specialisms.length > 0 ? `: ${specialisms.join(", ")}` : "");
      const listing: Listing = {
        cluster: clusters[of.cluster[row]],
        line: of.line[row],
        specialisms,
        quote: of.quote[row] ?? entry,
        file: imported ? imported.files[imported.listed_file[row]] : "",
      };
      row += 1;
      return listing;
    }),
  );
}

function stepsOf(packed: PackedMap, occupations: readonly Occupation[], clusters: readonly Cluster[]): Step[][] {
  const [of, imported] = [packed.steps, packed.imported];
  const among = new Map(of.among.map(([row, from, to]) => [row, [clusters[from], clusters[to]] as const]));
  let row = 0;
  return of.number.map((count, i) =>
    Array.from({ length: count }, () => {
      const [from, to] = [occupations[i], occupations[of.to[row]]];
      const [basis, cost, byBasis] = of.bases[of.basis[row]];
      const parts = {
        title: of.by_title[row],
        specialisms: of.by_specialisms[row],
        place: of.by_place[row],
        level: of.by_level[row],
        basis: byBasis,
      };
      const ends = among.get(row) ?? [from.listings[0].cluster, to.listings[0].cluster];
      const step: Step = {
        from,
        to,
        basis,
        cost,
        move: MOVES[of.move[row]],
        skips: of.skips[row] === 1,
        related: parts.title + parts.specialisms + parts.place + parts.level + parts.basis,
        parts,
        levelGap: from.level === null || to.level === null ? null : to.level - from.level,
        sharedWords: of.words[row].map((word) => of.shared[word]),
        fromCluster: imported ? null : ends[0],
        toCluster: imported ? null : ends[1],
        stated: imported ? { file: imported.files[imported.step_file[row]], row: imported.step_line[row] } : null,
      };
      row += 1;
      return step;
    }),
  );
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
  const onward = steps.map((some, number) => {
    const crossed = crossings[number].map((crossing): Onward => ({ to: crossing.to.number, step: null, crossing }));
    const found = some.map((step): Onward => ({ to: step.to.number, step, crossing: null }));
    const all =
      crossed.length === 0
        ? found
        : [...crossed, ...found.filter(({ to }) => !crossed.some((other) => other.to === to))].sort(
            (a, b) => a.to - b.to,
          );
    for (const { to } of all) back[to].push(number);
    return all;
  });
  return { onward, back };
}

function findingsOf(packed: PackedMap, places: readonly (Route | Pathway | Cluster | Occupation)[]): Finding[] {
  const of = packed.findings;
  return of.kind.map((kind, i) => ({
    kind: KINDS_OF_GAP[kind],
    about: places[of.about[i]] as Finding["about"],
    emptyColumn: columnOf(of.column[i]),
    finding: of.finding[i],
    beside: of.beside[i].map((place) => places[place]),
  }));
}
