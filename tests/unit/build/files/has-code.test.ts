import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { hasCode } from "../../../../src/build/files/has-code.ts";

test("finds the code of an error of the file system", async () => {
  const error: unknown = await readFile("/no such file").catch((thrown: unknown) => thrown);
  expect(hasCode(error, "ENOENT")).toBe(true);
  expect(hasCode(error, "EACCES", "ENOENT")).toBe(true);
  expect(hasCode(error, "EACCES")).toBe(false);
});

test("finds none in other errors and values", () => {
  expect(hasCode(new Error("ENOENT"), "ENOENT")).toBe(false);
  expect(hasCode({ code: "ENOENT" }, "ENOENT")).toBe(false);
});
