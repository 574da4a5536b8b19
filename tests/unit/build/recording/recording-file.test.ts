import { deflateSync } from "node:zlib";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { loadLesson } from "../../../../src/build/lessons/load-lesson.ts";
import { cellsOf } from "../../../../src/build/recording/cell-blocks.ts";
import { codeDigests } from "../../../../src/build/recording/code-digests.ts";
import { parseRecordings, writeRecordings } from "../../../../src/build/recording/recording-file.ts";
import { RecordedOutputs } from "../../../../src/protocol/recorded-outputs.ts";
import { temporaryFolder } from "../temporary-folder.ts";

function recorded(outputs: readonly object[]): RecordedOutputs {
  return v.parse(RecordedOutputs, { outputs });
}

function text(printed: string) {
  return { type: "text", stream: "log", text: printed };
}

/** A file with the outputs of one cell, as someone could have written it by hand. */
function fileWith(outputs: readonly unknown[]): string {
  return JSON.stringify({ version: 1, cells: { a: { digest: "0", outputs } } });
}

const PIXELS = Buffer.from(Uint8Array.from({ length: 16 }, (_, index) => index));
const IMAGE = { type: "image", width: 2, height: 2, alt: "An image" };

describe("a file of recorded outputs", () => {
  const all = recorded([
    text("one\ntwo: # no comment\n  'three'\n\ttab "),
    text("---\n- not a list\n"),
    text('1e3 \u0007 \u2028 🎉 "quoted" `ticks`'),
    { type: "plot", traces: [{ x: [1, 2.5, -3], name: "true" }], layout: { title: { text: "~" } } },
    { ...IMAGE, rgba: PIXELS.toString("base64") },
    {
      type: "table",
      columns: ["a", "b"],
      rows: [
        [1, "no"],
        [null, true],
      ],
      total: 2,
    },
  ]);

  it("has the same outputs when it is read", () => {
    const written = writeRecordings(new Map([["a", { digest: "12", outputs: all }]]));
    const { recordings, problems } = parseRecordings("a.outputs.yaml", written);
    expect(problems).toEqual([]);
    expect([...recordings]).toEqual([["a", { digest: "12", outputs: all }]]);
  });

  it("has a line for each printed line, and is the same for the same outputs", () => {
    const outputs = recorded([text("one\ntwo\nthree")]);
    const write = () => writeRecordings(new Map([["a", { digest: "12", outputs }]]));
    expect(write()).toMatch(/\n\s+one\n\s+two\n\s+three\n/);
    expect(write()).toBe(write());
  });

  it("has nothing that only a running cell has", () => {
    const tensor = { kind: "tensor", dtype: "float32", shape: [1], text: "1", disposed: false, id: 7 };
    const list = {
      kind: "array",
      name: "Array",
      entries: [["0", tensor]],
      hidden: 0,
      size: 1,
    };
    const written = writeRecordings(
      new Map([["a", { digest: "12", outputs: recorded([{ type: "inspect", value: list }]) }]]),
    );
    expect(written).toContain("float32");
    expect(written).not.toMatch(/\bid:/);
  });
});

describe("a file of recorded outputs that someone has changed", () => {
  it("shows what the protocol allows", () => {
    const image = { ...IMAGE, deflated: deflateSync(PIXELS).toString("base64") };
    expect(parseRecordings("a.outputs.yaml", fileWith([text("fine"), image])).recordings.size).toBe(1);
  });

  it("has nothing that only a running cell has", () => {
    const tensor = { kind: "tensor", dtype: "float32", shape: [1], text: "1", disposed: false };
    const training = { type: "training", key: "fit", epochs: 1, rows: [], curves: [], stopped: false };
    const live = { control: { paused: true, learningRate: 1 }, saved: { epochs: 1, bytes: 1 } };
    const file = fileWith([
      { type: "control", key: "rate", setting: { kind: "checkbox", value: true } },
      { type: "download", id: 1, name: "a.csv", bytes: 1 },
      { type: "inspect", value: { ...tensor, id: 7 } },
      { ...training, ...live },
    ]);
    const { recordings, problems } = parseRecordings("a.outputs.yaml", file);
    expect(problems).toEqual([]);
    expect([...recordings.values()].flatMap(({ outputs }) => outputs.outputs)).toEqual([
      { type: "inspect", value: tensor },
      training,
    ]);
  });

  it.each([
    ["an unknown type", [{ type: "html", html: "<script>alert(1)</script>" }]],
    ["an output without its text", [{ type: "text", stream: "log" }]],
    ["an image that is no image", [{ ...IMAGE, deflated: "AAAA" }]],
    [
      "an image that becomes much larger than it says",
      [{ ...IMAGE, deflated: deflateSync(Buffer.alloc(50_000_000)).toString("base64") }],
    ],
    [
      "an image of a size that no cell shows",
      [{ ...IMAGE, width: 100_000, height: 100_000, deflated: deflateSync(PIXELS).toString("base64") }],
    ],
  ])("shows nothing of a cell with %s, and says so", (_name, outputs) => {
    const { recordings, problems } = parseRecordings("a.outputs.yaml", fileWith(outputs));
    expect(recordings.size).toBe(0);
    expect(problems).toMatchObject([
      {
        file: "a.outputs.yaml",
        message: "The recorded outputs of `a` cannot be read.",
        remedy: expect.stringContaining("run -- --record"),
      },
    ]);
  });

  it.each([
    [
      "that is cut off",
      'version: 1\ncells:\n  a: { digest: "0',
      /^The recorded outputs are not shown\. It is not YAML/,
    ],
    [
      "of an older version of Lectern",
      "version: 0\ncells: {}\n",
      /An older version of Lectern recorded them, in another format \(0, and this is 1\)\.$/,
    ],
    ["of a newer version of Lectern", "cells: {}\nversion: 2\n", /A newer version of Lectern recorded them/],
    ["that is a list", "- 1\n", /It is not a list of recorded outputs\.$/],
    [
      "whose aliases would multiply",
      `version: 1\nx: &x [1]\ncells: { a: [*x, *x] }\n`,
      /It is not a list of recorded outputs\.$/,
    ],
  ])("shows nothing of a file %s, and says so", (_name, content, message) => {
    const { recordings, problems } = parseRecordings("a.outputs.yaml", content);
    expect(recordings.size).toBe(0);
    expect(problems.map((problem) => problem.message)).toEqual([expect.stringMatching(message)]);
  });
});

const LESSON = `---
title: A
---

\`\`\`ts {#first}
const x = 1;
\`\`\`

\`\`\`ts {#second}
const y = 2;
\`\`\`

\`\`\`ts {#third}
x + 1
\`\`\`
`;

/** A lesson with recordings of its first and third cell. */
async function recordedLesson(change: (text: string) => string) {
  const folder = await temporaryFolder({ "a.md": LESSON });
  const digests = codeDigests(cellsOf(await loadLesson(`${folder}/a.md`)));
  const recordings = ["first", "third"].map((id) => {
    const digest = [...digests].find(([cell]) => cell === id)?.[1] ?? "";
    return [id, { digest, outputs: recorded([text(id)]) }] as const;
  });
  const changed = await temporaryFolder({
    "a.md": change(LESSON),
    "a.outputs.yaml": writeRecordings(new Map(recordings)),
  });
  return loadLesson(`${changed}/a.md`);
}

function shownOf({ blocks }: Awaited<ReturnType<typeof loadLesson>>): string[] {
  return blocks.flatMap((block) =>
    block.type === "cell" && block.recorded !== undefined ? [block.cell.id] : [],
  );
}

describe("recorded outputs of a lesson", () => {
  it("are shown where the code is that they come from", async () => {
    const lesson = await recordedLesson((same) => same);
    expect(lesson.problems).toEqual([]);
    expect(shownOf(lesson)).toEqual(["first", "third"]);
  });

  it("stay when a cell changes that they do not depend on", async () => {
    const lesson = await recordedLesson((same) => same.replace("const y = 2", "const y = 3"));
    expect(lesson.problems).toEqual([]);
    expect(shownOf(lesson)).toEqual(["first", "third"]);
  });

  it("are stale after a change of what they depend on", async () => {
    const lesson = await recordedLesson((same) => same.replace("const x = 1", "const x = 2"));
    expect(lesson.problems).toMatchObject([
      { line: 5, message: expect.stringContaining("outputs of the cell `first` come from other code") },
      { line: 13, message: expect.stringContaining("outputs of the cell `third` come from other code") },
    ]);
    expect(shownOf(lesson)).toEqual([]);
  });

  it("are reported when their cell is gone", async () => {
    const lesson = await recordedLesson((same) => same.replace("{#first}", "{#renamed}"));
    expect(lesson.problems.map(({ message }) => message)).toEqual([
      "There are recorded outputs of a cell `first`, which is not in the lesson.",
    ]);
  });
});
