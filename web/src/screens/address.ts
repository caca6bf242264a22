/**
 * Where one is: a screen and what is asked there.
 *
 * In the file both stand in the fragment of the page's address, since a page of a disk has no other; on a server they are
 * its path and its query. Which of the two is decided here, and nowhere else.
 */

export interface Place {
  readonly path: string;
  readonly given: URLSearchParams;
}

/** What a location, a link and a URL have. */
export interface Url {
  readonly hash: string;
  readonly pathname: string;
  readonly search: string;
}

let isOnServer = false;

/** From now on addresses are paths of a server. */
export function byPaths(): void {
  isOnServer = true;
}

/** What an address says; where it says nothing, the beginning. */
export function placeOf({ hash, pathname, search }: Url): Place {
  const [path, query = ""] = isOnServer ? [pathname, search] : hash.replace(/^#/, "").split(/\?(.*)/s);
  return { path: path || "/", given: new URLSearchParams(query) };
}

/** Come to an address of a screen. */
export function go(where: string): void {
  if (!isOnServer) window.location.assign(where);
  else {
    const { pathname, search } = window.location;
    if (where === pathname + search) window.history.replaceState(null, "");
    else window.history.pushState(null, "", where);
    window.dispatchEvent(new PopStateEvent("popstate"));
  }
}

let kept: string | null = null;

/** From now on all addresses stay in an edition; null: in that which answers anyhow. */
export function stayWithin(edition: string | null): void {
  kept = edition;
}

/** What is asked: of each name a text, or several; what is empty is not asked. */
export type Given = Readonly<Record<string, string | readonly string[] | null | undefined>>;

/** All that is given at a place, to be given again with a change. */
export function again(given: URLSearchParams): Record<string, readonly string[]> {
  return Object.fromEntries([...given.keys()].map((name) => [name, given.getAll(name)]));
}

/** The address of a place. */
export function address(path: string, given: Given = {}): string {
  const query = Object.entries({ ...given, edition: given.edition ?? kept })
    .flatMap(([name, texts]) => [texts].flat().flatMap((text) => (text ? [`${name}=${written(text)}`] : [])))
    .join("&");
  return `${isOnServer ? "" : "#"}${path}${query ? `?${query}` : ""}`;
}

/** A slash, a comma and a colon need no escape in a query, and ids have them. */
function written(text: string): string {
  return encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%2C", ",").replaceAll("%3A", ":");
}
