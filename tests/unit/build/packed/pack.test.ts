import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { gzip } from "../../../../src/build/packed/gzip.ts";
import { base64Parts } from "../../../../src/build/packed/pack.ts";

describe("a file in a pack", () => {
  test.each([0, 1, 2_999_999, 3_000_000, 6_000_001])("of %i bytes comes back from its parts", (length) => {
    const content = Uint8Array.from({ length }, (_, index) => (index * 31) % 251);
    const parts = base64Parts(content);
    expect(parts).toHaveLength(Math.ceil(length / 3_000_000));
    const back = Buffer.concat(parts.map((part) => Buffer.from(part, "base64")));
    expect(Buffer.compare(back, content)).toBe(0);
  });

  test("is read at its own place in a larger buffer", () => {
    const content = new Uint8Array(new Uint8Array([9, 9, 1, 2, 3, 9]).buffer, 2, 3);
    expect(base64Parts(content)).toEqual([Buffer.from([1, 2, 3]).toString("base64")]);
  });

  test("is compressed to the same bytes on every system", () => {
    const compressed = gzip(Buffer.from("text"));
    expect(compressed[9]).toBe(255);
    expect(gunzipSync(compressed).toString()).toBe("text");
  });
});
