/** What becomes of the store while a page is open: it is rebuilt, it is in trouble, it is well again. */

import { element, fill, type Part } from "../screens/dom.ts";
import { type Fetched, fetched, inWords, type Maps, newest, onOtherMap, Refused } from "./maps.ts";

/** Milliseconds from one look at the store to the next. */
const PAUSE = 60_000;

/** Look after the store where the page is looked at; `load` shows the maps that somebody wants to have loaded. */
export function tellNews(first: Fetched, load: (newer: Fetched) => void): void {
  const region = element("div", { class: "news", role: "status" });
  document.getElementById("main")?.before(region);
  let shown = "";
  let { maps } = first;

  function tell(text: string, button: Part = null): void {
    if (text === shown) return; // what has been said is not said again
    shown = text;
    region.replaceChildren();
    if (text) fill(region, [element("p", { class: "notice" }, text, " ", button)]);
  }

  function about(now: Maps): void {
    if (!isSame(maps, now)) tell("The map was rebuilt.", loading());
    else tell(now.notice ?? "");
  }

  async function look(): Promise<void> {
    if (document.hidden) return;
    try {
      about(await newest());
    } catch (error) {
      const who = error instanceof Refused ? "store" : "server";
      tell(`The ${who} does not answer now. What is shown is of the map that was loaded before.`);
    }
  }

  function loading(): HTMLElement {
    const button = element("button", { type: "button" }, "Load it");
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        const newer = await fetched();
        maps = newer.maps;
        load(newer);
        tell(newer.maps.notice ?? "The new map is loaded.");
        document.getElementById("main")?.focus({ preventScroll: true });
      } catch (error) {
        button.disabled = false;
        tell(inWords(error), loading());
      }
    });
    return button;
  }

  about(first.maps);
  onOtherMap(look);
  document.addEventListener("visibilitychange", look);
  window.setInterval(look, PAUSE);
}

function isSame(one: Maps, other: Maps): boolean {
  return JSON.stringify([one.asked, one.maps]) === JSON.stringify([other.asked, other.maps]);
}
