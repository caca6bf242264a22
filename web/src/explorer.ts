/** What the page loads: the core. */

export { PathwaysError } from "./core/answers.ts";
export { ask, QUESTIONS } from "./core/asking.ts";
export { Explorer, editions } from "./core/explorer.ts";
export { cypherOf, type NamedQuestion, namedAnswer } from "./core/library.ts";
export { inflated } from "./inflated.ts";
