import { expect, test } from "vitest";
import { count } from "../../../src/cli/count.ts";

test("one has no plural", () => {
  expect([0, 1, 2].map((number) => count(number, "picture"))).toEqual([
    "0 pictures",
    "1 picture",
    "2 pictures",
  ]);
});
