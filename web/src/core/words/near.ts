/** How alike two words or names are, as rapidfuzz measures it. */

/** Letters changed, left out, added or swapped with their neighbour, by Damerau and Levenshtein; more than `most` is `most` + 1. */
export function damerauLevenshtein(one: string, other: string, most: number): number {
  const [a, b] = [[...one], [...other]];
  if (Math.abs(a.length - b.length) > most) return most + 1;
  const width = b.length + 2;
  const far = a.length + b.length;
  const rows = new Int32Array((a.length + 2) * width);
  rows[0] = far;
  for (let i = 0; i <= a.length; i++) {
    rows[(i + 1) * width] = far;
    rows[(i + 1) * width + 1] = i;
  }
  for (let j = 0; j <= b.length; j++) {
    rows[j + 1] = far;
    rows[width + j + 1] = j;
  }
  const last = new Map<string, number>();
  for (let i = 1; i <= a.length; i++) {
    let match = 0;
    for (let j = 1; j <= b.length; j++) {
      const [row, column] = [last.get(b[j - 1]) ?? 0, match];
      const same = a[i - 1] === b[j - 1];
      if (same) match = j;
      rows[(i + 1) * width + j + 1] = Math.min(
        rows[i * width + j] + (same ? 0 : 1),
        rows[(i + 1) * width + j] + 1,
        rows[i * width + j + 1] + 1,
        rows[row * width + column] + (i - row - 1) + 1 + (j - column - 1),
      );
    }
    last.set(a[i - 1], i);
  }
  return Math.min(rows[(a.length + 1) * width + b.length + 1], most + 1);
}

let [before, row] = [new Int32Array(64), new Int32Array(64)];

/** Letters to leave out and to add. */
function indel(a: string, b: string): number {
  if (row.length <= b.length) [before, row] = [new Int32Array(2 * b.length), new Int32Array(2 * b.length)];
  before.fill(0, 0, b.length + 1);
  for (let i = 0; i < a.length; i++) {
    const letter = a.charCodeAt(i);
    let here = 0;
    row[0] = 0;
    for (let j = 0; j < b.length; j++) {
      if (letter === b.charCodeAt(j)) here = before[j] + 1;
      else if (before[j + 1] > here) here = before[j + 1];
      row[j + 1] = here;
    }
    [before, row] = [row, before];
  }
  return a.length + b.length - 2 * before[b.length];
}

/** How alike two names are, from 0 to 100; 0 where they cannot be as alike as `least`. */
export function ratio(one: string, other: string, least = 0): number {
  const all = one.length + other.length;
  if (all === 0) return 100;
  const most = (1 - Math.abs(one.length - other.length) / all) * 100;
  return most < least ? 0 : (1 - indel(one, other) / all) * 100;
}

/** The same of the words that both have, and those that each has besides. */
export function tokenSetRatio(one: string, other: string, least = 0): number {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  if (a.length === 0 || b.length === 0) return 0;
  const common = a.filter((word) => b.includes(word));
  const [onlyA, onlyB] = [a.filter((word) => !b.includes(word)), b.filter((word) => !a.includes(word))];
  if (common.length > 0 && (onlyA.length === 0 || onlyB.length === 0)) return 100;
  const [left, right, both] = [onlyA.join(" "), onlyB.join(" "), common.join(" ")];
  const joint = both.length > 0 ? 1 : 0;
  const [leftLength, rightLength] = [both.length + joint + left.length, both.length + joint + right.length];
  const withLeft = both.length > 0 ? share(joint + left.length, both.length + leftLength) : 0;
  const withRight = both.length > 0 ? share(joint + right.length, both.length + rightLength) : 0;
  const most = share(Math.abs(left.length - right.length), leftLength + rightLength);
  const best = Math.max(withLeft, withRight);
  return most < Math.max(best, least) ? best : Math.max(best, share(indel(left, right), leftLength + rightLength));
}

/** The same where the one may stand within the other: the best of all measures, each as much as it counts. */
export function weightedRatio(one: string, other: string): number {
  if (one === "" || other === "") return 0;
  const [short, long] = [Math.min(one.length, other.length), Math.max(one.length, other.length)];
  const whole = ratio(one, other);
  const [a, b] = [sortedWords(one), sortedWords(other)];
  if (long / short < 1.5) {
    return Math.max(whole, Math.max(ratio(a.join(" "), b.join(" ")), tokenSetRatio(one, other)) * 0.95);
  }
  const scale = long / short <= 8 ? 0.9 : 0.6;
  return Math.max(whole, partialRatio(one, other) * scale, partialTokenRatio(a, b) * 0.95 * scale);
}

function partialTokenRatio(a: readonly string[], b: readonly string[]): number {
  if (a.some((word) => b.includes(word))) return 100;
  const all = partialRatio(a.join(" "), b.join(" "));
  const [onlyA, onlyB] = [[...new Set(a)], [...new Set(b)]];
  if (onlyA.length === a.length && onlyB.length === b.length) return all;
  return Math.max(all, partialRatio(onlyA.join(" "), onlyB.join(" ")));
}

/** How alike the shorter is to what of the longer one is most like it; of two as long, the better of both ways. */
function partialRatio(one: string, other: string): number {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  const best = bestWithin(short, long);
  return short.length === long.length ? Math.max(best, bestWithin(long, short)) : best;
}

/** How alike a text is to the part of another that is most like it, as long as itself or cut at an end. */
function bestWithin(text: string, other: string): number {
  let best = text === "" && other === "" ? 100 : 0;
  for (let end = 1; end < other.length + text.length; end++) {
    const part = other.slice(Math.max(0, end - text.length), end);
    if (part !== "") best = Math.max(best, ratio(text, part, best));
  }
  return best;
}

function share(distance: number, all: number): number {
  return all > 0 ? 100 - (100 * distance) / all : 100;
}

function wordsOf(text: string): string[] {
  return [...new Set(sortedWords(text))];
}

function sortedWords(text: string): string[] {
  return text
    .split(/\s+/)
    .filter((word) => word !== "")
    .sort();
}
