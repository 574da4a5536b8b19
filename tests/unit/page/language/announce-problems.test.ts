import { describe, expect, it } from "vitest";
import type { CellProblem, Problems } from "../../../../src/language/messages.ts";
import { describeChanges } from "../../../../src/page/language/announce-problems.ts";

function problem(from: number, message: string, inCheck = false): CellProblem {
  return { from, to: from + 1, message, inCheck };
}

const none = new Map<string, readonly CellProblem[]>();

function of(problems: Readonly<Record<string, readonly CellProblem[]>>): Problems {
  return new Map(Object.entries(problems));
}

const sourceOf = () => "one\ntwo";

describe("what is announced of problems", () => {
  it("is their number and the first one, with its line", () => {
    expect(
      describeChanges(none, of({ a: [problem(4, "No."), problem(5, "Nor this.")], b: [] }), sourceOf),
    ).toBe("a: 2 problems. Line 2: No.");
    expect(describeChanges(none, of({ a: [problem(4, "No.", true)] }), sourceOf)).toBe(
      "a: 1 problem. Line 2: In the check: No.",
    );
    const missing: CellProblem = { from: 0, to: 0, message: "No.", inCheck: true };
    expect(describeChanges(none, of({ a: [missing] }), sourceOf)).toBe("a: 1 problem. In the check: No.");
  });

  it("is nothing while they stay the same, also if they move", () => {
    expect(describeChanges(of({ a: [problem(0, "No.")] }), of({ a: [problem(4, "No.")] }), sourceOf)).toBe(
      "",
    );
  });

  it("is that they are gone", () => {
    expect(describeChanges(of({ a: [problem(0, "No.")] }), of({ a: [] }), sourceOf)).toBe(
      "a: no more problems.",
    );
  });
});
