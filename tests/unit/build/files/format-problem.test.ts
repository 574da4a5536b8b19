import { expect, test } from "vitest";
import { formatProblem } from "../../../../src/build/files/format-problem.ts";

test("a problem is printed as by compilers: position and message, then the remedy", () => {
  const problem = {
    file: "lessons/a.md",
    line: 3,
    column: 12,
    message: "Unknown dataset `mnist`.",
    remedy: "Known: `fashion-mnist`.",
  };
  expect(formatProblem(problem)).toBe(
    "lessons/a.md:3:12: Unknown dataset `mnist`.\n    Known: `fashion-mnist`.",
  );
});
