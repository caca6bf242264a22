/** Why a progression is one, in words (explorer/views/wording.py). */

import type { CareerMap, Crossing, Occupation, Step } from "./map.ts";
import { counted } from "./words/texts.ts";

const PLACES: Readonly<Record<string, string>> = {
  within_cluster: "in the same part of the map",
  same_row: "in the same part of the map",
  skips_column: "in the same field of work, past an empty column",
  same_pathway: "elsewhere in the same field of work",
};

/** What a progression is to whoever takes it, in the order in which an adviser would offer it. */
export const MOVES = {
  in_trade: "Onward in the trade",
  to_management: "Up to supervision and management",
  other_trade: "A change of trade",
} as const;

/** The same for whoever looks back from where it leads. */
export const MOVES_BACK = {
  in_trade: "From the same trade",
  to_management: "Up into supervision and management",
  other_trade: "From another trade",
} as const;

/** What a progression of an imported map is, by its basis. */
export const STATED_MOVES = { stated: "Stated in the tables", related: "Related, and one level up" } as const;

/** A number of things. */
export function amount(count: number, what: string): string {
  return `${count === 0 ? "no" : counted(count)} ${what}${count === 1 ? "" : "s"}`;
}

/** How the level changes; null: it is not stated by how much. */
function riseWords(gap: number | null): string {
  if (gap === null) return "a step up";
  if (gap < 1) return gap === 0 ? "at the same level" : `down ${amount(-gap, "level")}`;
  return gap === 1 ? "next level up" : `up ${gap} levels`;
}

/** Why a progression is one; `gap`: the levels that it rises, where a path carries them, else its own. */
export function stepWords(step: Step, gap: number | null = step.levelGap): string {
  if (step.stated !== null) {
    const rise = gap === null ? "a step" : riseWords(gap);
    const { file, row } = step.stated;
    return `${rise}, ${step.basis === "stated" ? "stated" : "related"} in ${file}, row ${row}`;
  }
  const [rise, place] = [riseWords(gap), PLACES[step.basis]];
  const why = {
    in_trade: `${rise} in the same trade`,
    to_management: `${rise}, to supervision or management, ${place}`,
    other_trade: `a change of trade: ${rise}, ${place}`,
  }[step.move];
  return why + besides(step);
}

function besides(step: Step): string {
  const skips = step.skips ? ", passing over a step between" : "";
  const other = step.move === "other_trade"; // which no two words of one trade speak for
  return skips + inCommon(step.sharedWords.filter((word) => !(other && word.includes(" ~ "))));
}

function inCommon(words: readonly string[]): string {
  const both = words.filter((word) => !word.includes(" ~ ")).slice(0, 2);
  if (both.length > 0) return `; shared word${both.length > 1 ? "s" : ""}: ${both.join(" and ")}`;
  return words.length > 0 ? `; related words: ${words[0].replaceAll(" ~ ", " and ")}` : "";
}

/** Why a relationship of a path is one, where it crosses to another route. */
export function crossingWords(crossing: Crossing): string {
  const slip = crossing.match === "close_title" ? "; the titles differ by a slip of the pen" : "";
  return `the same occupation, in another route: ${crossing.to.route.name}${slip}`;
}

/** What says of an occupation how it is learnt; of an imported map its code and what its levels are called. */
export function learnt(map: CareerMap, occupation: Occupation): Learnt {
  return {
    degree: occupation.degree,
    apprenticeship_only: occupation.apprenticeshipOnly,
    ...(occupation.imported === null ? {} : { code: occupation.imported.code }),
    ...ownLevels(map),
  };
}

type Learnt = {
  readonly degree: boolean;
  readonly apprenticeship_only: boolean;
  readonly code?: string | null;
  readonly level_name?: string;
};

/** What levels are called, where that is the imported map's own name for them. */
export function ownLevels(map: CareerMap): { readonly level_name?: string } {
  return map.levelName === null ? {} : { level_name: map.levelName };
}
