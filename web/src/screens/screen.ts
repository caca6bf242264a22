/** What a screen is made of, and from what. */

import type { Explorer } from "../core/explorer.ts";
import type { Part } from "./dom.ts";

export interface Asked {
  readonly explorer: Explorer;
  readonly given: URLSearchParams;
}

export interface Screen {
  /** Of the window, and of the heading where that says no more. */
  readonly title: string;
  readonly parts: readonly Part[];
}
