/** What explorer/web/packed_*.py make: columns, each with a value a row. */

type Numbers = readonly number[];
type Texts = readonly string[];
type Optional<T> = readonly (T | null)[];

export const FORM = 2;

export const COLUMNS = ["technical", "higher_technical", "professional"] as const;

export const MOVES = ["in_trade", "to_management", "other_trade"] as const;

export const MATCHES = ["same_title", "close_title", "stated"] as const;

export const KINDS_OF_GAP = [
  "dead end",
  "one-way exit",
  "nothing leads to it",
  "entry at level 3 only",
  "level jump",
  "empty column",
  "empty route",
  "route apart",
  "one-way route",
  "bridge",
] as const;

export interface PackedMap {
  readonly form: number;
  readonly edition: Readonly<Record<string, unknown>>;
  readonly name: string;
  /** What is known of these, where the edition does not state them. */
  readonly published: string | null;
  readonly licence: string;
  /** The name of an edition that could be added to the store. */
  readonly addable: string | null;
  /** How one is added to it, with places of words. */
  readonly adding: string;
  readonly routes: { readonly id: Texts; readonly name: Texts; readonly line: Numbers };
  readonly pathways: {
    readonly id: Optional<string>;
    readonly name: Texts;
    readonly line: Numbers;
    readonly route: Numbers;
  };
  readonly clusters: {
    readonly id: Optional<string>;
    readonly name: Texts;
    readonly line: Numbers;
    readonly description: Texts;
    readonly row: Optional<number>;
    readonly column: Optional<number>;
    readonly apprenticeship_only: Numbers;
    readonly pathway: Numbers;
  };
  readonly occupations: {
    readonly id: Optional<string>;
    readonly title: Texts;
    readonly level: Optional<number>;
    readonly column: Optional<number>;
    readonly degree: Numbers;
    readonly route: Numbers;
  };
  readonly listed: {
    readonly number: Numbers;
    readonly cluster: Numbers;
    readonly line: Numbers;
    readonly specialisms: readonly Texts[];
    readonly quote: Optional<string | number>;
  };
  readonly steps: {
    readonly number: Numbers;
    readonly to: Numbers;
    readonly basis: Numbers;
    readonly move: Numbers;
    readonly skips: Numbers;
    readonly by_title: Numbers;
    readonly by_specialisms: Numbers;
    readonly by_place: Numbers;
    readonly by_level: Numbers;
    readonly words: readonly Numbers[];
    readonly bases: readonly (readonly [string, number, number])[];
    readonly shared: Texts;
    readonly among: readonly (readonly [number, number, number])[];
  };
  readonly crossings: {
    readonly from: Numbers;
    readonly to: Numbers;
    readonly match: Numbers;
    readonly score: Numbers;
  };
  readonly findings: {
    readonly kind: Numbers;
    readonly about: Numbers;
    readonly column: Optional<number>;
    readonly finding: Texts;
    readonly beside: readonly Numbers[];
  };
  readonly imported?: {
    readonly code: Optional<string>;
    readonly status: Optional<string>;
    readonly description: Optional<string>;
    readonly file: readonly Numbers[];
    readonly line: Optional<Numbers>;
    readonly step_file: Numbers;
    readonly step_line: Numbers;
    readonly listed_file: Numbers;
    readonly related: readonly (readonly (readonly [number, number | null, string | null, number, number])[])[];
    readonly files: Texts;
    readonly forms: Texts;
    /** The routes that no table states. */
    readonly unstated: Numbers;
  };
}

export interface PackedTitles {
  readonly form: number;
  readonly titles: string;
  /** How many have each answer, one after another. */
  readonly number: Numbers;
  readonly ids: Texts;
  readonly kinds: readonly ("same" | "near" | "none" | "lost")[];
  readonly occupations: readonly Numbers[];
  readonly words: readonly (readonly [number, string])[];
}

export const CHANGES: readonly string[] = [
  ...["renamed", "re-levelled", "moved", "split", "merged", "withdrawn", "added", "same"],
  ...["proposed", "cannot tell"],
];

export const EVIDENCE = ["code", "number", "title", "curated", "words"] as const;

/** What changed between two editions; an occupation is its number among those of all editions. */
export interface PackedChanges {
  readonly older: string;
  readonly newer: string;
  /** Whether what became of occupations follows from it, too. */
  readonly joins: boolean;
  /** Whether the levels of both are of one kind. */
  readonly levels: boolean;
  readonly notes: Texts;
  readonly change: Numbers;
  readonly from: Optional<number>;
  readonly to: readonly Numbers[];
  readonly evidence: Optional<number>;
  readonly score: Optional<number>;
  readonly also: readonly Numbers[];
  readonly candidates: readonly Numbers[];
  readonly reason: Optional<string>;
}

/** What joins the editions of a store: `from` became `to`, each its number among the occupations of all editions. */
export interface PackedJoins {
  readonly form: number;
  readonly editions: Texts;
  readonly follows: Readonly<Record<string, string | null>>;
  /** How many each edition has. */
  readonly occupations: Numbers;
  readonly changes: readonly PackedChanges[];
  readonly from: Numbers;
  readonly to: Numbers;
  readonly change: Texts;
  readonly evidence: Texts;
  readonly reason: Optional<string>;
  readonly level_change: Optional<number>;
}
