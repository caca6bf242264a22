/** Answers questions, a JSON object a line, from the packed maps in the folder that the first line names. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Answer, PathwaysError } from "../src/core/answers.ts";
import { ask, type QuestionName, type Wishes } from "../src/core/asking.ts";
import { changes } from "../src/core/changes.ts";
import { editionList } from "../src/core/edition_list.ts";
import { type Explorer, editions } from "../src/core/explorer.ts";
import { type NamedQuestion, namedAnswer } from "../src/core/library.ts";
import type { PackedJoins, PackedMap, PackedTitles } from "../src/core/packed.ts";
import type { By } from "../src/core/path_finding.ts";
import { plainWay } from "../src/core/paths.ts";
import { csvText, cypherIn, jsonText } from "../src/core/saved.ts";
import { speltAlike } from "../src/core/words/spellings.ts";
import { foldedWord } from "../src/core/words/stems.ts";
import { folded, quoted } from "../src/core/words/texts.ts";
import { key, keyWords, normalisedTitle } from "../src/core/words/titles.ts";
import { inflated } from "../src/inflated.ts";

interface Asked {
  readonly open?: string;
  readonly edition?: string;
  readonly question?: QuestionName | "ways" | "words" | "named" | "diff" | "editions";
  readonly wishes?: Wishes & {
    readonly origin?: number;
    readonly texts?: string[];
    readonly given?: Record<string, unknown>;
    readonly older?: string;
    readonly newer?: string;
  };
  readonly times?: number;
  /** The form of a file, in which the answer is wanted. */
  readonly saved?: "json" | "csv";
}

let explorer: Explorer;
let questions: readonly NamedQuestion[];

async function open(folder: string, edition: string): Promise<object> {
  const read = <T>(name: string): Promise<T> => inflated<T>(readFileSync(join(folder, name), "ascii"));
  const maps = readdirSync(folder).filter((name) => name.startsWith("map-"));
  const begin = performance.now();
  const packed = await Promise.all(maps.map((name) => read<PackedMap>(name)));
  const [titles, joins] = [await read<PackedTitles>("titles"), await read<PackedJoins>("joins")];
  const inflating = performance.now();
  const all = editions(packed, titles, joins);
  explorer = all.get(edition) as Explorer;
  void [explorer.map, explorer.joins];
  const unpacked = performance.now();
  ({ questions } = await read<{ questions: NamedQuestion[] }>("questions"));
  void explorer.index;
  return { inflating: inflating - begin, unpacking: unpacked - inflating };
}

/** The best ways from an occupation to all others, as their numbers. */
function ways(origin: number, by: By): string {
  return explorer.map.occupations
    .map((end) => plainWay(explorer.map, origin, end.number, by)?.join(" ") ?? "")
    .join("\n");
}

/** An answer as the file that a screen saves. */
function file(answer: Answer, form: "json" | "csv"): object {
  return { file: form === "csv" ? csvText(answer) : jsonText(explorer, answer, cypherIn(explorer, questions, answer)) };
}

function answered({ question, wishes = {}, times = 1, saved }: Asked): object {
  if (question === "ways") return { ways: ways(wishes.origin ?? 0, wishes.by ?? "rungs") };
  if (question === "named") {
    const asked = questions.find((one) => one.name === wishes.text);
    if (asked === undefined) throw new Error(`no question ${wishes.text}`);
    const answer = namedAnswer(explorer, asked, wishes.given ?? {});
    return saved ? file(answer, saved) : { answer };
  }
  if (question === "diff") {
    const { answer } = changes(explorer, wishes.older ?? "", wishes.newer ?? "", wishes);
    return saved ? file(answer, saved) : { answer };
  }
  if (question === "editions") {
    const answer = editionList(explorer, questions.find(({ name }) => name === "editions") as NamedQuestion);
    return saved ? file(answer, saved) : { answer };
  }
  if (question === "words") {
    const all = (wishes.texts ?? []).map((text) => {
      const words = keyWords(text);
      const stems = words.split(" ").map((word) => [speltAlike(word), foldedWord(word)]);
      return [words, stems, key(text), normalisedTitle(text), folded(text), quoted(text)];
    });
    return { words: all };
  }
  const start = performance.now();
  if (saved) return file(ask(explorer, question as QuestionName, wishes), saved);
  let answer = {};
  for (let i = 0; i < times; i++) answer = ask(explorer, question as QuestionName, wishes);
  return { answer, took: (performance.now() - start) / times };
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked: Asked = JSON.parse(line);
  let said: object;
  try {
    said = asked.open ? await open(asked.open, asked.edition ?? "") : answered(asked);
  } catch (error) {
    if (!(error instanceof PathwaysError)) said = { fault: error instanceof Error ? error.stack : String(error) };
    else said = { error: { kind: error.kind, fact: error.fact, cure: error.cure, data: error.data } };
  }
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
