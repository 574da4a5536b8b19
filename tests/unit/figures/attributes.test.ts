import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { choice, wholeNumber } from "../../../src/figures/attributes.ts";

const schema = v.strictObject({
  input: wholeNumber("input", 3, 12, 7),
  show: choice("show", ["numbers", "picture"], "numbers"),
});
const faults = (written: Readonly<Record<string, string>>) =>
  v.safeParse(schema, written).issues?.map((issue) => issue.message) ?? [];

describe("attributes of figures", () => {
  test("become numbers and choices, with defaults", () => {
    expect(v.parse(schema, {})).toEqual({ input: 7, show: "numbers" });
    expect(v.parse(schema, { input: "12", show: "picture" })).toEqual({ input: 12, show: "picture" });
  });

  test("say in words what is wrong", () => {
    for (const input of ["2", "13", "-4", "x", "3.5", ""]) {
      expect(faults({ input })).toEqual(["input must be a whole number from 3 to 12"]);
    }
    expect(faults({ show: "film" })).toEqual(["show must be one of numbers, picture"]);
    expect(faults({ inptu: "7" })).toHaveLength(1);
  });
});
