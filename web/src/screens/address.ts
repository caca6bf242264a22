/** Where one is: a screen and what is asked there, as the fragment of the page's address. */

export interface Place {
  readonly path: string;
  readonly given: URLSearchParams;
}

/** What the fragment says; where it says nothing, the beginning. */
export function placeOf(fragment: string): Place {
  const [path, query = ""] = fragment.replace(/^#/, "").split(/\?(.*)/s);
  return { path: path || "/", given: new URLSearchParams(query) };
}

let kept: string | null = null;

/** From now on all addresses stay in an edition; null: in that which answers anyhow. */
export function stayWithin(edition: string | null): void {
  kept = edition;
}

/** The fragment of a place, with what is given and not empty. */
export function address(path: string, given: Readonly<Record<string, string | null | undefined>> = {}): string {
  const pairs = Object.entries({ ...given, edition: given.edition ?? kept }).filter((pair): pair is [string, string] =>
    Boolean(pair[1]),
  );
  const query = pairs.map(([name, text]) => `${name}=${written(text)}`).join("&");
  return `#${path}${query ? `?${query}` : ""}`;
}

/** A slash, a comma and a colon need no escape in a query, and ids have them. */
function written(text: string): string {
  return encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%2C", ",").replaceAll("%3A", ":");
}
