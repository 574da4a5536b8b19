import * as v from "valibot";
import { expect, test } from "vitest";
import { controlId } from "../../../../src/page/outputs/cell-controls.ts";
import { CellId } from "../../../../src/protocol/ids.ts";

test.each([
  ["learning rate", "learning%20rate"],
  ["größe 🙂", "gr%C3%B6%C3%9Fe%20%F0%9F%99%82"],
  ["\ud800", "%ud800"],
  ["a\udc00b", "a%udc00b"],
  ["%ud800", "%25ud800"],
])("the control with the label %j has an id without blanks, of its own", (label, expected) => {
  expect(controlId(v.parse(CellId, "a"), label)).toBe(`control-a-${expected}`);
});
