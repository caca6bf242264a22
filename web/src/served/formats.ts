/** What a screen is about, as a file in every format that the server writes. */

import { address } from "../screens/address.ts";
import { element, type Part } from "../screens/dom.ts";
import { save } from "../screens/ending.ts";
import { answered, inWords } from "./maps.ts";

/** The formats, each with what it is for, as exports/registry.py has them. */
const FORMATS: Readonly<Record<string, string>> = {
  graphml: "Gephi, yEd, igraph, Cytoscape",
  gexf: "Gephi, Gephi Lite",
  json: "node-link JSON: networkx, D3",
  cytoscape: "Cytoscape, Cytoscape.js",
  csv: "a pair of tables with CSVW metadata",
  parquet: "a pair of tables: pandas, polars, DuckDB",
  xlsx: "a workbook, a sheet for each label and type",
  cypher: "a script for a Neo4j of your own, safe to run again",
  "neo4j-admin": "a folder for neo4j-admin database import",
  turtle: "RDF: SKOS, with provenance",
  jsonld: "the same RDF as JSON-LD",
  dot: "Graphviz",
  mermaid: "Markdown, GitHub; small parts only",
  svg: "a picture in the layout of the map, or of a path",
  png: "the same picture in pixels",
};

type Chosen = Readonly<Record<string, readonly string[]>>;

/** By screen: how an export chooses its part, and by what the address names. */
const OF_ENDS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  "/occupation": ["around", "from"],
  "/next": ["around", "from"],
  "/before": ["around", "to"],
  "/reach": ["around", "from"],
  "/compare": ["around", "first", "second"],
  "/path": ["paths", "from", "to"],
};

const OF_ROUTES = ["/map", "/gaps", "/shared"];

const OF_LIBRARY = "/questions/";

/** What an export is asked for, where a screen is about a part of the map (`part_of` of explorer/web/formats.py). */
export function partOf(at: string, given: URLSearchParams): Chosen | null {
  if (Object.hasOwn(OF_ENDS, at)) {
    const [by, ...names] = OF_ENDS[at];
    const ends = names.flatMap((name) => given.get(name) || []);
    if (ends.length < names.length) return null;
    return { [by]: ends, in_route: given.getAll("in"), steps: given.getAll("steps") };
  }
  if (OF_ROUTES.includes(at)) return { routes: given.getAll("route") };
  if (!at.startsWith(OF_LIBRARY)) return null;
  const parameters = [...given].filter(([name, text]) => name !== "edition" && text).map((pair) => pair.join("="));
  return { query: [at.slice(OF_LIBRARY.length)], parameters };
}

/** The links to the files, one click away. */
export function asFiles(at: string, given: URLSearchParams): Part {
  const part = partOf(at, given);
  if (part === null) return null;
  const said = element("p", { role: "status" });
  const items = Object.entries(FORMATS).map(([format, about]) => {
    const link = element("a", { href: address("/api/export", { format, ...part }) }, format);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      said.textContent = `${format} is being written …`;
      written(link.href, said);
    });
    return element("li", {}, link, ": ", about);
  });
  return element(
    "details",
    { class: "formats" },
    element("summary", {}, "This part of the map in other formats"),
    element("ul", {}, items),
    said,
  );
}

/** Save what the server writes, or say why it does not. */
async function written(href: string, said: HTMLElement): Promise<void> {
  try {
    const response = await answered(href);
    const [, file = "career-pathways"] =
      /filename="(.*?)"/.exec(response.headers.get("Content-Disposition") ?? "") ?? [];
    save(file, await response.blob());
    said.textContent = `Saved as ${file}.`;
  } catch (error) {
    said.textContent = inWords(error);
  }
}
