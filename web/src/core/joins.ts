/** What joins an edition with others of a store: what its occupations became or were, and what is stated there. */

import type { Explorer } from "./explorer.ts";
import type { Occupation, Step } from "./map.ts";
import { CHANGES, EVIDENCE, type PackedChanges, type PackedJoins } from "./packed.ts";
import { compared } from "./words/texts.ts";

/** What an occupation became in a later edition, or was in an earlier one. */
export interface Became {
  readonly edition: string;
  readonly later: boolean;
  readonly change: string;
  readonly evidence: string;
  readonly reason: string | null;
  readonly levelChange: number | null;
  readonly occupation: Occupation;
}

/** A progression that a later edition states, from or to what an occupation became there. */
export interface StatedLater {
  readonly edition: string;
  /** What the occupation became. */
  readonly of: Occupation;
  readonly end: Occupation;
  readonly step: Step;
  /** What of this edition became that end; none where nothing did for certain. */
  readonly formers: readonly Occupation[];
}

/** An occupation and its edition; undefined where the page does not hold that. */
export interface Place {
  readonly name: string;
  readonly occupation: Occupation | undefined;
}

/** What became of one occupation, or what was added (loader/editions/changes.py). */
export interface Change {
  readonly change: string;
  readonly from: Place | null;
  readonly to: readonly Place[];
  readonly evidence: string | null;
  readonly score: number | null;
  readonly also: readonly string[];
  readonly candidates: readonly Place[];
  readonly reason: string | null;
}

/** What changed between two editions. */
export interface Compared {
  readonly older: string;
  readonly newer: string;
  /** Whether what became of occupations follows from it, too. */
  readonly joins: boolean;
  /** Whether the levels of both are of one kind. */
  readonly levels: boolean;
  readonly notes: readonly string[];
  readonly rows: readonly Change[];
}

function comparedOf(table: PackedChanges, places: readonly Place[]): Compared {
  const { older, newer, joins, levels, notes } = table;
  const rows = table.change.map((change, i): Change => {
    const [from, evidence] = [table.from[i], table.evidence[i]];
    return {
      change: CHANGES[change],
      from: from === null ? null : places[from],
      to: table.to[i].map((end) => places[end]),
      evidence: evidence === null ? null : EVIDENCE[evidence],
      score: table.score[i],
      also: table.also[i].map((kind) => CHANGES[kind]),
      candidates: table.candidates[i].map((end) => places[end]),
      reason: table.reason[i],
    };
  });
  return { older, newer, joins, levels, notes, rows };
}

export class Joins {
  readonly edition: string;
  /** The editions that this one follows, and those that follow it, by name. */
  readonly earlier: readonly string[];
  readonly later: readonly string[];
  /** All others, by name. */
  readonly others: ReadonlyMap<string, Explorer>;
  /** What changed between two of them. */
  readonly compared: readonly Compared[];
  readonly #became = new Map<string, Became[]>();

  constructor(edition: string, all: ReadonlyMap<string, Explorer>, packed: PackedJoins) {
    this.edition = edition;
    const names = packed.editions.filter((name) => all.has(name));
    this.others = new Map([...all].filter(([name]) => name !== edition));
    this.earlier = names.filter((name) => packed.follows[edition] === name);
    this.later = names.filter((name) => packed.follows[name] === edition);
    const places = packed.editions.flatMap((name, i): Place[] => {
      const occupations = all.get(name)?.map.occupations ?? new Array<undefined>(packed.occupations[i]).fill(undefined);
      return occupations.map((occupation) => ({ name, occupation }));
    });
    this.compared = packed.changes.map((table) => comparedOf(table, places));
    packed.from.forEach((from, i) => {
      const { change, evidence, reason, level_change } = packed;
      this.#join(places[from], places[packed.to[i]], {
        ...{ change: change[i], evidence: evidence[i], reason: reason[i], levelChange: level_change[i] },
      });
    });
    for (const { joins, rows } of this.compared) {
      for (const { change, from, to, evidence, reason } of joins ? rows : []) {
        if (from === null || evidence === null || evidence === "words") continue;
        for (const end of to) {
          const [before, after] = [from.occupation?.level ?? null, end.occupation?.level ?? null];
          const levelChange = before === null || after === null ? null : after - before;
          this.#join(from, end, { change, evidence, reason, levelChange });
        }
      }
    }
  }

  #join(here: Place, there: Place, how: Pick<Became, "change" | "evidence" | "reason" | "levelChange">): void {
    for (const [{ occupation: one }, { name: edition, occupation }, later] of [
      [here, there, true],
      [there, here, false],
    ] as const) {
      if (one === undefined || occupation === undefined) continue;
      this.#became.set(one.id, [...(this.#became.get(one.id) ?? []), { edition, later, occupation, ...how }]);
    }
  }

  /** What an occupation became, then what it was; by edition and id. */
  became(occupation: Occupation): readonly Became[] {
    const found = this.#became.get(occupation.id) ?? [];
    return [...found].sort(
      (a, b) =>
        Number(b.later) - Number(a.later) ||
        compared(a.edition, b.edition) ||
        compared(a.occupation.id, b.occupation.id),
    );
  }

  /** The ids of what an occupation became or was, by edition and id. */
  ids(occupation: Occupation): string[] {
    const found = [...(this.#became.get(occupation.id) ?? [])];
    found.sort((a, b) => compared(a.edition, b.edition) || compared(a.occupation.id, b.occupation.id));
    return found.map((join) => join.occupation.id);
  }

  /** The progressions that later editions state from what an occupation became (`back`: to it). */
  statedLater(occupation: Occupation, back: boolean): StatedLater[] {
    const found = this.#became.get(occupation.id)?.filter((join) => join.later) ?? [];
    return found.flatMap(({ edition, occupation: of }) => {
      const map = this.others.get(edition)?.map;
      const steps = (back ? map?.stepsTo : map?.steps)?.[of.number] ?? [];
      return steps
        .filter((step) => step.basis === "stated")
        .map((step) => {
          const end = back ? step.from : step.to;
          return { edition, of, end, step, formers: this.#formers(end) };
        });
    });
  }

  /** What of this edition became an occupation of a later one. */
  #formers(end: Occupation): Occupation[] {
    const found = this.#became.get(end.id)?.filter((join) => !join.later && join.edition === this.edition) ?? [];
    return found.map((join) => join.occupation).sort((a, b) => a.number - b.number);
  }

  /** The later edition that states a progression between what two occupations became. */
  statedIn(origin: Occupation, destination: string): string | null {
    const editions = this.statedLater(origin, false)
      .filter(({ formers }) => formers.some((former) => former.id === destination))
      .map(({ edition }) => edition);
    return editions.sort(compared)[0] ?? null;
  }
}
