import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256, sha256InChunks } from "../../../../src/page/datasets/sha256.ts";

const reference = (bytes: ArrayBuffer) => createHash("sha256").update(new Uint8Array(bytes)).digest("hex");

test("both ways agree with Node's, for any bytes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (content) => {
      const bytes = new Uint8Array(content).buffer;
      expect(await sha256(bytes)).toBe(reference(bytes));
      expect(await sha256InChunks(bytes)).toBe(reference(bytes));
    }),
  );
});

test.each([0x7_ffff, 0x8_0000, 0x8_0001, 0x18_0000])("in steps, %i bytes", async (length) => {
  const bytes = Uint8Array.from({ length }, (_, index) => index % 251).buffer;
  expect(await sha256InChunks(bytes)).toBe(reference(bytes));
});
