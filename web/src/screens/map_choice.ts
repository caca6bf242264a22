/**
 * The occupation that is chosen on the map: its marks, the arrows to what is closest to it, and the keys.
 *
 * 1. An arrow begins and ends in the clusters between which its progression leads, since an occupation may stand in
 *    several; it is drawn where both stand in one table.
 * 2. Arrows are drawn over a table as it is laid out, again whenever its size changes, and for the width of a sheet
 *    before it is printed. Marks and the list say the same without them.
 * 3. Keys count on a link of the map alone, and only without others: right and left follow the closest progression,
 *    up and down the document, Escape lets go. What they come to is said.
 */

import type { CareerMap, Cluster, Occupation, Route, Step } from "../core/map.ts";
import { nextSteps, stepsTo } from "../core/progressions.ts";
import { address, again, placeOf } from "./address.ts";
import { drawn, element } from "./dom.ts";
import { counted, titled } from "./words.ts";

/** How many progressions are marked. */
export const CLOSEST = 10;

/** The width of a table on a sheet of paper, in pixels. */
const SHEET = 680;

/** An occupation as one cluster lists it. */
export interface Card {
  readonly occupation: Occupation;
  readonly cluster: Cluster;
  readonly item: HTMLLIElement;
  readonly link: HTMLAnchorElement;
}

/** The progressions of an occupation that are marked, the closest first. */
export function closest(map: CareerMap, occupation: Occupation): Step[] {
  return nextSteps(map, occupation).slice(0, CLOSEST);
}

/** What can be chosen on the map, and what is. */
export class Choice {
  /** Says what keys came to. */
  readonly said = element("p", { role: "status", class: "hidden" });
  readonly #map: CareerMap;
  /** In the order of the document. */
  readonly #cards: readonly Card[];
  readonly #view: HTMLElement;
  readonly #told: (occupation: Occupation | null) => void;
  #chosen: Occupation | null = null;
  /** Whether it was newly come to: what one comes back to is where it was left. */
  #isNew = window.history.state === null;

  /** `told` hears of another choice. */
  constructor(
    map: CareerMap,
    cards: readonly Card[],
    view: HTMLElement,
    told: (occupation: Occupation | null) => void,
  ) {
    this.#map = map;
    this.#cards = cards;
    this.#view = view;
    this.#told = told;
    for (const card of cards) card.link.addEventListener("keydown", (event) => this.#pressed(event, card));
    new ResizeObserver(() => this.#laidOut()).observe(view);
    window.onbeforeprint = () => this.#forPaper(true); // in place of that of a map shown before
    window.onafterprint = () => this.#forPaper(false);
  }

  choose(occupation: Occupation | null): void {
    this.#chosen = occupation;
    const near = new Set(occupation === null ? [] : this.#arrows().map(({ to }) => to.item));
    const named = new Set(occupation === null ? [] : closest(this.#map, occupation).map(({ to }) => to));
    this.#view.classList.toggle("chosen", occupation !== null);
    for (const { item, occupation: own } of this.#cards) {
      item.classList.toggle("near", near.has(item) || (near.size === 0 && named.has(own)));
      if (own === occupation) item.setAttribute("aria-current", "true");
      else item.removeAttribute("aria-current");
    }
    this.#told(occupation);
    this.#draw();
  }

  /** Rule 1: the arrows from what is chosen, by the cards between which they lead. */
  #arrows(): { readonly from: Card; readonly to: Card }[] {
    if (this.#chosen === null) return [];
    return closest(this.#map, this.#chosen).flatMap((step) => {
      const [from, to] = [this.#card(step.from, step.fromCluster), this.#card(step.to, step.toCluster)];
      return from && to ? [{ from, to }] : [];
    });
  }

  #card(occupation: Occupation, cluster: Cluster | null): Card | undefined {
    return this.#cards.find((card) => card.occupation === occupation && (cluster === null || card.cluster === cluster));
  }

  /** Rule 2. */
  #laidOut(): void {
    this.#draw();
    if (!this.#isNew) return;
    this.#isNew = false;
    const card = this.#cards.find(({ occupation }) => occupation === this.#chosen);
    card?.item.scrollIntoView({ block: "center", behavior: "instant" });
  }

  #forPaper(isPaper: boolean): void {
    this.#view.style.width = isPaper ? `${SHEET}px` : "";
    this.#view.classList.toggle("paper", isPaper);
    this.#draw();
  }

  #draw(): void {
    for (const old of this.#view.querySelectorAll(".arrows")) old.remove();
    const byTable = new Map<Element, SVGElement[]>();
    for (const { from, to } of this.#arrows()) {
      const [table, other] = [from, to].map(({ item }) => item.closest(".laid"));
      if (table === null || table !== other) continue;
      const around = table.getBoundingClientRect();
      const [start, end] = [from, to].map(({ item }) => item.getBoundingClientRect());
      byTable.set(table, [...(byTable.get(table) ?? []), ...arrow(around, start, end, this.#clear(from, to))]);
    }
    for (const [table, parts] of byTable) {
      const { clientWidth: width, clientHeight: height } = table;
      table.append(drawn("svg", { class: "arrows", width, height, "aria-hidden": "true" }, parts));
    }
  }

  /** How far to the right what stands between two cards of a cluster, and is marked, comes. */
  #clear(from: Card, to: Card): number {
    const [first, last] = [from, to].map((card) => this.#cards.indexOf(card)).sort((a, b) => a - b);
    const between = this.#cards.slice(first, last + 1).filter(({ item, cluster }) => {
      return cluster.column === to.cluster.column && item.matches(".near, [aria-current]");
    });
    return Math.max(...between.map(({ item }) => item.getBoundingClientRect().right));
  }

  /** Rule 3. */
  #pressed(event: KeyboardEvent, card: Card): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const moves: Readonly<Record<string, () => void>> = {
      ArrowRight: () => this.#follow(card, false),
      ArrowLeft: () => this.#follow(card, true),
      ArrowDown: () => this.#beside(card, 1),
      ArrowUp: () => this.#beside(card, -1),
      Escape: () => this.#letGo(),
    };
    if (!Object.hasOwn(moves, event.key)) return;
    event.preventDefault();
    moves[event.key]();
  }

  #follow({ occupation }: Card, isBack: boolean): void {
    const step = (isBack ? stepsTo : nextSteps)(this.#map, occupation).at(0);
    if (step === undefined) {
      this.#say(`Nothing progresses ${isBack ? "to" : "from"} ${titled(occupation)}.`);
      return;
    }
    const [end, cluster] = isBack ? [step.from, step.fromCluster] : [step.to, step.toCluster];
    const card = this.#card(end, cluster) ?? this.#card(end, null);
    if (card) this.#come(card);
    else this.#say(`${titled(end)} stands in ${end.route.name}.`);
  }

  #beside(card: Card, by: 1 | -1): void {
    const next = this.#cards[this.#cards.indexOf(card) + by];
    if (next) this.#come(next);
    else this.#say(`This is the ${by > 0 ? "last" : "first"} on the map.`);
  }

  #come(card: Card): void {
    this.choose(card.occupation);
    card.link.focus();
    const count = this.#map.steps[card.occupation.number].length;
    const first = count > 0 ? closest(this.#map, card.occupation)[0] : null;
    const on = first ? `, the closest to ${titled(first.to)}` : "";
    this.#say(`${titled(card.occupation)}, in ${card.cluster.name}: ${counted(count, "progression")}${on}.`);
  }

  #letGo(): void {
    if (this.#chosen === null) return;
    this.choose(null);
    this.#say("Nothing is chosen.");
  }

  #say(text: string): void {
    this.said.textContent = text;
  }
}

/** The address names what is chosen; a page that may not rewrite its own goes on without. */
export function keepInAddress(route: Route, occupation: Occupation | null): void {
  const { path, given } = placeOf(window.location);
  try {
    const where = address(path, { ...again(given), route: route.id, at: occupation?.id ?? null });
    window.history.replaceState(window.history.state, "", where);
  } catch {
    return;
  }
}

/** To the left side of what stands in a column farther on; to the right side, in a curve, of what stands in the same. */
function arrow(around: DOMRect, start: DOMRect, end: DOMRect, clear: number): SVGElement[] {
  const x = (at: number): number => Math.round(at - around.left);
  const y = (box: DOMRect): number => Math.round((box.top + box.bottom) / 2 - around.top);
  const [from, down, across] = [x(start.right), y(start), y(end)];
  if (start.right + 24 < end.left) {
    const to = x(end.left) - 8;
    const middle = (from + to) / 2;
    return tipped(`M${from} ${down}C${middle} ${down} ${middle} ${across} ${to} ${across}`, to, across, 1);
  }
  if (end.right + 24 < start.left) {
    const [back, to] = [x(start.left), x(end.right) + 8];
    const middle = (back + to) / 2;
    return tipped(`M${back} ${down}C${middle} ${down} ${middle} ${across} ${to} ${across}`, to, across, -1);
  }
  const to = x(end.right) + 8;
  const out = Math.max(Math.max(from, to) + 24, (4 * x(clear) - Math.min(from, to)) / 3) + 12; // a curve goes 3/4 as far
  return tipped(`M${from} ${down}C${out} ${down} ${out} ${across} ${to} ${across}`, to, across, -1);
}

function tipped(line: string, x: number, y: number, way: 1 | -1): SVGElement[] {
  const tip = `M${x + 7 * way} ${y}l${-8 * way} -4.5v9z`;
  return [drawn("path", { class: "line", d: line }), drawn("path", { class: "tip", d: tip })];
}
