import { describe, expect, it } from "vitest";
import type { CellProblem } from "../../../../src/language/messages.ts";
import { describeChanges } from "../../../../src/page/language/announce-problems.ts";

function problem(from: number, message: string, inCheck = false): CellProblem {
  return { from, to: from + 1, message, inCheck };
}

const sourceOf = () => "one\ntwo";

describe("what is announced of problems", () => {
  it("is their number and the first one, with its line", () => {
    expect(describeChanges({}, { a: [problem(4, "No."), problem(5, "Nor this.")], b: [] }, sourceOf)).toBe(
      "a: 2 problems. Line 2: No.",
    );
    expect(describeChanges({}, { a: [problem(0, "No.", true)] }, sourceOf)).toBe(
      "a: 1 problem. In the check: No.",
    );
  });

  it("is nothing while they stay the same, also if they move", () => {
    expect(describeChanges({ a: [problem(0, "No.")] }, { a: [problem(4, "No.")] }, sourceOf)).toBe("");
  });

  it("is that they are gone", () => {
    expect(describeChanges({ a: [problem(0, "No.")] }, { a: [] }, sourceOf)).toBe("a: no more problems.");
  });
});
