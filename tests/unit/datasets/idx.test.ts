import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeIdx, emptyIdx, IdxError } from "../../../src/datasets/idx.ts";

/** The first bytes of a file as the format's description gives them. */
function file(...bytes: readonly number[]): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

const labels = [0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9];

describe("decodeIdx", () => {
  test("reads the elements after the header, without copying", () => {
    const buffer = file(...labels);
    const values = decodeIdx(buffer, "labels", [3]);
    expect([...values]).toEqual([7, 8, 9]);
    expect(values.buffer).toBe(buffer);
  });

  test("gives back what was written, for any shape and content", () => {
    const array = fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 4 }).chain((shape) => {
      const count = shape.reduce((product, size) => product * size, 1);
      return fc.record({
        shape: fc.constant(shape),
        content: fc.uint8Array({ minLength: count, maxLength: count }),
      });
    });
    fc.assert(
      fc.property(array, ({ shape, content }) => {
        const { file, values } = emptyIdx(shape);
        values.set(content);
        expect(decodeIdx(file, "any", shape)).toEqual(content);
      }),
    );
  });

  test("refuses every shortening of a file, naming it", () => {
    for (let length = 0; length < labels.length; length++) {
      const cut = () => decodeIdx(file(...labels.slice(0, length)), "labels", [3]);
      expect(cut).toThrow(IdxError);
      expect(cut).toThrow(/^labels is cut short/);
    }
  });

  test("refuses a file that goes on too long", () => {
    expect(() => decodeIdx(file(...labels, 0), "labels", [3])).toThrow(
      "labels is too long: it has 12 bytes and should have 11.",
    );
  });

  test("refuses HTML in place of data", () => {
    const html = new TextEncoder().encode("<!doctype html><title>Not found</title>").buffer;
    expect(() => decodeIdx(html, "labels", [3])).toThrow(
      "labels is not an IDX file of 1-dimensional bytes: it begins with 0x3c21646f, not 0x00000801.",
    );
  });

  test("refuses images in place of labels", () => {
    const { file: images } = emptyIdx([3, 1, 1]);
    expect(() => decodeIdx(images, "labels", [3])).toThrow(/begins with 0x00000803, not 0x00000801/);
  });

  test("refuses another count", () => {
    expect(() => decodeIdx(file(...labels), "labels", [4])).toThrow(
      "labels holds 3 values where 4 were expected.",
    );
  });
});
