/** What the forms of one word have in common (loader/words/stems.py, which says why). */

import { PARTING_DASH, VOWELS, words } from "./titles.ts";

const AMERICAN = /(..)iz(ing|ation|ational|er|e)$/u;

const SHORT_FORMS: ReadonlyMap<string, string> = pairs(
  "ac:air conditioning,atc:air traffic control,cad:design draughting,cnc:machining,fe:further education," +
    "fmcg:consumer goods,he:higher education,hgv:goods vehicle,hr:human resources,ict:computing,it:computing," +
    "lgv:goods vehicle,ndt:nondestructive testing,nhs:health,pa:personal assistant,pcv:passenger vehicle," +
    "pr:public relations,psv:passenger vehicle,qa:quality assurance,qs:quantity surveyor,ui:user interface," +
    "ux:user experience,vfx:visual effects",
);

const IDLE = new Set(
  "a an and apprenticeship as at by de degree for from in integrated into masters of on or other the to with".split(
    " ",
  ),
);

const FAMILIES: ReadonlyMap<string, string> = pairs(
  "analyst:analys,analytic:analys,analytical:analys,analysi:analys,animation:animat,animator:animat," +
    "applicator:applicator,career:career,carer:care,caring:care,childcare:child,children:child,craftperson:craft," +
    "craftsperson:craft,customer:customer,fabrication:fabricat,fabricator:fabricat,fisherman:fish,forestry:forest," +
    "higher:higher,internal:internal,lighting:lighting,machinist:machinist,mental:mental,mentor:mentor," +
    "midwifery:midwif,nursery:nursery,office:office,official:official,organisation:organis,physical:physical," +
    "physician:physician,policy:policy,probate:probate,probation:probation,processing:process,production:produc," +
    "reservation:reservation,safety:safe,science:scienc,scientific:scienc,scientist:scienc,static:static," +
    "station:station,supplier:suppl,survey:survey,taxation:tax,trainer:training,training:training",
);

const ENDINGS = (
  "ological isation ational ologist eering ership mental ation ative ating atory ement ician icist ional istic istry " +
  "ology ance ancy ator ence ency ical ment ship ural ant ate eer ent ery ial ian ing ion ism ist ity ive ory ure al " +
  "er ic or e i y"
).split(" ");

const SHORTEST_STEM = 4;

const KEPT = new Map<string, string>();

function pairs(text: string): ReadonlyMap<string, string> {
  return new Map(text.split(",").map((pair) => pair.split(":") as [string, string]));
}

/** What the forms of one word have in common: "nursing" meets "nurse". In: a word of `words`. */
export function foldedWord(word: string): string {
  let stem = KEPT.get(word);
  if (stem === undefined) {
    stem = stemOf(word);
    KEPT.set(word, stem);
  }
  return stem;
}

function stemOf(word: string): string {
  let one = word;
  if (one.length > 4 && one.endsWith("ies")) one = `${one.slice(0, -3)}y`;
  else if (one.length > 3 && one.endsWith("s") && !one.endsWith("ss") && !one.endsWith("us")) one = one.slice(0, -1);
  one = one.replace(AMERICAN, "$1is$2");
  const family = FAMILIES.get(one);
  if (family !== undefined) return family;
  for (const ending of ENDINGS) {
    if (one.endsWith(ending) && one.length - ending.length >= SHORTEST_STEM) {
      const stem = one.slice(0, -ending.length);
      const last = stem.at(-1) ?? "";
      return last === stem.at(-2) && !VOWELS.includes(last) ? stem.slice(0, -1) : stem;
    }
  }
  return one;
}

/** The folded forms of the telling words of a text. */
export function foldedWords(text: string): ReadonlySet<string> {
  const telling = new Set<string>();
  for (const word of words(text.replace(PARTING_DASH, " "))) {
    if (word.length > 1 && !IDLE.has(word)) {
      for (const meant of (SHORT_FORMS.get(word) ?? word).split(" ")) telling.add(foldedWord(meant));
    }
  }
  return telling;
}
