// Texts in DOT as Graphviz reads them. A line of standard input is JSON: `texts`, and as `arguments` the format of the
// answers and the engine that lays them out, as in `["svg", "dot"]`; `["dot_json", "osage"]` tells what is in a text
// without laying out its arrows. Each line is answered by a line: a JSON list of the answers.

import { createInterface } from "node:readline";
import { Graphviz } from "@hpcc-js/wasm-graphviz";

const graphviz = await Graphviz.load();
for await (const line of createInterface({ input: process.stdin })) {
  const { texts, arguments: [format, engine] } = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(texts.map((text) => graphviz.layout(text, format, engine)))}\n`);
}
