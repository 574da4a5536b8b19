import { expect, test } from "vitest";
import { fileSize } from "../../../src/protocol/megabytes.ts";

test("small files have a size, too", () => {
  const sizes = [0, 1, 12_345, 99_999, 100_000, 30_880_000].map(fileSize);
  expect(sizes).toEqual(["0 kB", "1 kB", "13 kB", "100 kB", "0.1 MB", "30.9 MB"]);
});
