import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadLesson } from "../../../src/build/lessons/load-lesson.ts";
import type { Block } from "../../../src/lesson/lesson.ts";
import { LIBRARY_NAMES } from "../../../src/protocol/library-names.ts";

const FILE = "lessons/writing-lessons.md";
const text = readFileSync(FILE, "utf8");
const lesson = await loadLesson(FILE);
const blocks = allBlocks(lesson.blocks);

/** What the guide shows as source. */
const LISTING = /^````markdown\n([\s\S]*?)^````$/gm;
/** What is live: the guide without its listings. */
const live = text.replaceAll(LISTING, "");

function allBlocks(found: readonly Block[]): readonly Block[] {
  return found.flatMap((block) => [block, ...allBlocks(insideOf(block))]);
}

function insideOf(block: Block): readonly Block[] {
  if (block.type === "div" || block.type === "notes") return block.blocks;
  if (block.type !== "exercise") return [];
  const { task, starter, hints, solution } = block.exercise;
  return [...task, ...(starter === null ? [] : [starter]), ...hints.flat(), ...(solution ?? [])];
}

const cells = blocks.flatMap((block) => (block.type === "cell" ? [block] : []));
const exercises = blocks.flatMap((block) => (block.type === "exercise" ? [block.exercise] : []));
const labels = blocks.flatMap((block) => (block.type === "div" ? (block.label?.type ?? []) : []));
const uses = (name: string): boolean =>
  cells.some(({ cell }) => new RegExp(`\\b${name}\\(`).test(cell.source));
const hasDiv = (name: string): boolean =>
  blocks.some((block) => block.type === "div" && block.classes.includes(name));

/** What the reference of the format lists, and how one sees that the guide shows it. */
const CONSTRUCTS: Readonly<Record<string, () => boolean>> = {
  Cells: () => cells.some(({ cell }) => cell.hiddenCode) && cells.some(({ cell }) => cell.manual),
  Types: () => cells.some(({ cell }) => cell.source.includes(" as tf.Tensor")),
  "Keras twins": () => cells.some(({ twin }) => twin !== null),
  // Of a network that is trained on a dataset, the lecture shows these.
  Imports: () =>
    LIBRARY_NAMES.filter((name) => !uses(name)).join() ===
    "CLASS_NAMES,check,explore,loadBytes,loadDataset,loadFashionMnist,loadText,nadam",
  Charts: () => uses("plot"),
  Controls: () => ["slider", "select", "checkbox", "button"].every(uses),
  Datasets: () => blocks.some((block) => block.type === "listing" && block.source.includes("loadDataset(")),
  Figures: () => blocks.some(({ type }) => type === "figure"),
  Exercises: () =>
    exercises.some(
      ({ starter, hints, solution }) =>
        (starter?.cell.exercise?.checks.length ?? 0) > 0 && hints.length > 1 && solution !== null,
    ),
  Quizzes: () =>
    [true, false].every((several) => exercises.some(({ quiz }) => quiz?.several === several)) &&
    exercises.some(({ quiz }) => quiz?.answers.some(({ explanation }) => explanation !== null)),
  Solutions: () => ["open", "after-attempt", "withheld"].every((access) => live.includes(`- \`${access}\``)),
  Notebooks: () => live.includes("--ipynb"),
  Notes: () => ["note", "margin"].every(hasDiv) && live.includes("> [!WARNING]"),
  "Notes for the speaker": () => blocks.some(({ type }) => type === "notes"),
  Pictures: () => lesson.assets.some((path) => path.endsWith(".svg")),
  "Numbers and references": () =>
    lesson.numberSections &&
    ["fig", "tbl", "eq", "sec", "exr", "thm"].every((kind) => new RegExp(`@${kind}-\\w`).test(live)) &&
    live.includes("\\eqref{"),
  Theorems: () => labels.includes("theorem") && labels.includes("proof"),
  Columns: () => hasDiv("columns") && hasDiv("column"),
  Literature: () => hasReferences("rumelhart1986", "kingma2015"),
  "TeX macros": () => Object.keys(lesson.macros).length > 1 && live.includes("\\ce{"),
  Links: () => live.includes("](#cells)") && live.includes("](convolutional-neural-networks.md#"),
  "Raw HTML": () => live.includes("<details>"),
  "Dollar signs": () => live.includes("\\$0"),
};

function hasReferences(...works: readonly string[]): boolean {
  return works.every((work) => lesson.blocks.some((block) => "html" in block && block.html.includes(work)));
}

describe("the guide for instructors", () => {
  it("has no problems", () => {
    expect(lesson.problems).toEqual([]);
  });

  it("shows each source and, right below, the same live", () => {
    const sources = Array.from(text.matchAll(LISTING), ([whole, source = ""]) => ({ whole, source }));
    expect(sources.length).toBeGreaterThan(20);
    for (const { whole, source } of sources) expect(text).toContain(`${whole}\n\n${source}`);
  });

  it("shows its own front matter", () => {
    const [, front = ""] = /^---\n([\s\S]*?)^---$/m.exec(text) ?? [];
    expect(text).toContain(`\`\`\`yaml\n${front}\`\`\``);
  });

  it("shows everything that the reference lists", () => {
    const reference = readFileSync("src/lesson/README.md", "utf8");
    const listed = Array.from(reference.matchAll(/^- \*\*([^*]+?)\.?\*\*/gm), ([, name = ""]) => name);
    expect(Object.keys(CONSTRUCTS)).toEqual(listed);
    expect(listed.filter((name) => CONSTRUCTS[name]?.() !== true)).toEqual([]);
  });

  it("reads files and modules, and needs no dataset", () => {
    expect(lesson.datasets).toEqual([]);
    expect(lesson.files.map(({ path }) => path)).toContain("writing-lessons/plants.csv");
    expect(lesson.modules.map(({ specifier }) => specifier)).toEqual([
      "github-slugger",
      "./writing-lessons/statistics",
    ]);
  });

  it("is listed after the lectures", () => {
    expect([lesson.lecture, lesson.draft]).toEqual([null, false]);
  });
});
