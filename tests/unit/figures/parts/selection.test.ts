import { expect, test } from "vitest";
import { createSelection } from "../../../../src/figures/parts/selection.ts";

test("what is pointed at takes the place of what was chosen until the pointer leaves", () => {
  const selection = createSelection("a");
  selection.point("b");
  expect(selection.current.value).toBe("b");
  selection.point(null);
  expect(selection.current.value).toBe("a");
});

test("a choice is shown although the pointer rests on something else", () => {
  const selection = createSelection("a");
  selection.point("b");
  selection.choose("c");
  expect(selection.current.value).toBe("c");
});
