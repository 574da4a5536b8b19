import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadLesson } from "../../../../src/build/lessons/load-lesson.ts";
import { MAXIMUM_FILE_BYTES } from "../../../../src/protocol/lesson-file.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const MODEL = JSON.stringify({
  modelTopology: {},
  weightsManifest: [{ paths: ["a.bin", "b.bin"], weights: [] }],
});

const FILES = {
  "data/a.csv": "x,y\n1,2\n",
  "photo.png": PNG,
  "model/model.json": MODEL,
  "model/a.bin": "1234",
  "model/b.bin": "12",
};

interface Declared {
  readonly files: readonly string[];
  readonly contents?: Readonly<Record<string, string | Uint8Array>>;
  readonly body?: string;
}

async function load({ files, contents = FILES, body = "Text." }: Declared) {
  const folder = await temporaryFolder(contents);
  const list = files.map((file) => `  - ${JSON.stringify(file)}\n`).join("");
  await symlink("/etc/hostname", join(folder, "link.txt"));
  const lesson = await temporaryLesson(folder, `---\ntitle: A lesson\nfiles:\n${list}---\n${body}\n`);
  return {
    lesson,
    problems: lesson.problems.map(
      ({ line, column, message, remedy }) => `${line}:${column} ${message} ${remedy}`,
    ),
  };
}

async function temporaryLesson(folder: string, text: string) {
  const { writeFile } = await import("node:fs/promises");
  await writeFile(join(folder, "lesson.md"), text);
  return loadLesson(join(folder, "lesson.md"));
}

describe("the files that a lesson declares", () => {
  test("are listed with their sizes, each once, and a model with its weights", async () => {
    const { lesson, problems } = await load({
      files: ["data/a.csv", "./photo.png", "model/model.json", "data/a.csv"],
    });
    expect(problems).toEqual([]);
    expect(lesson.files).toEqual([
      { path: "data/a.csv", bytes: 8, version: "" },
      { path: "photo.png", bytes: PNG.length, version: "" },
      { path: "model/model.json", bytes: MODEL.length, version: "" },
      { path: "model/a.bin", bytes: 4, version: "" },
      { path: "model/b.bin", bytes: 2, version: "" },
    ]);
    expect(lesson.assets).toEqual([]);
  });

  const GOOD = { ...FILES };
  const mistakes: readonly (readonly [string, string, Declared["contents"], string])[] = [
    [
      "a missing one",
      "data/b.csv",
      GOOD,
      "There is no file `data/b.csv` beside the lesson. Put it there, or correct the path (case matters).",
    ],
    ["a folder", "data", GOOD, "`data` is a folder. Name a file in it."],
    [
      "one above the lesson",
      "../a.csv",
      GOOD,
      "`../a.csv` is outside the lesson's folder. Put the file beside the lesson, or in a folder there, and name it by its relative path.",
    ],
    [
      "one above, by a detour",
      "data/../../a.csv",
      GOOD,
      "`data/../../a.csv` is outside the lesson's folder.",
    ],
    ["an absolute path", "/etc/hostname", GOOD, "`/etc/hostname` is outside the lesson's folder."],
    [
      "a link that leads out",
      "link.txt",
      GOOD,
      "`link.txt` is a link to a file outside the lesson's folder, so it is not published. Put a copy of the file beside the lesson.",
    ],
    ["a hidden file", ".env", { ".env": "SECRET=1" }, "`.env` is a hidden file, so it is not published."],
    [
      "an address",
      "https://example.org/a.csv",
      GOOD,
      "`https://example.org/a.csv` is an address, and cells have no network. Save the file beside the lesson and name it by its relative path.",
    ],
    [
      "a path with backslashes",
      "data\\a.csv",
      GOOD,
      "`data\\a.csv` contains a backslash. Write `/` between folders.",
    ],
    ["nothing", "", GOOD, "This is not the path of a file. Write `files: [data/penguins.csv]`."],
    ["an empty file", "a.csv", { "a.csv": "" }, "The file `a.csv` is empty. Save it again, or leave it out."],
    [
      "a large file",
      "a.bin",
      { "a.bin": new Uint8Array(MAXIMUM_FILE_BYTES + 1) },
      "The file `a.bin` is too large: 30.0 MB, at most 30.0 MB are possible. Leave out rows or pixels",
    ],
    [
      "a table that is not UTF-8",
      "a.csv",
      { "a.csv": Buffer.from("gr\xfc\xdfe", "latin1") },
      "The file `a.csv` is not UTF-8. Save it as UTF-8 (“CSV UTF-8” in Excel).",
    ],
    ["JSON with a mistake", "a.json", { "a.json": '{"a": 1,}' }, "`a.json` is not JSON: "],
    [
      "a picture of another type",
      "a.jpg",
      { "a.jpg": PNG },
      "`a.jpg` is not a picture of the type that its name says. Save it in that format, or correct its name.",
    ],
    [
      "a cut reference of Git LFS",
      "a.png",
      { "a.png": "version https://git-lfs.github.com/spec/v1\noid sha256:1\n" },
      "`a.png` is not the file itself: Git LFS has put a reference in its place. Run `git lfs pull`.",
    ],
    [
      "a compressed file",
      "a.csv.gz",
      { "a.csv.gz": "x" },
      "`a.csv.gz` is compressed, and some hosts decompress such files on the way. Declare the decompressed file",
    ],
    ["a pattern", "data/*.csv", FILES, "`data/*.csv` is a pattern, and files are named one by one."],
    [
      "a model without its weights",
      "model.json",
      { "model.json": MODEL, "a.bin": "1" },
      "The weights `b.bin` of the model `model.json` are not beside the lesson.",
    ],
    [
      "a model whose weights are another model's",
      "model.json",
      {
        "model.json": JSON.stringify({
          weightsManifest: [
            {
              paths: ["a.bin"],
              weights: [
                { name: "kernel", shape: [3, 2], dtype: "float32", quantization: { dtype: "uint8" } },
                { name: "bias", shape: [2], dtype: "float32" },
                { name: "step", shape: [], dtype: "int32" },
              ],
            },
          ],
        }),
        "a.bin": "1".repeat(17),
      },
      "The weights of the model `model.json` have 17 bytes, and 18 by the model itself. Save the model again",
    ],
    [
      "a model whose weights are elsewhere",
      "model.json",
      { "model.json": MODEL.replace("a.bin", "../a.bin") },
      "The weights `../a.bin` of the model `model.json` are not beside the lesson.",
    ],
  ];

  test.each(mistakes)("are reported if one is %s", async (_, file, contents = {}, expected) => {
    const { lesson, problems } = await load({ files: [file], contents });
    expect(problems).toEqual([expect.stringContaining(expected)]);
    expect(problems[0]).toMatch(/^4:5 /);
    expect(lesson.files).toEqual([]);
  });

  test("are reported if they are too much together", async () => {
    const large = new Uint8Array(25_000_000);
    const names = ["a.bin", "b.bin", "c.bin"];
    const contents = Object.fromEntries(names.map((name) => [name, large]));
    expect((await load({ files: names, contents })).problems).toEqual([
      "4:5 The files of this lesson are 75.0 MB together, at most 60.0 MB are possible. Declare fewer or smaller files.",
    ]);
  });
});

describe("a path in a cell", () => {
  test("of a file that is declared and wrong is no other problem", async () => {
    const body = '```ts {#cell}\nimport { loadCsv } from "lectern";\nawait loadCsv("./a.csv");\n```';
    const { problems } = await load({ files: ["a.csv", "a.csv"], contents: { "a.csv": "" }, body });
    expect(problems).toEqual([expect.stringMatching(/^4:5 The file `a\.csv` is empty\./)]);
  });

  const cell = (...lines: readonly string[]) => ["```ts {#cell}", ...lines, "```"].join("\n");

  test("that the lesson declares is right, however it is written", async () => {
    const body = cell(
      'import { loadCsv } from "lectern";',
      'import * as tf from "@tensorflow/tfjs";',
      'const rows = await loadCsv("./data/a.csv");',
      'const model = await tf.loadLayersModel("model/model.json");',
    );
    expect((await load({ files: ["data/a.csv", "model/model.json"], body })).problems).toEqual([]);
  });

  test("that it does not declare is reported at its place, with the nearest one", async () => {
    const body = cell('import { loadCsv } from "lectern";', 'await loadCsv("data/A.csv");');
    expect((await load({ files: ["data/a.csv"], body })).problems).toEqual([
      "8:15 The lesson does not declare the file `data/A.csv`. Add it to `files:` in the front matter, or correct the path. Did you mean `data/a.csv`?",
    ]);
  });

  test("with a path from the root is reported with what to write", async () => {
    const body = cell('import { loadCsv } from "lectern";', 'await loadCsv("/data/a.csv");');
    expect((await load({ files: ["data/a.csv"], body })).problems).toEqual([
      "8:15 The lesson does not declare the file `/data/a.csv`. Paths begin at the lesson's folder, without `/`: write `data/a.csv` here and under `files:`.",
    ]);
  });

  test("that only a pattern declares is reported with what to write in its place", async () => {
    const body = cell(
      'import { loadCsv } from "lectern";',
      'await loadCsv("data/a.csv"); await loadCsv("b.csv");',
    );
    const { problems } = await load({ files: ["data/*.csv"], body });
    expect(problems.slice(1)).toEqual([
      "8:15 The lesson does not declare the file `data/a.csv`. Write `data/a.csv` in place of the pattern `data/*.csv` under `files:`.",
      "8:44 The lesson does not declare the file `b.csv`. Write `files: [b.csv]` in the front matter, and put the file beside the lesson.",
    ]);
  });

  test("without any file is reported with what to write", async () => {
    const folder = await temporaryFolder({});
    const body = cell('import { loadText } from "lectern";', 'await loadText("notes.txt");');
    const { problems } = await temporaryLesson(folder, `---\ntitle: A\n---\n${body}\n`);
    expect(problems).toMatchObject([
      {
        line: 6,
        column: 16,
        remedy: "Write `files: [notes.txt]` in the front matter, and put the file beside the lesson.",
      },
    ]);
  });

  test("to a file of another type is reported with the function for it", async () => {
    const body = cell(
      'import { loadCsv, loadImage } from "lectern";',
      'await loadCsv("photo.png"); await loadImage("data/a.csv");',
    );
    expect((await load({ files: ["photo.png", "data/a.csv"], body })).problems).toEqual([
      "9:15 `loadCsv` reads a table as text, and `photo.png` is not one by its name. Read it with `loadImage`, or correct the path.",
      "9:45 `loadImage` reads a picture, and `data/a.csv` is not one by its name. Read it with `loadCsv`, or correct the path.",
    ]);
  });

  test("is not checked where the lesson has a function of the same name", async () => {
    const body = cell("function loadText(text: string) { return text; }", 'loadText("anything");');
    expect((await load({ files: ["photo.png"], body })).problems).toEqual([]);
  });
});
