// Flowcharts as Mermaid reads them. A line of standard input is JSON: `texts` and `arguments`. Each line is answered by
// a line: a JSON list of what is in each text, or of `{"error": …}`. With the argument `drawn` the texts of boxes and
// arrows are those of the picture that Mermaid draws; without it, which takes a tenth of the time, they are as Mermaid
// keeps them, codes of characters read.

import { createInterface } from "node:readline";
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

async function read(text, number, drawn) {
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const holders = db.getSubGraphs().map(({ id, title, nodes, classes }) => ({ id, text: shown(title), nodes, classes }));
  const held = new Set(holders.map(({ id }) => id)); // an arrow makes a box of a holder, too, which is not drawn
  const boxes = [...db.getVertices().values()].filter(({ id }) => !held.has(id));
  const said = {
    boxes: boxes.map(({ id, text, type, classes }) => ({ id, text: shown(text), type, classes })),
    arrows: db.getEdges().map(({ text, ...rest }) => ({ ...rest, text: shown(text) })),
    holders,
  };
  if (!drawn) return said;
  const { svg } = await mermaid.render(`d${number}`, text);
  const picture = new window.DOMParser().parseFromString(svg, "text/html");
  const texts = {};
  for (const shape of picture.querySelectorAll("g.node, g.cluster")) {
    texts[shape.id.match(/n[0-9]+/)[0]] = shape.textContent;
  }
  for (const arrow of said.arrows) arrow.text = picture.querySelector(`g.label[data-id="${arrow.id}"]`)?.textContent;
  for (const shape of [...said.boxes, ...said.holders]) shape.text = texts[shape.id];
  const description = picture.querySelector("desc")?.textContent;
  return { ...said, description, title: picture.querySelector(".flowchartTitleText")?.textContent };
}

for await (const line of createInterface({ input: process.stdin })) {
  const { texts, arguments: [how] } = JSON.parse(line);
  const answers = [];
  for (const [number, text] of texts.entries()) {
    answers.push(await read(text, number, how === "drawn").catch((error) => ({ error: String(error) })));
  }
  window.document.body.innerHTML = "";
  process.stdout.write(`${JSON.stringify(answers)}\n`);
}
