import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { loadLesson } from "../../../../src/build/lessons/load-lesson.ts";
import { describePart, describeTotal } from "../../../../src/cli/running/describe-run.ts";
import { runParts } from "../../../../src/cli/running/run-lesson.ts";
import { runnableParts } from "../../../../src/cli/running/runnable-parts.ts";
import { temporaryFolder } from "../../build/temporary-folder.ts";

const LESSON = `---
title: A
---

\`\`\`ts {#first}
const x = 1;
\`\`\`

\`\`\`ts {#second}
x;
\`\`\`

\`\`\`ts {#third}
x;
\`\`\`
`;

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

const REPORT = {
  ms: 5,
  error: null,
  passed: null,
  outputs: [],
  dropped: 0,
  synthetic: false,
  perClass: null,
};

/** Runs the lesson in a page that answers with these outcomes; null: never. */
async function runWith(outcomes: Readonly<Record<string, string | null>>) {
  const folder = await temporaryFolder({ "a.md": LESSON });
  const lesson = await loadLesson(`${folder}/a.md`);
  const page = {
    evaluate: async (script: unknown) => {
      const [, cell] = /"cell":"(\w+)"/.exec(String(script)) ?? [];
      if (cell === undefined) return [];
      const outcome = outcomes[cell] ?? null;
      return outcome === null ? new Promise(() => undefined) : { ...REPORT, cell, outcome };
    },
  };
  const lines: string[] = [];
  const running = runParts(page as Parameters<typeof runParts>[0], lesson, runnableParts(lesson), {
    seconds: 10,
    onPart: (part, problem) => lines.push(describePart(part, problem === null)),
  });
  await vi.advanceTimersByTimeAsync(1_000_000);
  return { lines, run: await running };
}

describe("the runs of a lesson", () => {
  it("pass over what asks the reader for a file, and say so", async () => {
    const { lines, run } = await runWith({ first: "asks", second: "asks", third: "done" });
    expect(run.problems).toEqual([]);
    expect(lines[0]).toMatch(/^ {2}- first +skipped: asks the reader for a file$/);
    expect(describeTotal([run])).toBe(
      "0 problems in 1 run of cells in 1 lesson, 5 ms in all. 2 skipped: asks the reader for a file.",
    );
  });

  it("end also if the page does not answer", async () => {
    const { run } = await runWith({ first: "done", second: null, third: "done" });
    expect(run.parts.map(({ report }) => report.outcome)).toEqual(["done", "stopped", "missing"]);
    expect(run.problems.map(({ line, message }) => [line, message])).toEqual([
      [10, "The cell `second` did not end within 10 s."],
      [14, expect.stringContaining("The cell `third` did not run")],
    ]);
  });
});
