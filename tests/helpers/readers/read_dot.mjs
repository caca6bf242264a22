// Texts in DOT as Graphviz reads them: a JSON list of texts on standard input, a JSON list of its answers on standard
// output. The arguments are the format of the answers and the engine that lays them out, as in
// `node read_dot.mjs svg dot`; `dot_json osage` tells what is in a text without laying out its arrows.

import { readFileSync } from "node:fs";
import { Graphviz } from "@hpcc-js/wasm-graphviz";

const [format, engine] = process.argv.slice(2);
const graphviz = await Graphviz.load();
const texts = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map((text) => graphviz.layout(text, format, engine))));
