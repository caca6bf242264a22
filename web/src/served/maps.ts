/** The maps of a server, fetched, and whether it has others by now. */

import { editions } from "../core/explorer.ts";
import type { NamedQuestion } from "../core/library.ts";
import type { PackedJoins, PackedMap, PackedTitles } from "../core/packed.ts";
import type { Held } from "../screens/router.ts";
import type { Whose } from "../screens/screen.ts";
import { cypher } from "./cypher.ts";
import { asFiles } from "./formats.ts";

/** What /maps.json says. */
export interface Maps {
  /** The edition that answers where nobody names one. */
  readonly asked: string;
  /** The hash of the content of each. */
  readonly maps: Readonly<Record<string, string>>;
  readonly whose: Readonly<Record<string, Whose>>;
  /** What is to be said of the store. */
  readonly notice: string | null;
}

export interface Fetched {
  readonly held: Held;
  readonly maps: Maps;
}

/** Why a server does not answer, in its words. */
export class Refused extends Error {}

/** Why there is no answer. */
export function inWords(error: unknown): string {
  return error instanceof Refused ? error.message : "The server does not answer.";
}

let known: ReadonlySet<string> = new Set();
let noticed: () => void = () => {};

/** From now on call this where an answer is of another map than those that were fetched, or says something of the store. */
export function onOtherMap(call: () => void): void {
  noticed = call;
}

/** What a server answers. Throws Refused, and TypeError where it cannot be reached. */
export async function answered(address: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(address, init);
  const hash = response.headers.get("X-Map-Hash");
  if ((hash !== null && !known.has(hash)) || response.headers.has("X-Store-Notice")) noticed();
  return orRefused(response);
}

async function orRefused(response: Response): Promise<Response> {
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw new Refused(problem.detail ?? `The server answers with ${response.status}.`);
}

/** What the server holds now; this is the look itself, and calls for no other. Throws what `answered` does. */
export async function newest(): Promise<Maps> {
  return (await orRefused(await fetch("/maps.json"))).json();
}

/** The maps, and what goes with them. Throws what `answered` does. */
export async function fetched(): Promise<Fetched> {
  try {
    return await fetchedAtOnce();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return fetchedAtOnce(); // a map that was replaced meanwhile is no more there
  }
}

async function json<T>(address: string): Promise<T> {
  return (await answered(address)).json();
}

async function fetchedAtOnce(): Promise<Fetched> {
  const maps = await newest();
  known = new Set(Object.values(maps.maps));
  const names = [...new Set([maps.asked, ...Object.keys(maps.maps)])];
  const [titles, joins, { questions }, ...packed] = await Promise.all([
    json<PackedTitles>("/titles.json"),
    names.length > 1 ? json<PackedJoins>("/joins.json") : null,
    json<{ questions: readonly NamedQuestion[] }>("/questions.json"),
    ...names.map((name) => json<PackedMap>(`/map/${maps.maps[name]}.json`)),
  ]);
  const whose = new Map(Object.entries(maps.whose));
  const beside = { screens: { "/cypher": cypher }, after: asFiles };
  return { maps, held: { editions: editions(packed, titles, joins), questions, whose, beside } };
}
