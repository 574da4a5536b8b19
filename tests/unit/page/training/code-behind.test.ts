import { expect, test } from "vitest";
import { cellNames } from "../../../../src/cell/names/find-names.ts";
import { changedCells, codeAt, codeBehind, textsOf } from "../../../../src/page/training/code-behind.ts";
import { openNotebook } from "../notebook/open-notebook.ts";
import { cellId, define } from "../notebook/scripted-host.ts";

const cell = (id: string, source: string, options: { readonly manual?: boolean } = {}) =>
  define(id, { ...options, source, names: cellNames(source) });

/** The cells behind the one called `train`. */
function behindTraining(...cells: readonly ReturnType<typeof cell>[]): string {
  const { notebook } = openNotebook(cells);
  return codeBehind(notebook.cells.peek(), cellId("train"))
    .map((each) => each.cell)
    .join(" ");
}

test("behind a training are its own code and that of the cells it depends on", () => {
  expect(
    behindTraining(
      cell("data", "const x = 1"),
      cell("other", "const y = 2"),
      cell("build", "const model = make(x)"),
      cell("train", "await model.fit(x)"),
      cell("below", "model.predict(x)"),
    ),
  ).toBe("data build train");
});

test("behind a training are the cells that change its network: compile, an earlier training, a frozen layer", () => {
  expect(
    behindTraining(
      cell("build", "const model = make()"),
      cell("compile", "model.compile({ optimizer: 'adam' })"),
      cell("first", "await model.fit(a)"),
      cell("freeze", "model.layers[0].trainable = false"),
      cell("print", "console.log(1)"),
      cell("train", "await model.fit(b)"),
    ),
  ).toBe("build compile first freeze train");
});

test("behind a training is the network of a manual cell, and that of the cell above it", () => {
  expect(
    behindTraining(
      cell("build", "const model = make()"),
      cell("another", "const model = makeAnother()", { manual: true }),
      cell("train", "await model.fit(b)"),
    ),
  ).toBe("build another train");
});

test("a changed text and a cell that only one of the two has count as changed", () => {
  const before = [
    { cell: cellId("same"), source: "1" },
    { cell: cellId("edited"), source: "2" },
    { cell: cellId("gone"), source: "3" },
  ];
  const now = [
    { cell: cellId("same"), source: "1" },
    { cell: cellId("edited"), source: "two" },
    { cell: cellId("new"), source: "4" },
  ];
  expect(changedCells(before, now)).toEqual(["edited", "gone", "new"]);
});

test("behind a training are the texts with which its run began, whatever is edited while it runs", () => {
  const { notebook } = openNotebook([cell("build", "const model = make()"), cell("train", "model.fit(1)")]);
  const began = textsOf(notebook.cells.peek());
  notebook.edit(cellId("train"), "other.fit(2)");
  notebook.setNames(cellId("train"), cellNames("other.fit(2)"));
  expect(codeAt(began, cellId("train")).map(({ source }) => source)).toEqual([
    "const model = make()",
    "model.fit(1)",
  ]);
  expect(codeBehind(notebook.cells.peek(), cellId("train")).map(({ source }) => source)).toEqual([
    "other.fit(2)",
  ]);
});
