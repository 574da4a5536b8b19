import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { forgetKnown } from "../../../../src/build/lessons/known.ts";
import { loadLesson } from "../../../../src/build/lessons/load-lesson.ts";
import { lessonDigests } from "../../../../src/build/recording/lesson-digests.ts";
import { writeRecordings } from "../../../../src/build/recording/recording-file.ts";
import { temporaryFolder } from "../temporary-folder.ts";

afterEach(() => vi.unstubAllEnvs());

/** With an exercise between two cells, of which the second uses what only the solution declares. */
function lessonText(solution: string, front = ""): string {
  return `---
title: A
${front}
---

\`\`\`ts {#first}
const one = 1;
\`\`\`

::: {.exercise #sum title="Sum"}
\`\`\`ts {#sum-code .starter}
// Write it.
\`\`\`

\`\`\`ts {.check}
check(sum === 2, "No.");
\`\`\`

::: {.solution}
\`\`\`ts
${solution}
\`\`\`
:::
:::

\`\`\`ts {#last}
log(sum);
\`\`\`
`;
}

const SOLUTION = "const sum = one + 1;";
const OUTPUTS = {
  outputs: [{ type: "text" as const, stream: "log" as const, text: "2" }],
  synthetic: false,
  perClass: null,
};

/** A course whose lesson has recordings of both cells, as `lectern run --record` writes them. */
async function recordedCourse(files: Readonly<Record<string, string>>) {
  const folder = await temporaryFolder({ "course.yaml": "title: Course\n", ...files });
  vi.stubEnv("LESSONS_DIR", join(folder, "lessons"));
  const path = join(folder, "lessons/a.md");
  const digests = await lessonDigests(await loadLesson(path, { keepWithheld: true }), path);
  const recordings = new Map(
    ["first", "last"].flatMap((name) =>
      [...digests].filter(([id]) => id === name).map(([id, digest]) => [id, { digest, outputs: OUTPUTS }]),
    ),
  );
  await writeFile(join(folder, "lessons/a.outputs.yaml"), writeRecordings(recordings));
  return {
    change: async (name: string, content: string) => {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    },
    /** The cells whose recordings a page shows. */
    shown: async () => {
      const { blocks } = await loadLesson(path);
      return blocks.flatMap((block) =>
        block.type === "cell" && block.recorded !== undefined ? [block.cell.id] : [],
      );
    },
    stale: async () =>
      (await loadLesson(path)).problems.filter(({ message }) => message.includes("recorded outputs")).length,
  };
}

const BOTH = ["first", "last"];

describe("the digests of a lesson", () => {
  it.each([
    ["open", BOTH],
    // What the solution makes of the other one could tell it.
    ["withheld", ["first"]],
  ])("are those of its solutions, which are %s", async (access, before) => {
    const front = `solutions: ${access}`;
    const { change, shown, stale } = await recordedCourse({ "lessons/a.md": lessonText(SOLUTION, front) });
    expect(await shown()).toEqual(before);
    expect(await stale()).toBe(0);
    await change("lessons/a.md", lessonText("const sum = 1 + one;", front));
    expect(await shown()).toEqual(["first"]);
    expect(await stale()).toBe(1);
  });

  it("change with the modules that the lesson imports", async () => {
    const text = lessonText('import { two } from "./lib/two";\nconst sum = two();');
    const { change, shown } = await recordedCourse({
      "lessons/a.md": text,
      "lessons/lib/two.ts": 'import { zero } from "./zero";\nexport const two = () => 2 + zero;\n',
      "lessons/lib/zero.ts": "export const zero = 0;\n",
    });
    expect(await shown()).toEqual(BOTH);
    await change("lessons/lib/unused.ts", "export const unused = 1;\n");
    expect(await shown()).toEqual(BOTH);
    await change("lessons/lib/zero.ts", "export const zero = 1 - 1;\n");
    expect(await shown()).toEqual([]);
  });

  it("change with the files that the lesson declares", async () => {
    const { change, shown } = await recordedCourse({
      "lessons/a.md": lessonText(SOLUTION, "files: [data.csv]"),
      "lessons/data.csv": "a\n1\n",
      "lessons/other.csv": "a\n1\n",
    });
    expect(await shown()).toEqual(BOTH);
    await change("lessons/other.csv", "a\n2\n");
    expect(await shown()).toEqual(BOTH);
    await change("lessons/data.csv", "a\n2\n");
    expect(await shown()).toEqual([]);
  });

  it.each([
    ["change with the course's datasets", "datasets: [own]", []],
    ["stay if the lesson uses none of them", "", BOTH],
  ])("%s", async (_, front, after) => {
    const { change, shown } = await recordedCourse({
      "lessons/a.md": lessonText(SOLUTION, front),
      "datasets/own.ts": "export const own = 1;\n",
    });
    expect(await shown()).toEqual(BOTH);
    await change("datasets/own.ts", "export const own = 2;\n");
    forgetKnown();
    expect(await shown()).toEqual(after);
  });
});
