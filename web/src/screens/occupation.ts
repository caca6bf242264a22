/** An occupation: its level, where the map lists it and in which words, and what can be asked of it. */

import { ask } from "../core/asking.ts";
import type { Occupation } from "../core/map.ts";
import { address } from "./address.ts";
import { element } from "./dom.ts";
import { ending } from "./ending.ts";
import { numberOf } from "./given.ts";
import { about, name, notes, placeIn } from "./parts.ts";
import type { Asked, Screen } from "./screen.ts";
import { searchForm } from "./search.ts";
import { titled } from "./words.ts";

const UNNAMED = "An occupation";

export function occupation(asked: Asked): Screen {
  const { explorer, given } = asked;
  const from = given.get("from");
  if (!from) return { title: UNNAMED, parts: [element("h1", {}, UNNAMED), searchForm(asked)] };
  const answer = ask(explorer, "occupation", {
    occupation: from,
    in_route: given.get("in"),
    level: numberOf(given, "level"),
  });
  const found = explorer.map.byId.get(String(answer.rows[0].id)) as Occupation;
  const title = titled(found);
  const ways = [
    ["What can I do next?", "/next", "from"],
    ["What leads here?", "/before", "to"],
    ["Where can it lead?", "/reach", "from"],
    ["How do I get from here to …?", "/path", "from"],
    ["How do I get to here from …?", "/path", "to"],
    ["Compare it with …", "/compare", "first"],
    ["On the map", "/map", "at"],
  ];
  return {
    title,
    parts: [
      element("h1", {}, name(title)),
      about(explorer, found),
      element("p", {}, element("code", {}, found.id)),
      element(
        "ul",
        { class: "onward" },
        ways.map(([text, path, field]) =>
          element("li", {}, element("a", { href: address(path, { [field]: found.id }) }, text)),
        ),
      ),
      found.listings.map(({ cluster, line, quote, specialisms, file }) =>
        element(
          "section",
          {},
          element("h2", {}, placeIn(cluster)),
          specialisms.length > 0 ? element("p", {}, `Specialisms: ${specialisms.join("; ")}`) : null,
          cluster.apprenticeshipOnly ? element("p", {}, "By apprenticeship only in this part of the map.") : null,
          file
            ? element("p", { class: "soft" }, `${file}, row ${line}`)
            : element("blockquote", {}, `“${quote}” `, element("cite", {}, `line ${line} of the document`)),
        ),
      ),
      found.imported?.description ? element("p", {}, found.imported.description) : null,
      notes(answer),
      ending(asked, answer),
    ],
  };
}
