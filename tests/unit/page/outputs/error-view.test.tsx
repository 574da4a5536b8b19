import { renderToString } from "preact-render-to-string";
import { describe, expect, test } from "vitest";
import { ErrorView } from "../../../../src/page/outputs/error-view.tsx";

/** The error for an undefined name in the check of the cell `sum`, with the stack frame in the given cell. */
function shown(...cells: readonly string[]): string {
  const stack = cells.map((cell, index) => ({ cell, line: index + 3, column: 1 }));
  // As the runtime tells it: the line is that of the check, which is the cell that ran.
  const line = stack.find(({ cell }) => cell === "sum-check-1")?.line ?? null;
  const error = {
    name: "ReferenceError",
    message: "three is not defined",
    line,
    column: line === null ? null : 1,
    text: null,
    stack,
  };
  return renderToString(<ErrorView shown={{ error, inCheck: true }} cell="sum" goTo={() => undefined} />);
}

describe("an undefined name in an exercise's check", () => {
  test("is reported as one that the check looks for", () => {
    expect(shown("sum-check-1")).toContain("check looks for three, which your code does not define");
  });

  test("is not, if a function of the reader's that the check calls uses it", () => {
    for (const found of [shown("earlier", "sum-check-1"), shown()])
      expect(found).toContain("This error was thrown by the exercise's check");
  });

  test("leads to the reader's line that the check has called", () => {
    for (const found of [shown("sum", "sum-check-1"), shown("sum")]) {
      expect(found).toContain("Your code failed here when the exercise's check called it");
      expect(found).toContain("Go to line 3");
    }
    expect(shown("sum-check-1")).not.toContain("Go to line");
  });
});
