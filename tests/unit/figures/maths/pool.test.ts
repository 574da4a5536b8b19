import * as tf from "@tensorflow/tfjs";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { samePadding } from "../../../../src/figures/maths/padding.ts";
import { argmaxAt, pool, pooledShape, windowAt } from "../../../../src/figures/maths/pool.ts";
import { valueAt, volume } from "../../../../src/figures/maths/volume.ts";
import { volumes } from "./arbitraries.ts";
import { computed, distance, toTensor, useCpu } from "./tensors.ts";

beforeAll(useCpu);

const window = fc.record({ size: fc.integer({ min: 1, max: 4 }), stride: fc.integer({ min: 1, max: 3 }) });

describe("pool", () => {
  test.each(["valid", "same"] as const)("agrees with tf.maxPool and tf.avgPool (%s)", (kind) => {
    fc.assert(
      fc.property(volumes(), window, (input, { size, stride }) => {
        fc.pre(kind === "same" || (size <= input.height && size <= input.width));
        const pooling =
          kind === "same" ? { size, stride, padding: samePadding(input, size, stride) } : { size, stride };
        const largest = computed(() => tf.maxPool(toTensor(input), size, stride, kind));
        const mean = computed(() => tf.avgPool(toTensor(input), size, stride, kind));
        const ours = pool(input, "max", pooling);
        expect([ours.height, ours.width, ours.channels]).toEqual(largest.shape);
        expect(distance(ours.values, largest.values)).toBe(0);
        expect(distance(pool(input, "average", pooling).values, mean.values)).toBeLessThan(1e-4);
      }),
    );
  });

  test("the argmax lies in its window and holds the maximum", () => {
    fc.assert(
      fc.property(volumes(), window, (input, pooling) => {
        const [height, width] = pooledShape(input, pooling);
        const pooled = pool(input, "max", pooling);
        for (let row = 0; row < height; row++) {
          for (let column = 0; column < width; column++) {
            const argmax = argmaxAt(input, pooling, { row, column });
            expect(windowAt(input, pooling, { row, column })).toContainEqual(argmax);
            expect(argmax && valueAt(input, argmax.row, argmax.column)).toBe(valueAt(pooled, row, column));
          }
        }
      }),
    );
  });

  test("is the first of several equal maxima", () => {
    expect(argmaxAt(volume(2, 2, 1, [1, 7, 7, 7]), { size: 2, stride: 2 }, { row: 0, column: 0 })).toEqual({
      row: 0,
      column: 1,
    });
  });
});
