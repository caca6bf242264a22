/** Shows the screen that the address names, and again where the address changes. */

import type { Explorer } from "../core/explorer.ts";
import type { NamedQuestion } from "../core/library.ts";
import { aboutPage } from "./about.ts";
import { address, placeOf, stayWithin } from "./address.ts";
import { compare } from "./compare.ts";
import { element, fill } from "./dom.ts";
import { copy } from "./ending.ts";
import { gaps, library, named, shared } from "./findings.ts";
import { wholeMap } from "./map.ts";
import { occupation } from "./occupation.ts";
import { path } from "./path.ts";
import { problem } from "./problem.ts";
import { reach } from "./reach.ts";
import type { Asked, Screen, Whose } from "./screen.ts";
import { home, search } from "./search.ts";
import { before, next } from "./steps.ts";

const NAME = "Career Pathways";

const NOBODYS: Whose = { source: "", licence: "" };

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
}

/** Begin to show screens within a page. */
export function start({ editions, questions, whose }: Held): void {
  const main = document.getElementById("main") as HTMLElement;
  let isFirst = true;
  const show = (): void => {
    const { path: at, given } = placeOf(window.location.hash);
    const first = [...editions.values()][0];
    const explorer = editions.get(given.get("edition") ?? "") ?? first;
    stayWithin(explorer === first ? null : explorer.map.name);
    const screen = screenOf({ explorer, questions, given, whose: whose.get(explorer.map.name) ?? NOBODYS }, at);
    document.title = screen.title === NAME ? NAME : `${screen.title} – ${NAME}`;
    main.replaceChildren();
    fill(main, [whichEdition(editions, explorer), screen.parts, at === "/" ? null : copyLink()]);
    for (const link of document.querySelectorAll<HTMLAnchorElement>("body > header nav a")) {
      const { path: there } = placeOf(link.hash);
      link.href = address(there);
      const isHere = there === at || at.startsWith(`${there}/`);
      if (isHere) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    if (!isFirst) {
      const heading = main.querySelector("h1");
      heading?.setAttribute("tabindex", "-1");
      window.scrollTo(0, 0);
      heading?.focus({ preventScroll: true });
    }
    isFirst = false;
  };
  document.querySelector(".skip")?.addEventListener("click", (event) => {
    event.preventDefault(); // the fragment is the address of the screen
    main.focus();
    main.scrollIntoView();
  });
  window.addEventListener("hashchange", show);
  show();
}

function screenOf(asked: Asked, at: string): Screen {
  try {
    if (at.startsWith(NAMED)) return named(asked, at.slice(NAMED.length)) ?? nothing();
    return Object.hasOwn(SCREENS, at) ? SCREENS[at](asked) : nothing();
  } catch (error) {
    return problem(asked, at, error);
  }
}

function nothing(): Screen {
  const title = "Nothing is at this address";
  const link = element("a", { href: address("/") }, "Begin at the first page.");
  return { title, parts: [element("h1", {}, title), element("p", {}, link)] };
}

/** Which edition answers, where there are several, and the others. */
function whichEdition(editions: ReadonlyMap<string, Explorer>, { map }: Explorer): HTMLElement | null {
  const others = [...editions.keys()].filter((edition) => edition !== map.name);
  if (others.length === 0) return null;
  const links = others.map((edition) => [element("a", { href: address("/", { edition }) }, `Ask ${edition}`), " "]);
  return element("p", { class: "notice" }, `The edition ${map.name} answers. `, links);
}

/** A button that copies the address, which is all there is to a screen. */
function copyLink(): HTMLElement {
  const said = element("span", { role: "status", class: "soft" });
  const button = element("button", { type: "button", class: "second" }, "Copy the link");
  button.addEventListener("click", () => copy(window.location.href, said));
  return element("p", { class: "copy" }, button, " ", said);
}
