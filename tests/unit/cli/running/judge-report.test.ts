import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { loadLesson } from "../../../../src/build/lessons/load-lesson.ts";
import { judgeReport } from "../../../../src/cli/running/judge-report.ts";
import { type RunnablePart, runnableParts } from "../../../../src/cli/running/runnable-parts.ts";
import { CellReport } from "../../../../src/protocol/cell-report.ts";
import { temporaryFolder } from "../../build/temporary-folder.ts";

const LESSON = `---
title: A
---

\`\`\`ts {#first}
const x = 1;
throw new Error(String(x));
\`\`\`

::: {.note}
\`\`\`ts {#inside .manual}
x
\`\`\`
:::

::: {.exercise #sum title="Sum"}
Add.

\`\`\`ts {#sum-code .starter}
const sum = ______;
\`\`\`

\`\`\`ts {.check}
check(sum === 2, "One and one.");
\`\`\`

::: {.solution}
This is it:

\`\`\`ts
const sum = 2;
\`\`\`
:::
:::
`;

async function partsOfLesson(): Promise<readonly RunnablePart[]> {
  const folder = await temporaryFolder({ "a.md": LESSON });
  return runnableParts(await loadLesson(`${folder}/a.md`));
}

function report(given: object): CellReport {
  return v.parse(CellReport, {
    cell: "first",
    outcome: "done",
    ms: 1,
    error: null,
    passed: null,
    outputs: [],
    dropped: 0,
    synthetic: false,
    perClass: null,
    ...given,
  });
}

function errorAt(line: number | null, given: object = {}) {
  const error = { name: "Error", message: "1", line, column: 7, text: null, stack: [] };
  return { outcome: "failed", error: { error, inCheck: false, ...given } };
}

async function judge(type: RunnablePart["type"], given: object): Promise<string | null> {
  const part = (await partsOfLesson()).find((each) => each.type === type);
  if (part === undefined) throw new Error(`No ${type}.`);
  const problem = judgeReport({ part, report: report(given) }, "a.md", 600);
  return problem && `${problem.file}:${problem.line}:${problem.column} ${problem.message} ${problem.remedy}`;
}

describe("what `lectern run` runs", () => {
  it("is every cell in the order of the page, with the lines of their code, and each exercise twice", async () => {
    expect((await partsOfLesson()).map(({ type, id, line }) => [type, id, line])).toEqual([
      ["cell", "first", 6],
      ["cell", "inside", 12],
      ["starter", "sum-code", 20],
      ["solution", "sum-code", 31],
    ]);
  });
});

describe("a cell", () => {
  it("may end in any way but with an error", async () => {
    expect(await judge("cell", {})).toBeNull();
    expect(await judge("cell", errorAt(2))).toBe(
      "a.md:7:7 The cell `first` fails: Error: 1. Correct the code here, or in the cells above that it uses.",
    );
    expect(await judge("cell", errorAt(null))).toMatch(/^a\.md:6:1 The cell `first` fails: Error: 1\./);
  });

  it("must not fail after its end, or go on without end, or not run", async () => {
    expect(await judge("cell", errorAt(1, { late: true }))).toMatch(/^a\.md:6:7 .* fails after its end/);
    expect(await judge("cell", { outcome: "stopped" })).toMatch(
      /^a\.md:6:1 The cell `first` did not end within 600 s\. .*--timeout/,
    );
    expect(await judge("cell", { outcome: "missing" })).toMatch(/^a\.md:6:1 The cell `first` did not run/);
  });
});

describe("an exercise", () => {
  it("has a starter that does not pass", async () => {
    expect(await judge("starter", errorAt(1))).toBeNull();
    expect(await judge("starter", { passed: false })).toBeNull();
    expect(await judge("starter", { passed: true })).toMatch(
      /^a\.md:20:1 The starter of the exercise `sum` passes its checks\. Leave something/,
    );
  });

  it("has a solution that passes", async () => {
    expect(await judge("solution", { passed: true })).toBeNull();
    const outputs = [{ type: "check", passed: false, message: "One and one." }];
    expect(await judge("solution", { passed: false, outputs })).toBe(
      "a.md:31:1 The solution of the exercise `sum` does not pass its checks: One and one. Correct the solution, or the checks.",
    );
    expect(await judge("solution", errorAt(1))).toMatch(
      /^a\.md:31:7 The solution of the exercise `sum` fails/,
    );
  });

  it("has a solution that runs a check", async () => {
    expect(await judge("solution", { passed: null })).toMatch(
      /^a\.md:16:1 The solution of the exercise `sum` runs none of its checks\. Call `check/,
    );
  });

  it("is passed over if it asks the reader for a file", async () => {
    expect(await judge("solution", { outcome: "asks" })).toBeNull();
  });

  it("has checks that throw no error of their own", async () => {
    expect(await judge("solution", errorAt(1, { inCheck: true }))).toMatch(
      /^a\.md:16:1 A check of the exercise `sum` fails: Error: 1\. Correct the check/,
    );
  });
});
