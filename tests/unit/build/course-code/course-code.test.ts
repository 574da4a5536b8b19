import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { afterEach, describe, expect, it, vi } from "vitest";
import { courseCodeFiles, forgetCourseCode } from "../../../../src/build/course-code/course-code.ts";
import { isCourseCode } from "../../../../src/build/files/course-folders.ts";
import { forgetKnownOfCourse, loadDatasets, loadKnown } from "../../../../src/build/lessons/known.ts";
import { loadCourse } from "../../../../src/build/lessons/load-course.ts";
import { loadLesson } from "../../../../src/build/lessons/load-lesson.ts";
import { temporaryFolder } from "../temporary-folder.ts";

afterEach(() => {
  forgetCourseCode(isCourseCode);
  vi.unstubAllEnvs();
});

const FIGURE = `import { signal } from "@preact/signals";
import { defineFigure, wholeNumber } from "lectern/figures";
import * as v from "valibot";

export default defineFigure({
  label: "Square",
  attributes: v.strictObject({ side: wholeNumber("side", 1, 12, 3) }),
  height: () => ({ wide: 80, narrow: 80 }),
  createModel: ({ side }: { side: number }) => ({ side: signal(side), interactions: signal(0) }),
  describe: ({ side }) => \`A square with a side of \${side.value}.\`,
  View: ({ model }) => <output>{model.side.value ** 2}</output>,
});
`;

const DATASET = `import { defineDataset } from "lectern/datasets";

export const dataset = defineDataset({
  name: "stripes",
  title: "Stripes",
  licence: "CC0",
  homepage: "https://example.org/",
  imageShape: { height: 1, width: 1 },
  classNames: ["a"],
  decode: () => ({ train: images(), test: images() }),
});

function images() {
  return { images: new Uint8Array(1), labels: new Uint8Array(1), length: 1, height: 1, width: 1 };
}
`;

/** A course with these files; its lesson uses a figure and a dataset. */
async function courseWith(files: Readonly<Record<string, string>>, lesson = "Text.\n"): Promise<string> {
  const folder = await temporaryFolder({
    "course.yaml": "title: Mine\nlessons: [a]\n",
    "lessons/a.md": `---\ntitle: A\n---\n\n${lesson}`,
    ...files,
  });
  vi.stubEnv("LESSONS_DIR", join(folder, "lessons"));
  return folder;
}

/** The problems of the course as "file:line:column message remedy", with paths in the course. */
async function problemsIn(folder: string): Promise<string[]> {
  const { problems } = await loadCourse();
  return problems.map(
    ({ file, line, column, message, remedy }) =>
      `${file.slice(file.indexOf(folder) + folder.length + 1)}:${line}:${column} ${message} ${remedy}`,
  );
}

describe("the figures and datasets of a course", () => {
  it("are read again after a change, with what they import from elsewhere in the course", async () => {
    const figure = FIGURE.replace("strictObject({", 'strictObject({ [NAME]: wholeNumber("other", 1, 2, 1),');
    const folder = await courseWith({
      "figures/square/index.tsx": `import { NAME } from "../../lib/names.ts";\n${figure}`,
      "lib/names.ts": 'export const NAME = "first";\n',
    });
    const accepted = async () => {
      const schema = (await loadKnown()).figures.get("square") ?? v.never();
      return ["first", "second"].filter((name) => v.safeParse(schema, { [name]: "2" }).success);
    };
    expect(await problemsIn(folder)).toEqual([]);
    expect(await accepted()).toEqual(["first"]);
    expect(await courseCodeFiles()).toContain(join(folder, "lib/names.ts"));
    const own = (await loadKnown()).figures.get("convolution");
    await writeFile(join(folder, "lib/names.ts"), 'export const NAME = "second";\n');
    forgetKnownOfCourse();
    expect(await accepted()).toEqual(["second"]);
    // Lectern's own are not read again.
    expect((await loadKnown()).figures.get("convolution")).toBe(own);
  });

  it("are known by the names of their folders and files, beside Lectern's", async () => {
    const folder = await courseWith(
      { "figures/square/index.tsx": FIGURE, "datasets/stripes.ts": DATASET },
      '::: {.figure name="square" side=4}\nA square.\n:::\n',
    );
    expect(await problemsIn(folder)).toEqual([]);
    const { figures, datasets } = await loadKnown();
    expect([...figures.keys()]).toEqual(expect.arrayContaining(["square", "convolution"]));
    expect(datasets).toEqual(expect.arrayContaining(["stripes", "fashion-mnist"]));
    const stripes = [...(await loadDatasets()).values()].find(({ name }) => name === "stripes");
    expect(stripes?.decode([]).train.length).toBe(1);
    expect((await loadLesson(join(folder, "lessons/a.md"))).problems).toEqual([]);
  });

  it("are checked where lessons use them", async () => {
    const folder = await courseWith(
      { "figures/square/index.tsx": FIGURE },
      '::: {.figure name="square" side=40}\nA square.\n:::\n\n::: {.figure name="sqare"}\nA square.\n:::\n',
    );
    expect((await loadLesson(join(folder, "lessons/a.md"))).problems).toMatchObject([
      { line: 5, message: expect.stringContaining("side must be a whole number from 1 to 12") },
      { line: 9, message: "Unknown figure `sqare`.", remedy: "Did you mean `square`?" },
    ]);
  });

  it("are not looked for beside a folder of lessons that is no course", async () => {
    const folder = await temporaryFolder({
      "lessons/a.md": "---\ntitle: A\n---\n",
      "figures/square/index.tsx": 'throw new Error("It ran.");',
    });
    vi.stubEnv("LESSONS_DIR", join(folder, "lessons"));
    expect((await loadCourse()).problems).toEqual([]);
    expect((await loadKnown()).figures.has("square")).toBe(false);
  });

  it("may share code in folders of their own", async () => {
    const folder = await courseWith({
      "figures/parts/answer.ts": "export const answer: number = 42;\n",
      "figures/square/index.tsx": `import "../parts/answer.ts";\n${FIGURE}`,
    });
    expect(await problemsIn(folder)).toEqual([]);
  });
});

describe("what figures of a course share", () => {
  it("may be plain JavaScript, which imports what is Lectern's as it likes", async () => {
    const folder = await courseWith({
      "figures/parts/shared.js": `// Ünïcode: 😀, and import { a } from 'preact' in a comment
import { signal } from '@preact/signals';
export { h, Fragment } from 'preact';
export * from 'preact/hooks';
const { object } = await import('valibot');
const { defineFigure } = await import(\`lectern/figures\`);
const missing = "./none-of-lecterns.js";
export const load = () => import(/* @vite-ignore */ missing);
const text = "import 'preact'";
if (signal === undefined || object === undefined || defineFigure === undefined || text[8] !== "p")
  throw new Error("Something is missing.");
`,
      "figures/parts/default.mjs": `import React, { useState } from 'preact/compat';
if (React.useState !== useState) throw new Error("There is no default export.");
`,
      "figures/square/index.tsx": `import { Fragment, h, useState } from "../parts/shared.js";
import "../parts/default.mjs";
import { useState as theSame } from "preact/hooks";
if (useState !== theSame || Fragment === h) throw new Error("There are two copies.");
${FIGURE}`,
    });
    expect(await problemsIn(folder)).toEqual([]);
  });

  it("may be style sheets in every form that Vite knows", async () => {
    const folder = await courseWith({
      "figures/square/style.css": "output { color: red; }\n",
      "figures/square/box.module.css": ".box { color: red; }\n",
      "figures/square/index.tsx": `import "./style.css";
import text from "./style.css?inline";
import styles, { box } from "./box.module.css";
export const used = [text, styles.box, box];
${FIGURE}`,
    });
    expect(await problemsIn(folder)).toEqual([]);
  });
});

/** What authors get wrong: the files, and the problem that the course then has. */
const MISTAKES: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
  [
    "a syntax error",
    { "figures/square/index.tsx": "export default (\n" },
    "figures/square/index.tsx:2:1 The code cannot be read: ",
  ],
  [
    "an error that is thrown by another file",
    {
      "figures/square/index.tsx": 'import { side } from "./side.ts";\nexport default side();\n',
      "figures/square/side.ts": 'export function side(): never {\n  throw new Error("No side");\n}\n',
    },
    "figures/square/side.ts:2:9 The file cannot be loaded: No side. Correct what throws",
  ],
  [
    "a figure that needs a browser to be loaded",
    { "figures/square/index.tsx": "\nexport default document.body;\n" },
    "figures/square/index.tsx:2:16 The file cannot be loaded: document is not defined. Files are also loaded without",
  ],
  [
    "an import of a missing file",
    { "figures/square/index.tsx": 'import { a } from "./gone.ts";\nexport default a;\n' },
    "figures/square/index.tsx:1:19 There is no file `./gone.ts`. Correct the path",
  ],
  [
    "an import of a missing package",
    { "figures/square/index.tsx": 'import a from "not-installed-here";\nexport default a;\n' },
    "figures/square/index.tsx:1:15 The package `not-installed-here` is not installed. Install it in the course: `npm install",
  ],
  [
    "an import of a name that another file does not export",
    {
      "figures/square/index.tsx": FIGURE.replace(
        "import * as v",
        'import {\n  side,\n  sied as s,\n} from "../../lib/side.ts";\nimport * as v',
      ).replace("12, 3", "12, side + s"),
      "lib/side.ts": "// sied\nexport const side = 1;\n",
    },
    "figures/square/index.tsx:5:3 `../../lib/side.ts` does not export `sied`. Did you mean `side`?",
  ],
  [
    "the same of a name that is a part of another",
    {
      "figures/square/index.tsx": `import { my$side, $side } from "../side.ts";\n${FIGURE.replace("12, 3", "12, $side + my$side")}`,
      "figures/side.ts": "export const my$side = 1;\n",
    },
    "figures/square/index.tsx:1:19 `../side.ts` does not export `$side`.",
  ],
  [
    "the same in what a figure imports",
    {
      "figures/square/index.tsx": `export { colour } from "../../lib/a.ts";\n${FIGURE}`,
      "lib/a.ts":
        'import type { T } from "./b.ts";\nexport { red as colour } from "./b.ts";\nexport type { T };\n',
      "lib/b.ts": "export type T = number;\nexport const green = 1;\nexport const blue = 2;\n",
    },
    "lib/a.ts:2:10 `./b.ts` does not export `red`. It exports `green`, `blue`.",
  ],
  [
    "an import of a default export that is none",
    {
      "figures/square/index.tsx": `import side from "../side.ts";\n${FIGURE.replace("12, 3", "12, side")}`,
      "figures/side.ts": "const side = 1;\n",
    },
    "figures/square/index.tsx:1:18 `../side.ts` has no default export. Export it there.",
  ],
  [
    "a misspelt name of Lectern's",
    { "figures/square/index.tsx": FIGURE.replaceAll("defineFigure", "definFigure") },
    "figures/square/index.tsx:2:10 `lectern/figures` does not export `definFigure`. Did you mean `defineFigure`?",
  ],
  [
    "a misspelt name of a package that is Lectern's",
    { "figures/square/index.tsx": FIGURE.replaceAll("signal(", "signl(").replace("{ signal", "{ signl") },
    "figures/square/index.tsx:1:10 `@preact/signals` does not export `signl`. Did you mean `signal`?",
  ],
  [
    "no default export",
    { "figures/square/index.tsx": "export const figure = 1;\n" },
    "figures/square/index.tsx:1:1 This figure has no default export. Write `export default defineFigure",
  ],
  [
    "a default export that is no figure",
    { "figures/square/index.tsx": "\nexport default { label: 'Square' };\n" },
    "figures/square/index.tsx:2:1 The default export is not a figure.",
  ],
  [
    "a misspelt part of a figure",
    { "figures/square/index.tsx": FIGURE.replace("describe:", "descripe:") },
    "figures/square/index.tsx:5:16 The file cannot be loaded: the figure has no `describe`. It has `descripe`.",
  ],
  [
    "attributes without a schema",
    { "figures/square/index.tsx": FIGURE.replace(/attributes: .*/, "attributes: { side: 3 },") },
    "figures/square/index.tsx:5:1 `attributes` is not a schema of valibot.",
  ],
  [
    "a height that is none",
    { "figures/square/index.tsx": FIGURE.replace(/height: .*/, "height: () => 80,") },
    "figures/square/index.tsx:5:1 `height` does not return the figure's height.",
  ],
  [
    "a name that lessons cannot write",
    { "figures/My figure/index.tsx": FIGURE },
    "figures/My figure/index.tsx:1:1 `My figure` cannot be the name of a figure.",
  ],
  [
    "the name of a built-in figure",
    { "figures/pooling/index.tsx": FIGURE },
    "figures/pooling/index.tsx:1:1 Lectern has a figure `pooling` already, so this one is not used. Rename",
  ],
  [
    "another name of the file",
    { "figures/square/index.js": "export default 1;\n" },
    "figures/square/index.tsx:1:1 A figure's code is in a file `index.tsx`.",
  ],
  [
    "a dataset that is not exported",
    { "datasets/stripes.ts": "export const data = 1;\n" },
    "datasets/stripes.ts:1:1 This file does not export a dataset. Write `export const dataset = defineDataset",
  ],
  [
    "a dataset of another name than its file's",
    { "datasets/dots.ts": DATASET },
    'datasets/dots.ts:4:3 The dataset is named `stripes`, and its file `dots.ts`. Write `name: "dots"`',
  ],
  [
    "the name of a built-in dataset",
    { "datasets/fashion-mnist.ts": DATASET },
    "datasets/fashion-mnist.ts:1:1 Lectern has a dataset `fashion-mnist` already",
  ],
  [
    "a part of a dataset that is missing",
    { "datasets/stripes.ts": DATASET.replace(/ {2}classNames.*\n/, "") },
    "datasets/stripes.ts:3:14 The dataset has no `classNames`. `classNames` is a list of names",
  ],
  [
    "a mirror that would break the page's policy",
    {
      "datasets/stripes.ts": DATASET.replace(
        "  classNames",
        '  mirrors: ["https://a.org/;script-src *"],\n  classNames',
      ),
    },
    "datasets/stripes.ts:9:3 The dataset's `mirrors` is wrong. `mirrors` is a list of addresses",
  ],
];

describe("a mistake in a course's code", () => {
  it.each(MISTAKES)("has its place and a remedy: %s", async (_name, files, expected) => {
    const folder = await courseWith(files);
    expect(await problemsIn(folder)).toEqual([expect.stringContaining(expected)]);
  });

  it("is named where lessons use the figure or the dataset, which then cannot be used", async () => {
    const folder = await courseWith({
      "figures/square/index.tsx": "export default 1;\n",
      "datasets/stripes.ts": "export const data = 1;\n",
      "lessons/b.md": '---\ntitle: B\ndatasets: [stripes]\n---\n\n::: {.figure name="square"}\nIt.\n:::\n',
    });
    expect((await loadLesson(join(folder, "lessons/b.md"))).problems).toMatchObject([
      {
        line: 3,
        message: "The dataset `stripes` cannot be used: its code has a problem.",
        remedy: expect.stringMatching(/datasets\/stripes\.ts:1:\d+`\.$/),
      },
      { line: 6, remedy: expect.stringMatching(/figures\/square\/index\.tsx:1:1`\.$/) },
    ]);
    expect((await loadKnown()).datasets).not.toContain("stripes");
  });
});
