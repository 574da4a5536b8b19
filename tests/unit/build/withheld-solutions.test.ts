import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { build } from "vite";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { loadLesson } from "../../../src/build/lessons/load-lesson.ts";
import { courseFiles } from "../../../src/build/packed/folder.ts";
import type { Pack } from "../../../src/build/packed/pack.ts";
import { singleFile } from "../../../src/build/packed/single-file.ts";
import { loadLessons } from "../../../src/build/site/lesson-pages.ts";
import { lessonsPlugins } from "../../../src/build/site/lessons-plugins.ts";
import { notebookFile } from "../../../src/build/site/notebook-file.ts";
import type { SandboxTexts } from "../../../src/build/site/sandbox-plugin.ts";
import type { Block } from "../../../src/lesson/lesson.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** What is in solutions, and must not be anywhere in a course that withholds them. */
const ANSWER = "AnswerOfTheSolution";
/** What is around them, and must be there. */
const TASK = "TaskOfTheExercise";

/** Everything that a solution can contain, or that only it refers to. */
const SOLUTION = `
::: {.solution}
${ANSWER} in prose with $\\mathrm{${ANSWER}}$, ![${ANSWER}](${ANSWER}.svg), [text][reference] and a footnote.[^answer]

#### ${ANSWER} as a heading

\`\`\`ts
const width = "${ANSWER}";
\`\`\`

\`\`\`python
width = "${ANSWER}"
\`\`\`

::: {.figure name="convolution"}
${ANSWER} as a caption.
:::

[reference]: https://example.com/${ANSWER}
[^inside]: ${ANSWER} as a footnote inside.
:::`;

function exercise(id: string): string {
  return `::: {.exercise #${id} title="A task"}
${TASK} ${id}

\`\`\`ts {#${id}-code .starter}
const width = "";
\`\`\`

\`\`\`ts {.check}
check(width !== "", "Say something.");
\`\`\`
${SOLUTION}
:::`;
}

const QUIZ = `::: {.quiz #quiz title="A choice"}
${TASK} of the quiz

- [ ] no

  ${ANSWER} of several paragraphs.[^answer]

  ![${ANSWER}](${ANSWER}.svg)

- [x] yes

  ${ANSWER} in
  two lines.
${SOLUTION.replaceAll("reference]", "of-quiz]").replaceAll("[^inside]", "[^in-quiz]")}
:::`;

function lessonText(access: string): string {
  const quoted = exercise("quoted").replace(/^/gm, "> ");
  return `---
title: Exercises
${access}
---
## Tasks

${exercise("plain")}

::: {.note}
${exercise("nested")}
:::

${quoted}

${QUIZ}

After the exercises.[^kept]

[^answer]: ${ANSWER} as a footnote.
[^kept]: A footnote that stays.
`;
}

const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg"><title>${ANSWER}</title></svg>`;
const TEMPLATE =
  "<!doctype html><html><head><!--lectern:policy--><!--lectern:head--></head><body><!--lectern:body--></body></html>";

const texts: SandboxTexts = {
  frameScript: async () => "",
  runtime: async () => "",
  invalidate: () => undefined,
};

/** A page's code without any code, which contains no lesson. */
const PACK: Pack = {
  code: { entry: "a.js", modules: [{ name: "a.js", imports: [], script: "" }], styles: "", fonts: "" },
  loader: "",
  frameScript: "",
  runtimeFiles: new Map(),
};

beforeEach(() => void vi.spyOn(console, "log").mockImplementation(() => undefined));
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** A course with one lesson, and what its author says of solutions in the lesson or in course.yaml. */
async function course({ lesson = "", all = "" }): Promise<{ root: string; lessons: string }> {
  const root = await temporaryFolder({
    "index.html": TEMPLATE,
    "course.yaml": `title: Course\n${all}\n`,
    "lessons/exercises.md": lessonText(lesson),
    [`lessons/${ANSWER}.svg`]: PICTURE,
  });
  vi.stubEnv("LESSONS_DIR", join(root, "lessons"));
  return { root, lessons: join(root, "lessons") };
}

/** Every form in which a course is published, as all its text and file names, with what is packed in it. */
async function published({ root, lessons: lessonsFolder }: { root: string; lessons: string }) {
  const lessons = await loadLessons(lessonsFolder);
  const [lesson] = lessons;
  if (lesson === undefined) throw new Error("The course has no lesson.");
  const packed = { datasets: [], mirrors: [] };
  const folder: string[] = [];
  for await (const { fileName, source } of courseFiles(PACK, { ...packed, lessons, lessonsFolder }))
    folder.push(fileName, Buffer.from(source).toString());
  const forms = {
    site: await builtSite(root),
    folder: folder.join("\n"),
    file: await singleFile(PACK, { ...packed, lesson, lessonFolder: lessonsFolder }),
    python: notebookFile(lesson, { language: "python", stills: new Map() }),
    typescript: notebookFile(lesson, { language: "typescript", stills: new Map() }),
  };
  return Object.fromEntries(Object.entries(forms).map(([form, text]) => [form, text + unpacked(text)]));
}

async function builtSite(root: string): Promise<string> {
  const outDir = join(root, "site");
  await build({
    root,
    base: "./",
    configFile: false,
    logLevel: "silent",
    plugins: [...lessonsPlugins(texts)],
    build: { outDir, rolldownOptions: { checks: { pluginTimings: false } } },
  });
  const names = await readdir(outDir, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const contents = await Promise.all(files.map((file) => readFile(file, "utf8")));
  return [...files, ...contents].join("\n");
}

/** What is in a text as base64, compressed or not. */
function unpacked(text: string): string {
  return Array.from(text.matchAll(/[A-Za-z0-9+/]{40,}={0,2}/g), ([base64]) => {
    const bytes = Buffer.from(base64, "base64");
    return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString();
  }).join("\n");
}

function formsWith(word: string, forms: Readonly<Record<string, string>>): string[] {
  return Object.entries(forms).flatMap(([form, text]) => (text.includes(word) ? [form] : []));
}

const FORMS = ["site", "folder", "file", "python", "typescript"];

describe("solutions that are withheld", () => {
  test.each([
    ["by the lesson", { lesson: "solutions: withheld" }],
    ["by the course", { all: "solutions: withheld" }],
    ["by the lesson against the course", { lesson: "solutions: withheld", all: "solutions: open" }],
    ["by a mistake in the lesson", { lesson: "solutions: withold" }],
    ["by a mistake in the course", { all: "solutions: [withheld]" }],
  ])("are nowhere in what is published: withheld %s", async (_, access) => {
    const forms = await published(await course(access));
    expect(formsWith(TASK, forms)).toEqual(FORMS);
    expect(formsWith("A footnote that stays", forms)).toEqual(FORMS);
    expect(formsWith(ANSWER, forms)).toEqual([]);
    // Neither the page nor a notebook says which answer is right.
    expect([formsWith("data-right", forms), formsWith("[x]", forms)]).toEqual([[], []]);
  });

  test.each([
    ["open", { lesson: "solutions: open", all: "solutions: withheld" }],
    ["shown after an attempt", { lesson: "solutions: after-attempt" }],
  ])("the control: they are everywhere if they are %s", async (_, access) => {
    const forms = await published(await course(access));
    expect(formsWith(ANSWER, forms)).toEqual(FORMS);
    expect(formsWith("data-right", forms)).toEqual(["site", "folder", "file"]);
    expect(formsWith("[x]", forms)).toEqual(["site", "folder", "python", "typescript"]);
  });

  test("leave the rest of the lesson where it is, with its checks", async () => {
    const { lessons } = await course({ lesson: "solutions: withheld" });
    const file = join(lessons, "exercises.md");
    const [withheld, whole] = [await loadLesson(file), await loadLesson(file, { keepWithheld: true })];
    const places = (blocks: readonly Block[]) =>
      blocks.flatMap((block) => (block.type === "problem" ? [] : [`${block.line} ${block.type}`]));
    // A quote cannot contain an exercise. One with a solution in it is left out, since its end is not certain.
    expect(places(withheld.blocks)).toEqual(places(whole.blocks).filter((place) => place !== "75 prose"));
    const exercises = [withheld, whole].map(({ blocks }) =>
      blocks.flatMap((block) => (block.type === "exercise" ? [block.exercise] : [])),
    );
    expect(exercises.map(([first]) => first?.starter?.cell.exercise)).toEqual([
      expect.objectContaining({ checks: [expect.stringContaining("Say something.")], solution: null }),
      expect.objectContaining({ solution: `const width = "${ANSWER}";` }),
    ]);
  });

  test("are checked like others, and their problems are not published", async () => {
    const { lessons, root } = await course({ lesson: "solutions: withheld" });
    const file = join(lessons, "exercises.md");
    const { problems } = await loadLesson(file, {
      checkTypes: (pieces) => ({
        mistakes: pieces.flatMap(({ role }, index) =>
          role === "solution" ? [{ index, offset: 6, message: `${ANSWER} is a string`, remedy: null }] : [],
        ),
        modules: [],
      }),
    });
    const whole = await loadLesson(file, { keepWithheld: true });
    expect(problems.map(({ message }) => message)).toContain(`${ANSWER} is a string.`);
    expect(problems).toEqual(expect.arrayContaining([...whole.problems]));
    expect(formsWith(ANSWER, await published({ root, lessons }))).toEqual([]);
  });
});
