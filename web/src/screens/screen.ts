/** What a screen is made of, and from what. */

import type { Explorer } from "../core/explorer.ts";
import type { NamedQuestion } from "../core/library.ts";
import type { Part } from "./dom.ts";

/** Whose an edition is. */
export interface Whose {
  readonly name: string;
  readonly source: string;
  readonly licence: string;
  readonly progressions: string;
  /** What stands at the foot of every screen. */
  readonly foot: string;
}

export interface Asked {
  readonly explorer: Explorer;
  readonly questions: readonly NamedQuestion[];
  readonly whose: Whose;
  readonly given: URLSearchParams;
}

export interface Screen {
  /** Of the window, and of the heading where that says no more. */
  readonly title: string;
  readonly parts: readonly Part[];
}
