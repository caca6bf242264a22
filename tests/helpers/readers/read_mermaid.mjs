// Flowcharts as Mermaid reads them: a JSON list of texts on standard input; on standard output a JSON list of what is
// in each, or of `{"error": …}`. With the argument `drawn` the texts of boxes and arrows are those of the picture that
// Mermaid draws; without it, which takes a tenth of the time, they are as Mermaid keeps them, codes of characters read.

import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!DOCTYPE html><body></body>");
Object.assign(globalThis, { window, document: window.document });
for (const name of ["Element", "SVGElement", "HTMLElement", "Node", "DOMParser", "XMLSerializer", "CSSStyleSheet"]) {
  globalThis[name] = window[name];
}
// Nothing is measured here: all boxes are of one size.
window.SVGElement.prototype.getBBox = () => ({ x: 0, y: 0, width: 100, height: 20 });
window.SVGElement.prototype.getComputedTextLength = () => 100;
globalThis.btoa = (text) => Buffer.from(text).toString("base64");

const { default: mermaid } = await import("mermaid");
mermaid.initialize({ startOnLoad: false, logLevel: "fatal", suppressErrorRendering: true });

function shown(text) {
  const box = window.document.createElement("p");
  box.innerHTML = text.replaceAll("ﬂ°°", "&#").replaceAll("ﬂ°", "&").replaceAll("¶ß", ";");
  return box.textContent;
}

async function read(text, number) {
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const holders = db.getSubGraphs().map(({ id, title, nodes, classes }) => ({ id, text: shown(title), nodes, classes }));
  const held = new Set(holders.map(({ id }) => id)); // an arrow makes a box of a holder, too, which is not drawn
  const boxes = [...db.getVertices().values()].filter(({ id }) => !held.has(id));
  const said = {
    boxes: boxes.map(({ id, text, type, classes }) => ({ id, text: shown(text), type, classes })),
    arrows: db.getEdges().map(({ text, ...rest }) => ({ ...rest, text: shown(text) })),
    holders,
  };
  if (process.argv[2] !== "drawn") return said;
  const { svg } = await mermaid.render(`d${number}`, text);
  const drawn = new window.DOMParser().parseFromString(svg, "text/html");
  const texts = {};
  for (const shape of drawn.querySelectorAll("g.node, g.cluster")) {
    texts[shape.id.match(/n[0-9]+/)[0]] = shape.textContent;
  }
  for (const arrow of said.arrows) arrow.text = drawn.querySelector(`g.label[data-id="${arrow.id}"]`)?.textContent;
  for (const shape of [...said.boxes, ...said.holders]) shape.text = texts[shape.id];
  const description = drawn.querySelector("desc")?.textContent;
  return { ...said, description, title: drawn.querySelector(".flowchartTitleText")?.textContent };
}

const answers = [];
for (const [number, text] of JSON.parse(readFileSync(0, "utf8")).entries()) {
  answers.push(await read(text, number).catch((error) => ({ error: String(error) })));
}
process.stdout.write(JSON.stringify(answers));
