import { join } from "node:path";
import { expect, it } from "vitest";
import { loadLesson } from "../../../../src/build/lessons/load-lesson.ts";
import { sharedTypeChecker } from "../../../support/type-checker.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const checkTypes = sharedTypeChecker();

const LESSON = `---
title: Types
---

\`\`\`ts {#above}
const size = 28;
\`\`\`

::: {.note}
\`\`\`ts {#inside}
const text = "a";
text.toFixed();
\`\`\`
:::

::: {.exercise #task title="A task"}
\`\`\`ts {#mine .starter}
const answer: number = ______;
\`\`\`

\`\`\`ts {.check}
check(answer === size, "It is.");
answer.length;
\`\`\`

::: {.solution}
\`\`\`ts
const answer: number = "28";
\`\`\`
:::
:::

\`\`\`ts {#unknown}
missing.length;
  size.missing;
\`\`\`
`;

it("reports the type errors of cells, checks and solutions where their author wrote them, each once", async () => {
  const file = join(await temporaryFolder({ "types.md": LESSON }), "types.md");
  const { problems } = await loadLesson(file, { checkTypes });
  expect(problems.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([
    "12:6 Property 'toFixed' does not exist on type '\"a\"'. Did you mean 'fixed'?",
    "23:8 Property 'length' does not exist on type 'number'.",
    "28:7 Type 'string' is not assignable to type 'number'.",
    "34:1 No cell declares `missing`.",
    "35:8 Property 'missing' does not exist on type '28'.",
  ]);
  expect((await loadLesson(file)).problems).toHaveLength(1);
});

it("reports controls and charts that are not what their author means, with a remedy for each", async () => {
  const cell = [
    'import { plot, slider } from "lectern";',
    'const rate = slider("Rate", { min: 1, max: 0 });',
    'plot([{ type: "scater", y: [1] }, { y: [1], label: "loss" }]);',
  ];
  const lesson = `---\ntitle: A\n---\n\n\`\`\`ts {#a}\n${cell.join("\n")}\n\`\`\`\n`;
  const file = join(await temporaryFolder({ "a.md": lesson }), "a.md");
  const { problems } = await loadLesson(file, { checkTypes });
  expect(
    problems.map(({ line, column, message, remedy }) => `${line}:${column} ${message} ${remedy}`),
  ).toEqual([
    "7:44 slider: max (0) must be greater than min (1). Write `min: 0, max: 1`.",
    "8:15 plot: there are no charts of the type `scater`. Did you mean `scatter`?",
    "8:45 plot: a trace has no `label`. What the legend calls it is its `name`.",
  ]);
});

it("knows the types of the modules that a lesson brings", async () => {
  const lesson = `---
title: Modules
packages: [papaparse]
---

\`\`\`ts {#mine}
import { bars } from "./lib/plots";
import * as papaparse from "papaparse";
bars(["one"]);
papaparse.parse("a,b").errors.missing;
\`\`\`
`;
  const folder = await temporaryFolder({
    "modules.md": lesson,
    "lib/plots.ts": "export const bars = (values: readonly number[]) => values.length;\n",
  });
  const { problems } = await loadLesson(join(folder, "modules.md"), { checkTypes });
  expect(problems.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([
    "9:7 Type 'string' is not assignable to type 'number'.",
    "10:31 Property 'missing' does not exist on type 'ParseError[]'.",
  ]);
});

it("reports the type errors of the lesson's own modules in their files, also of those that only modules import", async () => {
  const folder = await temporaryFolder({
    "modules.md":
      '---\ntitle: Modules\n---\n\n```ts {#mine}\nimport { bars } from "./lib/plots";\nbars([1]);\n```\n',
    "lib/plots.ts": [
      'import { show } from "lectern";',
      'import { half } from "./numbers.ts";',
      'import { old } from "./old.js";',
      "export const bars = (values: readonly number[]) => show(old(values.map(half).missing));",
      "export function untyped(value) { return value; }",
      "",
    ].join("\n"),
    "lib/numbers.ts": 'export const half = (x: number): number =>\n  x > 0 ? x / 2 : "none";\n',
    "lib/old.js": "export const old = (value) => value.missing + undefined;\n",
    "lib/unused.ts": "export const unused: number = '';\n",
  });
  const { problems } = await loadLesson(join(folder, "modules.md"), { checkTypes });
  expect(problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`)).toEqual([
    `${join(folder, "lib/plots.ts")}:4:78 Property 'missing' does not exist on type 'number[]'.`,
    `${join(folder, "lib/numbers.ts")}:2:19 Type 'string' is not assignable to type 'number'.`,
  ]);
});

it("finds no type error in the lecture", async () => {
  const lecture = await loadLesson("lessons/convolutional-neural-networks.md", { checkTypes });
  expect(lecture.problems).toEqual([]);
});
