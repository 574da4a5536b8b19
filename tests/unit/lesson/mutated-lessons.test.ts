import { readdirSync, readFileSync } from "node:fs";
import { setImmediate as nextTask } from "node:timers/promises";
import fc from "fast-check";
import { expect, it } from "vitest";
import { loadKnown } from "../../../src/build/lessons/known.ts";
import { parseBibtex } from "../../../src/lesson/bibliography/parse-bibtex.ts";
import type { Beside, KnownThings } from "../../../src/lesson/known-things.ts";
import { otherLesson } from "../../../src/lesson/lesson-entry.ts";
import { parseLesson } from "../../../src/lesson/parse-lesson.ts";
import type { Problem } from "../../../src/protocol/problem.ts";
import { BIBTEX, CITING, NUMBERED } from "../../fixtures/lessons/numbered.ts";
import { sanitize } from "../../fixtures/lessons/read.ts";
import { sharedTypeChecker } from "../../support/type-checker.ts";

const isFull = process.env["LECTERN_FULL_TESTS"] === "1";

/** Lines of real lessons: every construct is in one of them. */
const LINES = [NUMBERED, CITING]
  .flatMap((text) => text.split("\n"))
  .concat(
    [
      "src/cli/course-template/lessons/first-lesson.md",
      "lessons/convolutional-neural-networks.md",
      ...["good", "broken"].flatMap((folder) =>
        readdirSync(`tests/fixtures/lessons/${folder}`)
          .filter((name) => name.endsWith(".md"))
          .map((name) => `tests/fixtures/lessons/${folder}/${name}`),
      ),
    ].flatMap((file) => readFileSync(file, "utf8").split("\n")),
  );

const OTHER = otherLesson("other.md", "---\ntitle: Other\n---\n![A](a.svg){#fig-a}\n");

const NOTHING: Beside = {
  assetState: () => "missing",
  declaredFile: () => ({ type: "missing" }),
  helperState: () => "missing",
  packageState: () => "missing",
  assetVersion: () => "",
  lesson: (path) => (path === "other.md" ? OTHER : null),
  lessonFiles: () => ["other.md"],
};

const FRONT = ["---", "title: A lesson", "datasets: [fashion-mnist]", "files: [a.csv]", "---", ""];

/** What authors add by mistake. */
const SLIP = fc.constantFrom(
  ..."--- ::: :::: ``` ~~~ $ $$ { } {#a .b} [ ] ( ) < > & \\ * _ | # > ' \" ` [^1] ]( <!-- __proto__ {.check} {.starter}".split(
    " ",
  ),
  "\n",
  "\n\n",
  "\r\n",
  "\t",
  " ",
  "\0",
  "\uFEFF",
  "\uD83D",
  "😀",
  "::: {.exercise #e title=t}\n",
  '::: {.figure name="convolution" input=7 kernel=3}\n',
  ..."@fig-dot @other#fig-a [-@other#fig-b] [@eq-loss] \\eqref{a} \\label{eq:a} {#eq-a} {#fig-a} \\\\ \\tag{1} \\newcommand{\\x}{\\x} @who [-@x;".split(
    " ",
  ),
  "\n: Caption {#tbl-a}\n",
  "::: {#thm-a}\n",
  ":::: {.columns}\n",
  "```ts {#cell}\n",
);

const part = fc.nat();

/** A change of a text, at a part of its length. */
const change = fc.oneof(
  fc.record({ type: fc.constant("insert" as const), at: part, text: SLIP }),
  fc.record({ type: fc.constant("remove" as const), at: part, length: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ type: fc.constant("repeat" as const), at: part, length: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ type: fc.constant("swap" as const), at: part, other: part }),
);
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

function changed(text: string, edit: Change): string {
  const at = edit.at % (text.length + 1);
  switch (edit.type) {
    case "insert":
      return text.slice(0, at) + edit.text + text.slice(at);
    case "remove":
      return text.slice(0, at) + text.slice(at + edit.length);
    case "repeat":
      return text.slice(0, at + edit.length) + text.slice(at);
    case "swap": {
      const lines = text.split("\n");
      const [first, second] = [edit.at % lines.length, edit.other % lines.length];
      [lines[first], lines[second]] = [lines[second] ?? "", lines[first] ?? ""];
      return lines.join("\n");
    }
  }
}

const passage = fc
  .tuple(part, fc.integer({ min: 1, max: 12 }))
  .map(([start, length]) => LINES.slice(start % LINES.length, (start % LINES.length) + length));
const lesson = fc
  .tuple(fc.boolean(), fc.array(passage, { minLength: 1, maxLength: 2 }), fc.array(change, { maxLength: 6 }))
  .map(([hasFront, passages, changes]) =>
    changes.reduce(changed, [...(hasFront ? FRONT : []), ...passages.flat()].join("\n")),
  );

const { bibliography } = parseBibtex("references.bib", BIBTEX);
const known: KnownThings = { ...(await loadKnown()), beside: NOTHING };

/** A lesson that is read without end fails no assertion: the run hangs, since nothing interrupts it. */
async function expectReadable(text: string, things: KnownThings): Promise<void> {
  // jsdom holds what it parses by `WeakRef`, which keeps it until the task ends.
  await nextTask();
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n?|\n/);
  const isGood = ({ line, column, message, remedy }: Problem): boolean =>
    line > 0 &&
    line <= lines.length &&
    column > 0 &&
    column <= (lines[line - 1] ?? "").length + 1 &&
    !message.includes("cannot be read") &&
    remedy !== "";
  const { problems } = parseLesson("lesson.md", text, { sanitize, known: things, bibliography });
  // A check makes no HTML. Some are enough: it takes as long again.
  if (text.length % 4 !== 0) return;
  const { problems: checked } = parseLesson("lesson.md", text, {
    sanitize: null,
    known: things,
    bibliography,
  });
  if (JSON.stringify(checked) !== JSON.stringify(problems)) expect(checked).toEqual(problems);
  const wrong = problems.filter((problem) => !isGood(problem));
  // One assertion, and only if it fails: millions of them would take minutes.
  if (wrong.length > 0) expect(wrong).toEqual([]);
}

it("a lesson with mistakes is read, and every problem is at a position in its file", async () => {
  await fc.assert(
    fc.asyncProperty(lesson, (text) => expectReadable(text, known)),
    { numRuns: isFull ? 100_000 : 1000 },
  );
}, 3_600_000);

const MISTYPED = "```ts {#mistyped}\nconst mistyped: number = 'text';\n```\n";

// Fewer, since the checker takes tens of milliseconds for a lesson.
it("and so it is when the types of its code are checked", async () => {
  let checked = 0;
  const checkTypes = sharedTypeChecker();
  const withTypes: KnownThings = {
    ...known,
    checkTypes: (pieces) => {
      const { mistakes } = checkTypes(pieces, process.cwd());
      checked += mistakes.length;
      return mistakes;
    },
  };
  await fc.assert(
    fc.asyncProperty(lesson, (text) => expectReadable(`${text}\n\n${MISTYPED}`, withTypes)),
    { numRuns: isFull ? 2000 : 25 },
  );
  expect(checked).toBeGreaterThan(0);
}, 3_600_000);
