import { expect, test } from "vitest";
import { explainUndeclared } from "../../../../src/page/notebook/explain-undeclared.ts";
import type { CellError } from "../../../../src/protocol/event.ts";
import { cellId } from "./scripted-host.ts";

const cells = [
  { id: cellId("setup"), declares: ["tf", "size", "table"], imports: ["tf"] },
  { id: cellId("train"), declares: ["history"], imports: [] },
  { id: cellId("plot"), declares: ["curve", "größe"], imports: [] },
];

function messageFor(message: string, name = "ReferenceError"): string {
  const error: CellError = { name, message, line: 1, column: 1, text: "", stack: [] };
  return explainUndeclared(error, cellId("train"), cells).message;
}

test.each([
  [
    "curve is not defined",
    "curve is not defined. Only the cell “plot” below declares it: run that cell first.",
  ],
  [
    "größe is not defined. Did you mean `size`?",
    "größe is not defined. Only the cell “plot” below declares it: run that cell first.",
  ],
  [
    "Can't find variable: curve",
    "curve is not defined. Only the cell “plot” below declares it: run that cell first.",
  ],
  [
    'tf is not defined. Import it: `import * as tf from "@tensorflow/tfjs";`',
    'tf is not defined. The cell “setup” above declares it: run that cell first. Or import it here: `import * as tf from "@tensorflow/tfjs";`',
  ],
  [
    'table is not defined. Import it: `import { table } from "lectern";`',
    "table is not defined. The cell “setup” above declares it: run that cell first.",
  ],
  ["size is not defined", "size is not defined. The cell “setup” above declares it: run that cell first."],
])("%s", (message, expected) => {
  expect(messageFor(message)).toBe(expected);
});

test("other errors, names that no cell declares and the cell's own stay as they are", () => {
  for (const message of ["x is not defined", "history is not defined", "curve", "The curve is not defined"]) {
    expect(messageFor(message)).toBe(message);
  }
  expect(messageFor("curve is not defined", "TypeError")).toBe("curve is not defined");
});
