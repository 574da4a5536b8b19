import { expect, it } from "vitest";
import { analyseCell } from "../../../src/cell/analyse-cell.ts";
import { compileCell } from "../../../src/cell/compile/compile.ts";
import { cellNames } from "../../../src/cell/names/find-names.ts";
import { FORMS, REFUSED } from "./typescript-forms.ts";

const TEXTS = [
  ...FORMS,
  ...REFUSED.map(([source]) => source),
  "const = 3",
  "const a = 1;\r\nconst b = ;",
  "{ a: 1, b: 2 }",
  "",
  `${"(".repeat(5000)}1${")".repeat(5000)}`,
];

/** Twice, so that the second answer is a remembered one. */
it("says of a cell what compiling it and looking for its names say, also when it is asked again", () => {
  for (const source of [...TEXTS, ...TEXTS]) {
    const compilation = compileCell(source);
    const { error, names, references } = analyseCell(source);
    expect(error, source).toEqual(compilation.type === "failed" ? compilation.error : null);
    expect(names, source).toEqual(cellNames(source));
    if (compilation.type === "compiled") expect(references?.declares, source).toEqual(names.declares);
  }
});

it("forgets the oldest of cells whose analyses take much memory", () => {
  const first = analyseCell("0");
  expect(analyseCell("0")).toBe(first);
  // 4 MB each.
  for (const index of [1, 2, 3, 4, 5]) analyseCell(`[${index},${"x,".repeat(20_000)}]`);
  expect(analyseCell("0")).not.toBe(first);
});
