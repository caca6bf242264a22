/** A map: what a document or a table says, as records that name each other. */

export type Column = "technical" | "higher_technical" | "professional";
type Move = "in_trade" | "to_management" | "other_trade";
type Match = "same_title" | "close_title" | "stated";

/** The lowest and the highest level that an occupation can have; null where neither level nor column is stated. */
export type Band = readonly [number, number] | null;

export const BANDS: Readonly<Record<Column, readonly [number, number]>> = {
  technical: [2, 3],
  higher_technical: [4, 5],
  professional: [6, 7],
};

export interface Route {
  readonly id: string;
  readonly name: string;
  readonly line: number;
  /** Whether it is one; else it stands in the place of what no table states. */
  readonly stated: boolean;
}

export interface Pathway {
  readonly id: string;
  readonly name: string;
  readonly line: number;
  readonly route: Route;
}

export interface Cluster {
  readonly id: string;
  readonly name: string;
  readonly line: number;
  readonly description: string;
  readonly row: number | null;
  readonly column: Column | null;
  readonly apprenticeshipOnly: boolean;
  readonly pathway: Pathway;
}

/** Where an occupation stands, and what is said there. */
export interface Listing {
  readonly cluster: Cluster;
  readonly line: number;
  readonly specialisms: readonly string[];
  readonly quote: string;
  /** The table of an imported map; "" in a document. */
  readonly file: string;
}

export interface Occupation {
  /** Its place among the occupations, which come by their ids. */
  readonly number: number;
  /** Its place among them by level (not stated last), title, id. */
  readonly rank: number;
  readonly id: string;
  readonly title: string;
  readonly level: number | null;
  readonly column: Column | null;
  readonly band: Band;
  readonly degree: boolean;
  readonly apprenticeshipOnly: boolean;
  readonly route: Route;
  /** By line and cluster. */
  readonly listings: readonly Listing[];
  readonly lines: readonly number[];
  readonly specialisms: readonly string[];
  /** What the tables of an imported map say besides. */
  readonly imported: Origin | null;
}

export interface Origin {
  readonly code: string | null;
  readonly status: string | null;
  readonly description: string | null;
  readonly files: readonly string[];
  /** What it is related to, the nearest first; which is no progression. */
  readonly related: readonly Related[];
}

/** An occupation, by its number, that a table states as related. */
export interface Related {
  readonly to: number;
  readonly rank: number | null;
  readonly note: string | null;
  readonly file: string;
  readonly line: number;
}

/** The parts of relatedness, in ten-thousandths. */
interface Parts {
  readonly title: number;
  readonly specialisms: number;
  readonly place: number;
  readonly level: number;
  readonly basis: number;
}

/** A progression. */
export interface Step {
  readonly from: Occupation;
  readonly to: Occupation;
  readonly basis: string;
  readonly cost: number;
  readonly move: Move;
  readonly skips: boolean;
  /** Its relatedness, in ten-thousandths. */
  readonly related: number;
  readonly parts: Parts;
  readonly levelGap: number | null;
  readonly sharedWords: readonly string[];
  /** The clusters between which it leads; null where a table states it. */
  readonly fromCluster: Cluster | null;
  readonly toCluster: Cluster | null;
  /** File and row of the table that states it; null in a document. */
  readonly stated: { readonly file: string; readonly row: number } | null;
}

/** The same occupation in another route, seen from one of the two. */
export interface Crossing {
  readonly to: Occupation;
  readonly match: Match;
  readonly score: number;
}

/** A relationship as paths go over it; of a crossing and a progression between the same two, the crossing. */
export interface Onward {
  readonly to: number;
  readonly step: Step | null;
  readonly crossing: Crossing | null;
}

export interface Finding {
  readonly kind: string;
  readonly about: Occupation | Route | Pathway;
  readonly emptyColumn: Column | null;
  readonly finding: string;
  readonly beside: readonly (Occupation | Route | Pathway | Cluster)[];
}

export interface CareerMap {
  /** The name of the edition. */
  readonly name: string;
  /** What is known of the edition besides, by the names of its properties. */
  readonly edition: Readonly<Record<string, unknown>>;
  /** What is known of these, where the edition does not state them. */
  readonly published: string | null;
  readonly licence: string;
  /** The name of an edition that comes with the package, and that the store does not hold. */
  readonly addable: string | null;
  /** How one is added to the store, with places of words. */
  readonly adding: string;
  readonly imported: boolean;
  /** What the levels of an imported map are called, where they are its own. */
  readonly levelName: string | null;
  /** In the order of the document. */
  readonly routes: readonly Route[];
  /** The next three by id. */
  readonly pathways: readonly Pathway[];
  readonly clusters: readonly Cluster[];
  readonly occupations: readonly Occupation[];
  readonly byId: ReadonlyMap<string, Occupation>;
  /** By the number of an occupation: what progresses from it, by where that leads, and to it. */
  readonly steps: readonly (readonly Step[])[];
  readonly stepsTo: readonly (readonly Step[])[];
  readonly crossings: readonly (readonly Crossing[])[];
  readonly onward: readonly (readonly Onward[])[];
  readonly back: readonly (readonly number[])[];
  readonly findings: readonly Finding[];
}
