import { describe, expect, it } from "vitest";
import { BELOW, LESSON, MISTAKES } from "./mistakes.ts";
import { piece, problemsOf } from "./program-of.ts";

const above = LESSON.map(([id, source]) => piece(id, source));
const below = piece(...BELOW);

describe("what the editor says before running", () => {
  it("is nothing for the lesson itself", () => {
    expect(problemsOf(...above, below)).toEqual([]);
  });

  it.each(MISTAKES)("of $mistake", ({ code, says }) => {
    const problems = problemsOf(...above, piece("mine", code), below);
    expect(problems.filter((problem) => !problem.startsWith("mine "))).toEqual([]);
    if (says === null) expect(problems).toEqual([]);
    else expect(problems.join("\n")).toMatch(says);
  });

  it.each([
    "plot([{ y: [1, 2, 3] }]);",
    "plot([]);",
    "table([[1, 2], [3, 4]]);",
    "table([{ name: 1 }]);",
    "const value: any = 1;\ntable(value);\nplot(value);",
    "let [a, b] = [1, 2];\n[a, b] = [b, a];",
  ])("is nothing for %s", (code) => {
    expect(problemsOf(...above, piece("mine", code), below)).toEqual([]);
  });
});
