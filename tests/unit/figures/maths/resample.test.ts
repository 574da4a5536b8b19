import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type RgbaPixels, resample } from "../../../../src/figures/maths/resample.ts";
import { extent } from "../../../../src/figures/maths/volume.ts";

const images: fc.Arbitrary<RgbaPixels> = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
  .chain(([width, height]) =>
    fc
      .array(fc.integer({ min: 0, max: 255 }), {
        minLength: width * height * 4,
        maxLength: width * height * 4,
      })
      .map((data) => ({ width, height, data })),
  );

function uniform(width: number, height: number, colour: readonly number[]): RgbaPixels {
  return { width, height, data: Array.from({ length: width * height }, () => colour).flat() };
}

describe("resample", () => {
  test("stays between 0 and 255 and has the requested shape", () => {
    fc.assert(
      fc.property(
        images,
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(1 as const, 3 as const),
        (image, size, channels) => {
          const small = resample(image, size, channels);
          const { low, high } = extent(small);
          expect([small.height, small.width, small.channels]).toEqual([size, size, channels]);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(255 + 1e-9);
        },
      ),
    );
  });

  test("keeps the mean of a square image", () => {
    fc.assert(
      fc.property(images, fc.integer({ min: 1, max: 9 }), (image, size) => {
        fc.pre(image.width === image.height);
        const opaque = {
          ...image,
          data: Array.from(image.data).map((value, index) => (index % 4 === 3 ? 255 : value)),
        };
        const mean = (values: ArrayLike<number>) =>
          Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
        const red = opaque.data.filter((_, index) => index % 4 === 0);
        const small = resample(opaque, size, 3);
        expect(mean(Array.from(small.values).filter((_, index) => index % 3 === 0))).toBeCloseTo(
          mean(red),
          6,
        );
      }),
    );
  });

  test("an image of one colour keeps it, and luma weights the colours", () => {
    expect([...resample(uniform(5, 3, [10, 20, 30, 255]), 1, 3).values].map(Math.round)).toEqual([
      10, 20, 30,
    ]);
    expect(resample(uniform(4, 4, [255, 0, 0, 255]), 1, 1).values[0]).toBeCloseTo(0.299 * 255, 6);
  });

  test("a transparent image shows the background", () => {
    expect(resample(uniform(3, 3, [9, 9, 9, 0]), 1, 1, 200).values[0]).toBe(200);
  });

  test("crops to the central square", () => {
    const image = { width: 3, height: 1, data: [0, 0, 0, 255, 90, 90, 90, 255, 0, 0, 0, 255] };
    expect(resample(image, 1, 1).values[0]).toBeCloseTo(90, 6);
  });

  test("rejects an empty image", () => {
    expect(() => resample({ width: 0, height: 0, data: [] }, 2, 1)).toThrow("The image has no pixels.");
  });
});
