/** Whose the map is, what a progression is, and what is promised of these pages. */

import { element } from "./dom.ts";
import type { Asked, Screen } from "./screen.ts";

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
      element(
        "p",
        {},
        "A progression of the map of 2017 is inferred from where the clusters stand; the map itself states none. " +
          "Those of an imported map are stated by its tables. None of it is advice of the government.",
      ),
      element("h2", {}, "Accessibility"),
      element(
        "p",
        {},
        "These pages are made to meet WCAG 2.2 at level AA: they work by keyboard, every drawing has its table or " +
          "list, nothing is said by colour alone, and text can be made larger and spaced wider. What fails you is a " +
          "fault: please report it where you have the program from.",
      ),
    ],
  };
}
