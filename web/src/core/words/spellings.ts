/** How one word is spelt by different people (loader/words/spellings.py, which says why). */

import { isAscii } from "./texts.ts";

const SPELT: ReadonlyMap<string, string> = new Map(
  (
    "aluminum:aluminium analog:analogue catalog:catalogue cheff:chef defense:defence dialog:dialogue gray:grey " +
    "jewelry:jewelery jewellery:jewelery license:licence offense:offence pajama:pyjama plow:plough practise:practice " +
    "programe:program tyre:tire"
  )
    .split(" ")
    .map((pair) => pair.split(":") as [string, string]),
);

const PLURALS: readonly (readonly [RegExp, string])[] = [
  [/ies$/, "y"],
  [/(?<=[wn]i)ves$/, "fe"],
  [/(?<=ch|sh|ss)es$|(?<=[xz])es$|(?<![isu])s$/, ""],
];

const PEOPLE = /(?:man|men|persons?|people|lady|ladies)$/;
const NO_PEOPLE = new Set(["german", "human", "roman", "specimen", "talisman"]);
const OF_A_TRADE = /(?<=...)s?(?:m[ae]n|wom[ae]n|persons?|people|lad(?:y|ies))$/;

const FORMS: readonly (readonly [RegExp, string])[] = [
  [/(?<=..)iz(?=(?:ing|ation|ational|er|ed|e)$)/g, "is"],
  [/(?<=..)yz(?=(?:ing|er|e)$)/g, "ys"],
  [/(?<=[a-eg-z])our/g, "or"],
  [/(?<=[bt])re$/, "er"],
  [/(?<=[a-z])ae/g, "e"],
  [/([aeiou][a-z]*[aeiou])([lmnprst])\2(?=(?:ing|er|or|ed|ist|ery|ment)$)/g, "$1$2"],
  [/^draft/, "draught"],
  [/^mold/, "mould"],
  [/mme$/, "m"],
  [/(?<=[a-z]{3})ie$/, "y"],
  [/(?<=[a-z]{2})tress$/, "ter"],
  [/(?<=host|herd|ward|ager|thor)ess$/, ""],
  [/(?<=[a-z]{3})or$/, "er"],
];

const OTHERWISE = /s$|ie$|^draft|^mold|m[ae]n$|person|people|lad(?:y|ies)$|[iy]z|our|[bt]re$|ae|([lmnprst])\1|or$/;

const KEPT = new Map<string, string>();

/** What the spellings of one word have in common; a key to compare, not a text to show. In: a word of `keyWords`. */
export function speltAlike(word: string): string {
  let spelt = KEPT.get(word);
  if (spelt === undefined) {
    spelt = alike(word);
    KEPT.set(word, spelt);
  }
  return spelt;
}

function alike(word: string): string {
  if (word.length <= 3 || !isAscii(word)) return word;
  if (!SPELT.has(word) && !OTHERWISE.test(word)) return word;
  let spelt = word;
  if (PEOPLE.test(spelt) && !NO_PEOPLE.has(spelt)) spelt = spelt.replace(OF_A_TRADE, "person");
  for (const [plural, singular] of PLURALS) {
    const shorter = spelt.replace(plural, singular);
    if (shorter !== spelt) {
      spelt = shorter;
      break;
    }
  }
  spelt = SPELT.get(spelt) ?? spelt;
  for (const [pattern, form] of FORMS) spelt = spelt.replace(pattern, form);
  return SPELT.get(spelt) ?? spelt;
}
