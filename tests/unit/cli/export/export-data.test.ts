import { describe, expect, test } from "vitest";
import { readDataOption } from "../../../../src/cli/export/export-data.ts";

describe("--data", () => {
  test("is all, none, or a number of images", () => {
    expect(readDataOption(undefined)).toEqual({ type: "all" });
    expect(readDataOption("all")).toEqual({ type: "all" });
    expect(readDataOption("none")).toEqual({ type: "none" });
    expect(readDataOption("20")).toEqual({ type: "some", perClass: 20 });
  });

  test.each(["0", "-1", "1.5", "1e3", "most", ""])("cannot be %j", (value) => {
    expect(() => readDataOption(value)).toThrow(`--data is "${value}". Give all, none, or a number`);
  });
});
