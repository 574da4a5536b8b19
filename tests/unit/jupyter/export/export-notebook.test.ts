import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { exportNotebook } from "../../../../src/jupyter/export/export-notebook.ts";
import type { NotebookLanguage } from "../../../../src/jupyter/export/lesson-pieces.ts";
import { MODULE_TYPES_FILE, MODULES_FILE } from "../../../../src/protocol/lesson-modules.ts";
import { RecordedOutputs } from "../../../../src/protocol/recorded-outputs.ts";
import { EVERY_BLOCK } from "../../../fixtures/lessons/every-block.ts";
import { notebookOf } from "../../../fixtures/lessons/notebooks.ts";
import { read, readBody } from "../../../fixtures/lessons/read.ts";

interface FileCell {
  readonly cell_type: string;
  readonly id: string;
  readonly source: readonly string[];
  readonly outputs?: readonly unknown[];
  readonly attachments?: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

function cellsOf(json: string): readonly FileCell[] {
  return JSON.parse(json).cells;
}

const python = cellsOf(notebookOf(read(EVERY_BLOCK)));
const typescript = cellsOf(notebookOf(read(EVERY_BLOCK), "typescript"));

function sourceOf(cells: readonly FileCell[], id: string): string {
  return cells.find((cell) => cell.id === id)?.source.join("") ?? "";
}

describe("an exported notebook", () => {
  it("has ids that say what the cells are, the same each time", () => {
    expect(python.map(({ id }) => id)).toEqual([
      ...["title", "title-text", "section", "figure", "both", "both-text", "part", "part-text"],
      ...["part-text-2", "part-text-3", "only", "exercise", "exercise-text", "starter"],
      ...[
        "exercise-hint-1",
        "exercise-hint-2",
        "exercise-solution",
        "second",
        "choice",
        "choice-answers",
        "choice-hint",
        "choice-hint-text",
        "choice-hint-text-2",
      ],
    ]);
    expect(notebookOf(read(EVERY_BLOCK))).toBe(notebookOf(read(EVERY_BLOCK)));
  });

  it("begins with title and summary", () => {
    expect(sourceOf(python, "title")).toMatch(
      /^# A \\\*title\\\* with \\\$ and \\\[brackets\\\]\n\n\*Vorlesung 3b\.\* What it is about, in \\<one\\> line\./,
    );
  });

  it("is in the language of the lesson", () => {
    const german = python;
    const text = german.flatMap(({ source }) => source).join("");
    expect(text).toContain("*Vorlesung 3b.*");
    expect(text).toContain("### Aufgabe 1: ");
    expect(text).toContain("<summary>Hinweis 1 von 2</summary>");
    expect(text).toContain("> **Hinweis**");
    expect(text).not.toMatch(
      /\b(?:Lecture|Exercise \d|Solution|Hint|Note|Code in TypeScript is|on the lesson)\b/,
    );
  });

  it("names the lesson's files, and not those that were made of its modules", () => {
    const file = { bytes: 1, version: "" };
    const files = ["a.csv", MODULES_FILE, MODULE_TYPES_FILE].map((path) => ({ ...file, path }));
    const notebook = JSON.parse(notebookOf({ ...read(EVERY_BLOCK), files }));
    expect(notebook.metadata.lectern.files).toEqual(["a.csv"]);
  });

  it("runs the twins, and shows the other cells", () => {
    const code = python.filter((cell) => cell.cell_type === "code");
    expect(code.map(({ id }) => id)).toEqual(["both", "starter"]);
    expect(sourceOf(python, "both")).toBe('a = 1\nprint("```")');
    expect(sourceOf(python, "only")).toBe("```typescript\nconst only = a;\n```");
    expect(python.find(({ id }) => id === "both")?.metadata).toMatchObject({ cellView: "form" });
  });

  it("has recorded outputs below the code that they come from, and not below a twin", () => {
    const lesson = read(EVERY_BLOCK);
    const recorded = v.parse(RecordedOutputs, { outputs: [{ type: "text", stream: "log", text: "1" }] });
    const blocks = lesson.blocks.map((block) => (block.type === "cell" ? { ...block, recorded } : block));
    const outputsIn = (language: NotebookLanguage): unknown =>
      cellsOf(notebookOf({ ...lesson, blocks }, language)).find(({ id }) => id === "both")?.outputs;
    expect(outputsIn("typescript")).toMatchObject([{ data: { "text/plain": ["1"] } }]);
    expect(outputsIn("python")).toEqual([]);
  });

  it("has figures as pictures with captions", () => {
    const figure = python.find(({ id }) => id === "figure");
    expect(sourceOf(python, "figure")).toBe(
      '<a name="figure"></a>\n\n![Abbildung 1](attachment:figure.png)\n\n**Abbildung 1.** A caption with $k$.[<sup>2</sup>](#footnote-b)\n\nOf two paragraphs.',
    );
    expect(Object.keys(figure?.attachments ?? {})).toEqual(["figure.png"]);
  });

  it("says where a figure is of which there is no picture", () => {
    const lesson = readBody('::: {.figure #f name="x"}\nCaption.\n:::');
    const { cells } = exportNotebook(lesson, {
      language: "python",
      denoLibrary: "",
      stills: new Map(),
      readPicture: () => null,
      encodePng: () => "",
    });
    expect(cells[1]?.source.join("")).toBe(
      '<a name="f"></a>\n\n**Figure 1.** Caption.\n\n*The interactive figure is on the lesson’s page.*',
    );
    expect(cells[1]).not.toHaveProperty("attachments");
  });

  it("has exercises with hints and solutions behind disclosures, but no checks in Python", () => {
    expect(sourceOf(python, "exercise")).toBe(
      '### Aufgabe 1: An "exercise" of \\*mine\\* <a name="exercise"></a>\n\nThe task.',
    );
    expect(sourceOf(python, "exercise-hint-2")).toBe(
      "<details>\n<summary>Hinweis 2 von 2</summary>\n\nTwo.\n\n</details>",
    );
    expect(sourceOf(python, "exercise-solution")).toContain("```ts\nconst answer = 1;\n```");
    expect(python.some(({ source }) => source.join("").includes("check("))).toBe(false);
  });

  it("in TypeScript is for Deno's kernel, and has the checks", () => {
    expect(JSON.parse(notebookOf(read(EVERY_BLOCK), "typescript")).metadata.kernelspec.name).toBe("deno");
    expect(sourceOf(typescript, "lectern")).toContain('import * as tf from "npm:@tensorflow/tfjs@4.22.0";');
    expect(sourceOf(typescript, "both")).toBe(
      [
        'import * as tf from "npm:@tensorflow/tfjs@4.22.0";',
        "const { imshow, plot: draw } = lectern;",
        "type LabelledImages = any;",
        "",
        "const a: number = 1;",
      ].join("\n"),
    );
    expect(sourceOf(typescript, "check-2")).toBe('check(answer !== 2, "not wrong");');
  });
});
