import { expect, it } from "vitest";
import { freeBuffer } from "../../../src/protocol/free-buffer.ts";

it("a freed buffer has no memory", () => {
  const buffer = new ArrayBuffer(8);
  freeBuffer(buffer);
  expect(buffer.byteLength).toBe(0);
});
