/** Shows the screen that the address names, and again where the address changes. */

import { PathwaysError } from "../core/answers.ts";
import type { Explorer } from "../core/explorer.ts";
import type { NamedQuestion } from "../core/library.ts";
import { aboutPage } from "./about.ts";
import { address, placeOf, stayWithin } from "./address.ts";
import { compare } from "./compare.ts";
import { diff } from "./diff.ts";
import { element, fill, type Part } from "./dom.ts";
import { editionList } from "./editions.ts";
import { copy } from "./ending.ts";
import { gaps, shared } from "./findings.ts";
import { wholeMap } from "./map.ts";
import { library, named } from "./named.ts";
import { occupation } from "./occupation.ts";
import { path } from "./path.ts";
import { problem } from "./problem.ts";
import { reach } from "./reach.ts";
import type { Asked, Screen, Whose } from "./screen.ts";
import { home, search } from "./search.ts";
import { before, next } from "./steps.ts";

const NAME = "Career Pathways";

const NOBODYS: Whose = { name: "", source: "", licence: "", progressions: "", foot: "" };

const SCREENS: Readonly<Record<string, (asked: Asked) => Screen>> = {
  "/": home,
  "/search": search,
  "/occupation": occupation,
  "/next": next,
  "/before": before,
  "/path": path,
  "/reach": reach,
  "/compare": compare,
  "/map": wholeMap,
  "/gaps": gaps,
  "/shared": shared,
  "/questions": library,
  "/editions": editionList,
  "/diff": diff,
  "/about": aboutPage,
};

const NAMED = "/questions/";

/** What a page holds. */
export interface Held {
  /** The first answers where the address names none. */
  readonly editions: ReadonlyMap<string, Explorer>;
  readonly questions: readonly NamedQuestion[];
  /** Whose each edition is, by its name. */
  readonly whose: ReadonlyMap<string, Whose>;
  /** What a server has besides. */
  readonly beside?: Beside;
}

/** What only a server has. */
interface Beside {
  readonly screens: Readonly<Record<string, (asked: Asked) => Screen>>;
  /** What follows the answer of a screen. */
  readonly after: (at: string, given: URLSearchParams) => Part;
}

/** In a file: show the screen of the address, now and wherever another is come to. */
export function start(held: Held): void {
  window.addEventListener("hashchange", () => {
    draw(held);
    arrive();
  });
  draw(held);
  attend();
}

/** Milliseconds from one note of how far down a screen is looked at to the next: browsers refuse more than a few. */
const PAUSE = 250;

/** Of a page with its first screen: its link to the content, and whoever comes back finds a screen where it was left. */
export function attend(): void {
  skipToContent();
  window.history.scrollRestoration = "manual";
  if (window.history.state) scrollBack();
  let [timer, noted] = [0, Number.NEGATIVE_INFINITY];
  const note = (): void => {
    noted = performance.now();
    keepScroll();
  };
  window.addEventListener("scroll", () => {
    window.clearTimeout(timer);
    // At once, where it can be: who scrolls may follow a link in the same moment.
    if (performance.now() - noted > PAUSE) note();
    else timer = window.setTimeout(note, PAUSE);
  });
}

/** The link to the content leads there, and to no other address. */
function skipToContent(): void {
  const main = document.getElementById("main") as HTMLElement;
  document.querySelector(".skip")?.addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
    main.scrollIntoView();
  });
}

/** Put the screen of the address into the page. */
export function draw({ editions, questions, whose, beside }: Held): void {
  const { path: at, given } = placeOf(window.location);
  const first = [...editions.values()][0];
  const wanted = given.get("edition") || first.map.name;
  const explorer = editions.get(wanted) ?? first;
  stayWithin(explorer === first ? null : explorer.map.name);
  const asked = { explorer, questions, given, whose: whose.get(explorer.map.name) ?? NOBODYS };
  const screen = editions.has(wanted) ? screenOf(asked, at, beside) : problem(asked, at, noEdition(wanted, editions));
  document.title = screen.title === NAME ? NAME : `${screen.title} – ${NAME}`;
  const main = document.getElementById("main") as HTMLElement;
  main.replaceChildren();
  fill(main, [
    whichEdition(editions, explorer, at === "/search" ? given.get("q") : null),
    screen.parts,
    at === "/" ? null : copyLink(),
  ]);
  document.querySelector("footer > p")?.replaceChildren(asked.whose.foot);
  for (const link of document.querySelectorAll<HTMLAnchorElement>("body > :not(main) a")) {
    const { path: there } = placeOf(link);
    link.href = address(there);
    const isHere = there === at || at.startsWith(`${there}/`);
    if (isHere) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function noEdition(name: string, editions: Held["editions"]): PathwaysError {
  return new PathwaysError("UnknownName", `no edition '${name}'.`, `There are: ${[...editions.keys()].join(", ")}.`);
}

function keepScroll(): void {
  window.history.replaceState({ y: window.scrollY }, "");
}

/** To where the history says that a screen was looked at; of a new one to its top. */
function scrollBack(): void {
  window.scrollTo({ top: window.history.state?.y ?? 0, behavior: "instant" });
}

/** Whoever has come to a screen begins at its heading; who comes back finds it where it was left. */
export function arrive(): void {
  const heading = document.querySelector<HTMLElement>("main h1");
  heading?.setAttribute("tabindex", "-1");
  scrollBack();
  keepScroll();
  heading?.focus({ preventScroll: true });
}

function screenOf(asked: Asked, at: string, beside?: Beside): Screen {
  try {
    const screens = { ...SCREENS, ...beside?.screens };
    const screen = at.startsWith(NAMED)
      ? named(asked, at.slice(NAMED.length))
      : Object.hasOwn(screens, at) && screens[at](asked);
    if (!screen) return nothing();
    return { ...screen, parts: [screen.parts, beside?.after(at, asked.given)] };
  } catch (error) {
    return problem(asked, at, error);
  }
}

function nothing(): Screen {
  const title = "Nothing is at this address";
  const link = element("a", { href: address("/") }, "Begin at the first page.");
  return { title, parts: [element("h1", {}, title), element("p", {}, link)] };
}

/** Which edition answers, where there are several, and the others: the same words are looked for there, ids are not. */
function whichEdition(editions: Held["editions"], { map }: Explorer, q: string | null): HTMLElement | null {
  const others = [...editions.keys()].filter((edition) => edition !== map.name);
  if (others.length === 0) return null;
  const path = q ? "/search" : "/";
  const links = others.map((edition) => [element("a", { href: address(path, { q, edition }) }, `Ask ${edition}`), " "]);
  return element("p", { class: "soft" }, `The edition ${map.name} answers. `, links);
}

/** A button that copies the address, which is all there is to a screen. */
function copyLink(): HTMLElement {
  const said = element("span", { role: "status", class: "soft" });
  const button = element("button", { type: "button", class: "second" }, "Copy the link");
  button.addEventListener("click", () => copy(window.location.href, said));
  return element("p", { class: "copy" }, button, " ", said);
}
