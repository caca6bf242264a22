/** What ends the screen of an answer: its question in Cypher, and the answer as a file. */

import { type Answer, INFERENCE, STATED } from "../core/answers.ts";
import { csvText, cypherIn, jsonText } from "../core/saved.ts";
import { drawn, element, type Part } from "./dom.ts";
import { mermaidText } from "./mermaid.ts";
import type { Asked } from "./screen.ts";

/** The Cypher and the files of an answer; `drawing`: holds one that is a file, too. */
export function ending(asked: Asked, answer: Answer, drawing: Element | null = null): Part {
  const { explorer, questions } = asked;
  const cypher = cypherIn(explorer, questions, answer);
  return [
    element(
      "details",
      { class: "cypher" },
      element("summary", {}, "The question in Cypher"),
      cypherParts(answer, cypher),
    ),
    element(
      "section",
      { class: "save" },
      element("h2", {}, "Save it"),
      saving("JSON", `${answer.question}.json`, "application/json", () => jsonText(explorer, answer, cypher)),
      " ",
      saving("CSV", `${answer.question}.csv`, "text/csv", () => csvText(answer)),
      answer.question === "shortest-path" && [
        " ",
        saving("Mermaid", `${answer.question}.mmd`, "text/plain", () => mermaidOf(asked, answer)),
      ],
      drawing && [" ", saving("SVG", `${answer.question}.svg`, "image/svg+xml", () => svgText(drawing))],
    ),
  ];
}

function cypherParts({ parameters }: Answer, cypher: string | null): Part {
  if (cypher === null) return element("p", {}, "This answer is found in the graph in memory, not in Cypher.");
  const said = element("span", { role: "status" });
  const button = element("button", { type: "button", class: "second" }, "Copy the Cypher");
  button.addEventListener("click", () => copy(cypher, said));
  return [
    element("pre", { tabindex: 0, role: "region", "aria-label": "Cypher" }, element("code", {}, cypher)),
    element("p", {}, "Its parameters:"),
    element(
      "pre",
      { tabindex: 0, role: "region", "aria-label": "Parameters" },
      element("code", {}, JSON.stringify(parameters)),
    ),
    element("p", {}, button, " ", said),
  ];
}

/** Put a text where it can be pasted from, and say whether that was possible. */
export async function copy(text: string, said: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = "Copied.";
  } catch {
    said.textContent = `Your browser does not let a page copy: ${text}`;
  }
}

/** A button that saves a file, which is made when it is wanted. */
function saving(name: string, file: string, type: string, made: () => string): HTMLElement {
  const button = element("button", { type: "button", class: "second" }, name);
  button.addEventListener("click", () => {
    save(file, new Blob([made()], { type }));
  });
  return button;
}

/** Let the browser save a file. */
export function save(file: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = element("a", { href: url, download: file });
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function mermaidOf({ explorer: { map } }: Asked, answer: Answer): string {
  return mermaidText(map, answer.rows, map.imported ? STATED : INFERENCE);
}

const LOOK = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-family", "font-size", "font-weight"];

/** A drawing with its look in it: by itself it has no style sheet. */
function svgText(drawing: Element): string {
  const shown = drawing.querySelector("svg");
  if (shown === null) return "";
  const copied = shown.cloneNode(true) as SVGElement;
  const elements = copied.querySelectorAll("*");
  shown.querySelectorAll("*").forEach((original, i) => {
    const style = getComputedStyle(original);
    for (const name of LOOK) elements[i].setAttribute(name, style.getPropertyValue(name));
    elements[i].removeAttribute("class");
  });
  shown.querySelectorAll("text").forEach((original, i) => {
    const text = copied.querySelectorAll("text")[i]; // as wide as here, where other letters are at hand
    text.setAttribute("textLength", original.getComputedTextLength().toFixed(1));
    text.setAttribute("lengthAdjust", "spacingAndGlyphs");
  });
  const fill = getComputedStyle(document.body).backgroundColor;
  copied.prepend(drawn("rect", { width: "100%", height: "100%", fill }));
  copied.removeAttribute("aria-hidden");
  copied.removeAttribute("class");
  return `${new XMLSerializer().serializeToString(copied)}\n`;
}
