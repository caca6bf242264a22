/** What every question answers with: the `results` of the command line's JSON, and what is to be said beside them. */

type Value = string | number | boolean | null | readonly string[] | readonly number[];

/** A row; its columns are those of the command line's JSON. */
export type Row = Readonly<Record<string, Value>>;

/** What stands beside an answer and names something that each interface calls otherwise, as `Note` of view.py. */
export interface Note {
  readonly fact: string;
  /** A template: its places are words of an interface, or keys of `data`. */
  readonly advice: string;
  readonly data: Readonly<Record<string, string>>;
}

export interface Answer<R extends Row = Row> {
  /** The name of the question. */
  readonly question: string;
  /** The question of the library that a store answers so; null where there is no Cypher for it. */
  readonly query: string | null;
  readonly rows: readonly R[];
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly notes: readonly (string | Note)[];
  /** What other editions of the store say besides: the rows of each block under its name. */
  readonly below?: Readonly<Record<string, readonly Row[]>>;
  /** Whether there are more rows than these. */
  readonly truncated?: boolean;
  /** For CSV, where they are not those of the first row: the columns, and a row as values of them. */
  readonly columns?: () => readonly string[];
  readonly flat?: (row: R) => Row;
}

export const INFERENCE =
  "A progression is inferred from where the clusters stand in the map; the map itself states none.";

export const STATED = "Its tables state the progressions, with file and row.";

type Kind = "UnknownName" | "AmbiguousName" | "NoPathway" | "Contradiction" | "WrongParameter";

/** Why there is no answer: as an error of loader/errors.py, a fact, a template of its cure, and data. */
export class PathwaysError extends Error {
  readonly kind: Kind;
  readonly fact: string;
  readonly cure: string;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(kind: Kind, fact: string, cure = "", data: Readonly<Record<string, unknown>> = {}) {
    super(fact);
    this.kind = kind;
    this.fact = fact;
    this.cure = cure;
    this.data = data;
  }
}
