import { expect, test } from "vitest";
import { describeDifference } from "../../../../src/page/training/describe-difference.ts";
import { cellId } from "../notebook/scripted-host.ts";

const code = (source: string, cell = "build") => [{ cell: cellId(cell), source }];

test("an earlier run is called by what its code had in place of the code now", () => {
  expect(
    describeDifference(code("f(\n  filters: 8,\n  size: 3,\n)"), code("f(\n  filters: 16,\n  size: 3,\n)")),
  ).toBe("filters: 8");
});

test("comments, spaces and brackets make no difference", () => {
  expect(describeDifference(code("f(1); // one\n"), code("\n  f(1);\n// another"))).toBe("the same code");
});

test("what the earlier code did not have is named as missing", () => {
  expect(describeDifference(code("a();"), code("a();\ndropout(0.5),"))).toBe("without dropout(0.5)");
});

test("a long line is shortened around the difference, and many lines are counted", () => {
  const line = (rate: number) =>
    `model.compile({ optimizer: tf.train.adam(${rate}), loss: "categoricalCrossentropy", metrics: ["accuracy"] });`;
  const shown = describeDifference(code(line(0.1)), code(line(0.01)));
  expect(shown).toContain("adam(0.1)");
  expect(shown.length).toBeLessThan(60);
  expect(describeDifference(code("a\nb\nc\nd"), code("e"))).toBe("a · b · 2 more lines");
});

test("the same line in another cell is a difference", () => {
  expect(describeDifference(code("a", "one"), code("a", "two"))).toBe("a");
});
