/** Words that tell little, or less than others (queries/searching.py, which says why). */

import { speltAlike } from "./spellings.ts";

function listed(text: string): string[] {
  return text.trim().split(/\s+/);
}

/** Words without which a text tells the same; no words of an everyday title. */
export const LITTLE: ReadonlySet<string> = new Set(
  listed(`
    a am an and anything as at be been being by do does doing for from had has have he her his i id im in into is ive
    me my of on or our s she so some something stuff that the their them then they this to was we were who with would
    you your`),
);

/** Words that frame what a person does. */
export const FRAME: ReadonlySet<string> = new Set(
  listed(`
    apprentice apprenticeship become becoming bloke boy career client course employed friend girl going guy help
    interested job lad lady like looking man men mum dad people person role self son daughter start trained training
    trainee used want woman women work worked worker working`).map(speltAlike),
);

/** Words of whoever talks, as they are typed, which name no work. */
export const TALK: ReadonlySet<string> = new Set(
  listed(`
    always any anyone arent because best better but can cant could couldnt cos didnt doesnt dont dream else enjoy
    enjoyed enjoying every everyone everything few find fun gonna good got great gotta happy hasnt hate havent hope how
    idea ideas idk if isnt just keen kind kinda know lets lots love loves loving many maybe might more most much must
    need never nice no not nothing now often ok only passionate please prefer pretty probably quite rather really reckon
    should shouldnt somebody someone sometimes sure thats theyre thing things think too try trying unsure usually very
    wanna wants wasnt what whatever when where whether which while why wish wont wouldnt yes youre`),
);

/** Words that many occupations have: one that holds nothing else of a text does not answer it. */
export const GENERAL: ReadonlySet<string> = new Set([
  ...FRAME,
  ...listed(`
    adviser agent aide analyst assistant associate attendant boss business chief clerk consultant contractor
    controller coordinator dealer degree designer director engineer examiner executive expert fitter general hand
    head helper inspector installer instructor junior labourer lead leader maker management manager master mate
    member office officer operative operator place practitioner professional remover repairer senior service
    specialist staff supervisor support team technical technician`).map(speltAlike),
]);

/** What people do with what tells more: "I mend phones". */
export const DOING: ReadonlySet<string> = new Set(
  listed(`
    after answer build carry cut deliver drive fix get give install lay look make mend new old out put repair run
    sell serve take teach up wash`).map(speltAlike),
);

/** What people write for a longer word of a title. */
export const WRITTEN_OUT: ReadonlyMap<string, string> = new Map(
  listed(`
    admin:administrator asst:assistant comms:communications coord:coordinator dev:developer eng:engineer
    exec:executive lab:laboratory maint:maintenance mech:mechanic mgmt:management mgr:manager ops:operations
    rep:representative tech:technician uni:university vet:veterinary`).map((pair) => {
    const [short, word] = pair.split(":");
    return [short, speltAlike(word)];
  }),
);
