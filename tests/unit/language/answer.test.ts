import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { answer } from "../../../src/language/answer.ts";
import type { Answer, Question } from "../../../src/language/messages.ts";
import { piece, programOf } from "./program-of.ts";

const SETUP = `import * as tf from "@tensorflow/tfjs";
import { loadFashionMnist, imshow } from "lectern";
/** How many pictures. */
const size = 28;`;

const MINE = `const kernel = tf.zeros([3, 3, 1, 4]);
const out = tf.conv2d(kernel, size, 1, "same");
function twice(n: number) { return 2 * n; }
twice(size)`;

const lesson = [piece("setup", SETUP), piece("mine", MINE), piece("below", "show = twice(size);")];

type Kind = "complete" | "hover" | "signature" | "define";

/** Asks about the position after `text` in the cell `mine`, or before its last letter. */
function ask(type: Kind, text: string, source = MINE): Answer {
  const program = programOf(...lesson.map((one) => (one.id === "mine" ? { ...one, source } : one)));
  const end = source.indexOf(text) + text.length;
  return answer(program, {
    type,
    cell: "mine",
    offset: type === "hover" || type === "define" ? end - 1 : end,
  });
}

function askIn(cell: string, question: Question): Answer {
  return answer(programOf(...lesson), { ...question, cell } as Question);
}

describe("completion", () => {
  it("offers what a value has, with its type", () => {
    const found = ask("complete", "kernel.expand", "const kernel = tf.zeros([3]);\nkernel.expand");
    expect(found).toMatchObject({ type: "completions", from: 37 });
    if (found.type !== "completions") return;
    expect(found.completions.find(({ name }) => name === "expandDims")).toMatchObject({ type: "method" });
  });

  it("offers all that TensorFlow.js exports", () => {
    const found = ask("complete", "tf.", "tf.");
    if (found.type !== "completions") throw new Error(found.type);
    const offered = new Set(found.completions.map(({ name }) => name));
    const exported = Object.keys(createRequire(import.meta.url)("@tensorflow/tfjs"));
    expect(exported.filter((name) => !offered.has(name))).toEqual([]);
  });

  it("puts names of the lesson before global ones", () => {
    const found = ask("complete", "si", "si");
    if (found.type !== "completions") throw new Error(found.type);
    const distance = (name: string) =>
      found.completions.find((one) => one.name === name)?.distance ?? Number.NaN;
    expect(distance("size")).toBeLessThan(distance("setTimeout"));
  });

  it("offers the values of an argument", () => {
    const found = ask(
      "complete",
      'padding: "',
      'tf.layers.conv2d({ filters: 1, kernelSize: 3, padding: "" });',
    );
    if (found.type !== "completions") throw new Error(found.type);
    expect(found.completions.map(({ name }) => name)).toEqual(expect.arrayContaining(["same", "valid"]));
  });

  it("describes one with the comment of its declaration", () => {
    const source = "tf.layers.de";
    ask("complete", source, source);
    const program = programOf(piece("setup", SETUP), piece("mine", source));
    const described = answer(program, {
      type: "describe",
      cell: "mine",
      offset: source.length,
      name: "dense",
    });
    expect(described).toMatchObject({ type: "description" });
    if (described.type !== "description") return;
    expect(described.description.documentation).toContain("dense (fully connected) layer");
  });
});

describe("hover", () => {
  it("shows the type and comment of a name from another cell, and nothing of the import behind it", () => {
    expect(ask("hover", "kernel, size")).toMatchObject({
      description: { signature: "const size: 28", documentation: "How many pictures." },
    });
  });

  it("shows the comments of TensorFlow.js and of lectern", () => {
    const ofTensorFlow = ask("hover", "tf.conv2d");
    expect(ofTensorFlow).toMatchObject({ type: "hover" });
    if (ofTensorFlow.type !== "hover") return;
    expect(ofTensorFlow.description.documentation).toContain("2D convolution");
    const ofLectern = ask("hover", "imshow", "imshow");
    if (ofLectern.type !== "hover") throw new Error(ofLectern.type);
    expect(ofLectern.description.signature).toContain("function imshow(source: tf.Tensor");
    expect(ofLectern.description.documentation).toContain("Shows an image from a tensor");
  });

  it("knows nothing about a space", () => {
    expect(ask("hover", "n) {")).toEqual({ type: "nothing" });
  });
});

describe("signature help", () => {
  it("shows the parameters of the call, and which is next", () => {
    const found = ask("signature", "tf.conv2d(kernel, ");
    expect(found).toMatchObject({ type: "signature", signature: { active: 1 } });
    if (found.type !== "signature") return;
    expect(found.signature.parameters[0]?.text).toMatch(/^x: /);
    expect(found.signature.parameters[1]?.documentation).toContain("filter");
  });
});

describe("the declaration of a name", () => {
  it("is found in the cell above that declares it", () => {
    expect(ask("define", "kernel, size")).toEqual({
      type: "definition",
      cell: "setup",
      from: SETUP.indexOf("size"),
      to: SETUP.indexOf("size") + 4,
    });
  });

  it("is in a library", () => {
    expect(ask("define", "tf.conv2d")).toEqual({ type: "elsewhere", module: "@tensorflow/tfjs" });
    expect(ask("define", "imshow", "imshow([[1]])")).toEqual({ type: "elsewhere", module: "lectern" });
  });
});

describe("renaming", () => {
  const offset = SETUP.indexOf("size");

  it("changes every cell that uses the name", () => {
    const found = askIn("setup", { type: "rename", cell: "setup", offset, to: "pixels" });
    if (found.type !== "edits") throw new Error(found.type);
    expect(found.edits.map(({ cell, from, to, text }) => [cell, to - from, text])).toEqual([
      ["setup", 4, "pixels"],
      ["mine", 4, "pixels"],
      ["mine", 4, "pixels"],
      ["below", 4, "pixels"],
    ]);
  });

  it("works from a cell that only uses the name", () => {
    const found = askIn("below", {
      type: "rename",
      cell: "below",
      offset: "show = twice(".length,
      to: "pixels",
    });
    if (found.type !== "edits") throw new Error(found.type);
    expect(new Set(found.edits.map(({ cell }) => cell))).toEqual(new Set(["setup", "mine", "below"]));
  });

  it("leaves a name that a later cell declares again", () => {
    const program = programOf(piece("a", "const n = 1;"), piece("b", "const n = 2; n;"), piece("c", "n;"));
    const found = answer(program, { type: "rename", cell: "a", offset: 6, to: "m" });
    expect(found).toEqual({ type: "edits", edits: [{ cell: "a", from: 6, to: 7, text: "m" }] });
  });

  it.each([
    ["2nd", /not a name/],
    ["class", /not a name/],
    ["undefined", /not a name/],
    ["kernel", /already a 'kernel'/],
  ])("to %s is refused with the reason", (to, reason) => {
    const found = askIn("setup", { type: "rename", cell: "setup", offset, to });
    expect(found).toMatchObject({ type: "refused", message: expect.stringMatching(reason) });
  });

  it.each([
    ["a parameter where the name is used", "const step = (lr: number) => lr * rate;", "rate", "lr"],
    ["a constant of a block", "if (rate > 0) { const lr = 2; show(lr * rate); }", "rate", "lr"],
    ["a variable beside an unused parameter", "function f(x) { const y = 1; return y; }", "x", "y"],
    ["a shared name, as a parameter", "const step = (lr: number) => lr * rate;", "lr", "rate"],
  ])("to %s is refused: the code would compute something else", (_, below, from, to) => {
    const source = `const rate = 0.1;\n${below}`;
    const offset = source.indexOf(from, from === "rate" ? 0 : source.indexOf("\n"));
    const program = programOf(piece("a", source));
    expect(answer(program, { type: "rename", cell: "a", offset, to })).toEqual({
      type: "refused",
      message: `There is already a '${to}' that the cell “a” sees. Choose another name.`,
    });
    // The control: the same renaming to a name that nothing has.
    expect(answer(program, { type: "rename", cell: "a", offset, to: "fresh" })).toMatchObject({
      type: "edits",
    });
  });

  it("to a name that a parameter has elsewhere is done", () => {
    const program = programOf(piece("a", "const rate = 0.1;\nconst twice = (lr: number) => 2 * lr;\nrate;"));
    expect(answer(program, { type: "rename", cell: "a", offset: 6, to: "lr" })).toMatchObject({
      type: "edits",
      edits: [{ from: 6 }, { from: 56 }],
    });
  });

  it("to a global name is refused where a cell uses that, and done elsewhere", () => {
    const program = programOf(
      piece("a", "const n = 1; const f = (x: number) => x;"),
      piece("b", "show(structuredClone([1]));"),
    );
    expect(answer(program, { type: "rename", cell: "a", offset: 6, to: "structuredClone" })).toEqual({
      type: "refused",
      message: "The cell “b” uses another 'structuredClone'. Choose another name.",
    });
    const local = { type: "rename", cell: "a", offset: 24, to: "structuredClone" } as const;
    expect(answer(program, local)).toMatchObject({ type: "edits", edits: [{ from: 24 }, { from: 38 }] });
    const used = programOf(piece("a", "const n = 1; const f = (x: number) => structuredClone(x);"));
    expect(answer(used, local)).toMatchObject({ type: "refused" });
  });

  it("is refused for what a library declares, and for what a check uses", () => {
    const ofLibrary = askIn("mine", {
      type: "rename",
      cell: "mine",
      offset: MINE.indexOf("conv2d"),
      to: "c",
    });
    expect(ofLibrary).toMatchObject({ type: "refused" });
    const program = programOf(
      piece("a", "const n = 1;", "exercise"),
      piece("a", "check(n === 1, '');", "check"),
    );
    expect(answer(program, { type: "rename", cell: "a", offset: 6, to: "m" })).toMatchObject({
      message: "The check of the exercise “a” uses 'n', so it keeps its name.",
    });
  });
});

describe("formatting", () => {
  it("changes spaces alone", () => {
    const source = "const  a=[1,2]\nif(a){\nshow( a )\n}";
    const found = answer(programOf(piece("a", source)), { type: "format", cell: "a" });
    if (found.type !== "edits") throw new Error(found.type);
    const formatted = found.edits
      .toSorted((a, b) => b.from - a.from)
      .reduce(
        (text, { from, to, text: inserted }) => text.slice(0, from) + inserted + text.slice(to),
        source,
      );
    expect(formatted).toBe("const a = [1, 2]\nif (a) {\n  show(a)\n}");
  });

  it("is refused for a cell with a syntax error", () => {
    expect(answer(programOf(piece("a", "if (")), { type: "format", cell: "a" })).toEqual({
      type: "refused",
      message: "Correct the syntax of the cell first.",
    });
  });
});

it("knows nothing about a cell that is not there", () => {
  expect(answer(programOf(), { type: "hover", cell: "gone", offset: 0 })).toEqual({ type: "nothing" });
});
