/** Elements with what they hold. Every text is a text: nothing is ever read as HTML. */

export type Part = Node | string | number | null | undefined | false | readonly Part[];

type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** An element of a page. An attribute that is false, null or undefined is left out. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...parts: Part[]
): HTMLElementTagNameMap[K] {
  return filled(document.createElement(name), attributes, parts);
}

/** An element of a drawing. */
export function drawn<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...parts: Part[]
): SVGElementTagNameMap[K] {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, parts);
}

function filled<E extends Element>(made: E, attributes: Attributes, parts: readonly Part[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    made.setAttribute(name, value === true ? "" : String(value));
  }
  fill(made, parts);
  return made;
}

/** Put parts at the end of an element. */
export function fill(made: Element, parts: readonly Part[]): void {
  for (const part of parts) {
    if (part === null || part === undefined || part === false) continue;
    if (Array.isArray(part)) fill(made, part);
    else made.append(part instanceof Node ? part : String(part));
  }
}
