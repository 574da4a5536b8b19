import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import {
  cachedTypeFiles,
  readTypeFiles,
  writeTypeFiles,
} from "../../../../src/build/types/cached-type-files.ts";
import { collectTypeFiles } from "../../../../src/build/types/collect-type-files.ts";
import { REMOVED_GLOBALS } from "../../../../src/build/types/worker-types.ts";
import { GLOBALS_FILE } from "../../../../src/language/type-files.ts";
import { LIBRARY_NAMES } from "../../../../src/protocol/library-names.ts";

const types = collectTypeFiles();

it("has the declarations of both modules, and of all that they import", () => {
  const all = Object.values(types.files).join("\n");
  const declared = new Set([...all.matchAll(/^declare module "([^"]+)"/gm)].map(([, name]) => name));
  expect([...declared]).toEqual(
    expect.arrayContaining(["lectern", "@tensorflow/tfjs", "@tensorflow/tfjs-core"]),
  );
  for (const [, name] of all.matchAll(/^(?:import|export)\b[^;]*? from ["']([^"']+)["']/gm)) {
    // The names of datasets are branded by a schema, which cells do not see.
    if (name !== "valibot") expect(declared).toContain(name);
  }
});

it("has comments apart from the declarations, each before code", () => {
  for (const [path, text] of Object.entries(types.files)) {
    expect(text).not.toContain("/*");
    const comments = Object.entries(types.comments()[path] ?? {});
    if (path !== GLOBALS_FILE) expect(comments.length).toBeGreaterThan(10);
    for (const [offset, comment] of comments) {
      expect(comment).toMatch(/^\/\*\*[\s\S]*\*\/$/);
      expect(text.slice(Number(offset), Number(offset) + 1)).toMatch(/\S/);
    }
  }
});

it("are the same after they were kept in a file", async () => {
  for (const { comments, ...rest } of [readTypeFiles(writeTypeFiles(types)), await cachedTypeFiles()])
    expect({ ...rest, comments: comments() }).toEqual({ ...types, comments: types.comments() });
  expect(() => readTypeFiles(writeTypeFiles(types).slice(0, 1000))).toThrow(SyntaxError);
});

it("declares every name of the library", () => {
  expect(types.libraryNames).toEqual(
    expect.arrayContaining([...LIBRARY_NAMES, "LabelledImages", "LoadedDataset"]),
  );
});

it("lacks the globals that cells lack", () => {
  const confine = readFileSync("src/runtime/platform/confine.ts", "utf8");
  for (const name of REMOVED_GLOBALS) {
    expect(confine).toMatch(new RegExp(`^  ${name}: `, "m"));
    expect(types.files["/lib/lib.cells.d.ts"]).not.toMatch(
      new RegExp(`^declare (?:function|var) ${name}\\b`, "m"),
    );
  }
});
