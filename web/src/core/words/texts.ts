/** Text as Python treats it, which spelt all that a map is compared with. */

const WHITE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

/** White space, for a class of an expression. */
export const SPACE = `[${WHITE}]`;

/** A letter, a digit or "_", for a class of an expression with the flag u. */
export const WORD = "\\p{L}\\p{N}_";

const BREAKS = new RegExp(`${SPACE}+`, "u");
const AROUND = new RegExp(`^${SPACE}+|${SPACE}+$`, "gu");

/** The words between white space. */
export function parted(text: string): string[] {
  return text.split(BREAKS).filter((word) => word !== "");
}

export function stripped(text: string): string {
  return text.replace(AROUND, "");
}

export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

const SMALL = /\P{ASCII}/gu;

/** Unicode's full case folding, but of letters that no title has (Cherokee). */
export function folded(text: string): string {
  const small = text.toLowerCase();
  return isAscii(small)
    ? small
    : small.replace(SMALL, (letter) => (letter === "ı" ? letter : letter.toUpperCase().toLowerCase()));
}

/** How many characters a text has, each of them one. */
export function length(text: string): number {
  let pairs = 0;
  for (let i = 0; i < text.length - 1; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xd800) pairs += 1;
  return text.length - pairs;
}

const HALVES = /[\ud800-\udfff]/;

/** Which of two texts comes first: by their characters, not by the halves of those that have two. */
export function compared(one: string, other: string): number {
  if (one === other) return 0;
  if (!HALVES.test(one) && !HALVES.test(other)) return one < other ? -1 : 1;
  const common = Math.min(one.length, other.length);
  for (let i = 0; i < common; i++) {
    const [a, b] = [one.charCodeAt(i), other.charCodeAt(i)];
    if (a !== b) return isHalf(a) === isHalf(b) ? a - b : isHalf(a) ? 1 : -1;
  }
  return one.length - other.length;
}

function isHalf(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** A number with commas between thousands. */
export function counted(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

const UNSEEN = /[\p{C}\p{Z}\\']/gu;

/** A text in quotes, as Python writes it. */
export function quoted(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inner = text.replace(UNSEEN, (letter) => {
    const short = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "'": mark === "'" ? "\\'" : "'", " ": " " }[
      letter
    ];
    if (short !== undefined) return short;
    const code = letter.codePointAt(0) ?? 0;
    const [sign, digits] = code < 256 ? ["x", 2] : code < 65536 ? ["u", 4] : ["U", 8];
    return `\\${sign}${code.toString(16).padStart(Number(digits), "0")}`;
  });
  return `${mark}${inner}${mark}`;
}
