/** Texts as lines that fit a width, as the browser measures it in the letters of the page. */

let measuring: CanvasRenderingContext2D | null = null;

/** The width of a text in pixels; `font`: weight and size, as in "600 16px". */
function widthOf(text: string, font: string): number {
  measuring ??= document.createElement("canvas").getContext("2d");
  if (measuring === null) return text.length * 9;
  measuring.font = `${font} ${getComputedStyle(document.body).fontFamily}`;
  return measuring.measureText(text).width;
}

const MOST = 5;

/** A text in lines, at a space or, where a word is wider than a line, within it; at most five. */
export function foldedText(text: string, width: number, font: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).flatMap((one) => pieces(one, width, font))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line === "" || widthOf(longer, font) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
    if (lines.length > MOST) break;
  }
  lines.push(line);
  return lines.length <= MOST ? lines : [...lines.slice(0, MOST - 1), `${lines[MOST - 1].slice(0, -1)}…`];
}

/** A word as pieces that fit: one, as a rule. */
function pieces(word: string, width: number, font: string): string[] {
  if (word.length < 12 || widthOf(word, font) <= width) return [word];
  const found: string[] = [];
  let rest = [...word].slice(0, 400);
  while (rest.length > 0) {
    let count = Math.max(1, Math.floor((rest.length * width) / Math.max(widthOf(rest.join(""), font), 1)));
    while (count > 1 && widthOf(rest.slice(0, count).join(""), font) > width) count -= 1;
    found.push(rest.slice(0, count).join(""));
    rest = rest.slice(count);
  }
  return found;
}
