import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LEAN, layOut } from "../../../../src/figures/architectures/layout.ts";

const side = fc.integer({ min: 2, max: 224 });
const shape = fc.record({ height: side, width: side, channels: fc.integer({ min: 1, max: 512 }) });
const space = { along: 700, across: 120, gap: 6 };

describe("layOut", () => {
  test("draws all faces at one scale and all thicknesses at another", () => {
    fc.assert(
      fc.property(fc.array(shape, { minLength: 1, maxLength: 8 }), (shapes) => {
        const { boxes, faceScale, depthScale } = layOut(shapes, space);
        expect(Math.max(...boxes.map((box) => Math.max(box.height, box.width)))).toBeCloseTo(space.across, 6);
        expect(depthScale).toBeLessThanOrEqual(faceScale);
        shapes.forEach((volume, index) => {
          const box = boxes[index];
          expect(box?.height).toBeCloseTo(Math.max(1.5, volume.height * faceScale), 6);
          expect(box?.width).toBeCloseTo(Math.max(1.5, volume.width * faceScale), 6);
          expect(box?.depth).toBeCloseTo(Math.max(1.5, volume.channels * depthScale), 6);
        });
      }),
    );
  });

  test("takes the whole length where thicknesses have to be squeezed", () => {
    const shapes = [3, 64, 128, 512].map((channels) => ({ height: 64, width: 64, channels }));
    const { length, depthScale, faceScale } = layOut(shapes, { along: 300, across: 120, gap: 6 });
    expect(depthScale).toBeLessThan(faceScale);
    expect(length).toBeCloseTo(300, 6);
  });

  test("draws faces smaller where there are too many of them for the length", () => {
    const many = Array.from({ length: 40 }, () => ({ height: 224, width: 224, channels: 64 }));
    const { length, faceScale } = layOut(many, { along: 700, across: 168, gap: 9 });
    expect(faceScale).toBeLessThan(168 / 224);
    expect(length).toBeCloseTo(700, 6);
  });

  test("no volume reaches into the next", () => {
    fc.assert(
      fc.property(fc.array(shape, { minLength: 2, maxLength: 8 }), (shapes) => {
        const { boxes } = layOut(shapes, space);
        boxes.slice(1).forEach((box, index) => {
          const before = boxes[index];
          if (before === undefined) throw new Error("There is a box before every box but the first.");
          expect(box.start).toBeCloseTo(before.start + before.depth + before.width * LEAN + space.gap, 6);
        });
      }),
    );
  });

  test("folds a vector into a square sheet of as many cells", () => {
    const { boxes, faceScale } = layOut(
      [
        { height: 32, width: 32, channels: 1 },
        { height: 1, width: 1, channels: 100 },
      ],
      space,
    );
    expect(boxes[1]?.height).toBeCloseTo(10 * faceScale, 6);
    expect(boxes[1]?.width).toBeCloseTo(10 * faceScale, 6);
  });
});
