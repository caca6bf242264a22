/* How the search of Sphinx weighs what it finds: as it does of itself, but of equal hits what was decided and what
   changed come last, and the reference of Python first where something of Python is asked for: "cp.open", "what_if". */
const ofPython = /[._]/.test(new URLSearchParams(location.search).get("q") ?? "");
var Scorer = {
  score: ([page, , , , score]) =>
    score + (page.startsWith("decisions/") || page === "changelog" ? -1 : ofPython && page.startsWith("api/") ? 1 : 0),
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
