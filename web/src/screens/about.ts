/** Whose the map is, what a progression is, and what is promised of these pages. */

import { element } from "./dom.ts";
import type { Asked, Screen } from "./screen.ts";

/** The statement of docs/web.md and of explorer/web/page.py; a test holds the three together. */
const ACCESSIBILITY = [
  "These pages are made to meet WCAG 2.2 at level AA: they work by keyboard, every drawing has its table or list, " +
    "nothing is said by colour alone and nothing has to be dragged, and text can be made larger and spaced wider.",
  "Tests try every screen in Chromium, at widths of 1440, 768 and 360 pixels, light and dark: the rules of axe-core, " +
    "the contrast of text (4.5) and borders (3), targets of 24 pixels, 320 pixels with the text spacing of WCAG, " +
    "forced colours, what Tab reaches, the focus and the title after each step, what is announced, and print.",
  "Not tried: any screen reader, and other browsers. On a phone the arrows of the map are not drawn; its list says " +
    "the same. The wide tables of some questions are scrolled sideways on a tablet. Whatever you cannot use is a fault: " +
    "please report it to whoever you have the program from.",
];

export function aboutPage({ explorer, whose }: Asked): Screen {
  const { title, attribution } = explorer.map.edition;
  return {
    title: "About",
    parts: [
      element("h1", {}, "About"),
      element("h2", {}, "Source and licence"),
      element("p", {}, `${title}. ${whose.source}.`),
      element("p", {}, `${whose.licence}.`),
      attribution ? element("p", {}, String(attribution)) : null,
      element("h2", {}, "What a progression is"),
      element("p", {}, whose.progressions),
      element("h2", {}, "Accessibility"),
      ACCESSIBILITY.map((text) => element("p", {}, text)),
    ],
  };
}
