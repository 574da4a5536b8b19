import { describe, expect, it } from "vitest";
import { answer } from "../../../src/language/answer.ts";
import { checkLesson } from "../../../src/language/check-lesson.ts";
import { CELLS, type ModuleTypes, NO_MODULES, readModuleTypes } from "../../../src/language/module-types.ts";
import type { Piece } from "../../../src/language/piece.ts";
import { piece, programOf } from "./program-of.ts";

const TYPES: ModuleTypes = {
  files: {
    "/modules/lib/plots.ts": `import * as tf from "@tensorflow/tfjs";
import { mean, type Point } from "statistics";
/** Draws bars. */
export function bars(values: readonly number[], { width = 10 } = {}) { return tf.tensor1d([...values, width, mean(values)]); }
export const origin: Point = { x: 0, y: 0 };
export const wrong: number = "not reported here";
`,
    "/modules/lib/plain.js":
      "/** @param {string} text */\nexport function shout(text) { return text.toUpperCase(); }\n",
    "/node_modules/statistics/index.d.mts": `/** The average. */
export declare function mean(values: readonly number[]): number;
export type { Point } from "./point.mjs";
`,
    "/node_modules/statistics/point.d.mts": "export interface Point { x: number; y: number }\n",
  },
  imports: {
    [CELLS]: {
      "./lib/plots": "/modules/lib/plots.ts",
      "./lib/plain": "/modules/lib/plain.js",
      statistics: "/node_modules/statistics/index.d.mts",
    },
    "/modules/lib/plots.ts": { statistics: "/node_modules/statistics/index.d.mts" },
    "/node_modules/statistics/index.d.mts": { "./point.mjs": "/node_modules/statistics/point.d.mts" },
  },
};
const names = new Set(["./lib/plots", "./lib/plain", "statistics", "untyped", "events"]);
const MODULES = { names, types: TYPES };

function problems(...pieces: Piece[]): string[] {
  const program = programOf();
  program.bring(MODULES);
  program.update(pieces);
  return [...checkLesson(program)].flatMap(({ problems: found }) => found.map(({ message }) => message));
}

const IMPORTS = `import { bars, origin } from "./lib/plots";
import { shout } from "./lib/plain";
import * as statistics from "statistics";
`;

describe("the modules that a lesson brings", () => {
  it("have their types in cells", () => {
    const right =
      "bars([1, 2], { width: 3 }).expandDims(1);\norigin.x.toFixed();\nshout('a').length;\nstatistics.mean([1]).toFixed();";
    expect(problems(piece("a", IMPORTS + right))).toEqual([]);
    const wrong = 'bars("1");\norigin.z;\nshout(1);\nstatistics.meen([1]);';
    expect(problems(piece("a", IMPORTS), piece("b", wrong))).toEqual([
      "Argument of type 'string' is not assignable to parameter of type 'readonly number[]'.",
      "Property 'z' does not exist on type 'Point'.",
      "Argument of type 'number' is not assignable to parameter of type 'string'.",
      expect.stringContaining("Property 'meen' does not exist on type"),
    ]);
  });

  it("can be anything without declarations", () => {
    const source =
      'import * as untyped from "untyped";\nuntyped.anything(1).at.all;\nimport { a } from "missing";\na;';
    expect(problems(piece("a", source))).toEqual([expect.stringContaining("Cannot find module 'missing'")]);
  });

  it("can have the name of one of Node's", () => {
    const source = 'import EventEmitter from "events";\nnew EventEmitter();\nimport os from "os";\nos;';
    expect(problems(piece("a", source))).toEqual([expect.stringContaining("Cannot find module 'os'")]);
  });

  it("are not taken for a cell of their name", () => {
    const types = {
      files: { "/modules/b.ts": "export const b = 1;" },
      imports: { [CELLS]: { "./b": "/modules/b.ts" } },
    };
    const program = programOf();
    program.bring({ names: new Set(["./b"]), types });
    program.update([
      piece("a", 'import { b } from "./b";\nb.toFixed();'),
      piece("b", 'const other = "text";'),
    ]);
    expect([...checkLesson(program)].flatMap(({ problems: found }) => found)).toEqual([]);
  });

  it("count at once when they change, also in cells that do not", () => {
    const cell = piece("a", `${IMPORTS}origin.z;`);
    expect(problems(cell)).toHaveLength(1);
    const program = programOf(cell);
    const changed = {
      ...TYPES.files,
      "/modules/lib/plots.ts": "export const bars = 1;\nexport const origin = { z: 1 };\n",
    };
    program.bring({ names, types: { ...TYPES, files: changed } });
    program.update([cell]);
    expect([...checkLesson(program)].flatMap(({ problems: found }) => found)).toEqual([]);
    program.bring(NO_MODULES);
    program.update([cell]);
    expect([...checkLesson(program)].flatMap(({ problems: found }) => found)).toHaveLength(3);
  });

  it("are completed and described with their comments, and named as what declares a name", () => {
    const source = `${IMPORTS}bars([1]);\nstatistics.`;
    expect(problems(piece("a", source))).not.toEqual([]);
    const program = programOf(piece("a", source));
    program.bring(MODULES);
    program.update([piece("a", source)]);
    const completions = answer(program, { type: "complete", cell: "a", offset: source.length });
    expect(completions).toMatchObject({ type: "completions", completions: [{ name: "mean" }] });
    const offset = source.lastIndexOf("bars");
    expect(answer(program, { type: "hover", cell: "a", offset })).toMatchObject({
      description: {
        documentation: "Draws bars.",
        signature: expect.stringContaining("bars(values: readonly number[]"),
      },
    });
    expect(
      answer(program, { type: "describe", cell: "a", offset: source.length, name: "mean" }),
    ).toMatchObject({
      description: { documentation: "The average." },
    });
    expect(answer(program, { type: "define", cell: "a", offset })).toEqual({
      type: "elsewhere",
      module: "lib/plots.ts",
    });
    expect(answer(program, { type: "rename", cell: "a", offset, to: "columns" })).toMatchObject({
      type: "refused",
      message: "'bars' belongs to a library and cannot be renamed.",
    });
  });
});

describe("their declarations as a text", () => {
  it("are read", () => {
    expect(readModuleTypes(JSON.stringify(TYPES))).toEqual(TYPES);
  });

  it.each([null, "", "<!doctype html>", "{}", '{"files": {"/a": 1}, "imports": {}}'])(
    "are none if it is %j",
    (text) => {
      expect(readModuleTypes(text)).toEqual(NO_MODULES.types);
    },
  );
});
