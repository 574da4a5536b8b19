import * as tf from "@tensorflow/tfjs";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { outputShape } from "../../../../src/figures/maths/cross-correlate.ts";
import { outputSize } from "../../../../src/figures/maths/output-size.ts";
import { padAll } from "../../../../src/figures/maths/padding.ts";
import { computed, useCpu } from "./tensors.ts";

beforeAll(useCpu);

const settings = fc.record({
  input: fc.integer({ min: 1, max: 12 }),
  kernel: fc.integer({ min: 1, max: 6 }),
  padding: fc.integer({ min: 0, max: 4 }),
  stride: fc.integer({ min: 1, max: 4 }),
  dilation: fc.integer({ min: 1, max: 3 }),
});

describe("outputSize", () => {
  test("agrees with tf.conv2d", () => {
    fc.assert(
      fc.property(settings, ({ input, kernel, padding, stride, dilation }) => {
        fc.pre(stride === 1 || dilation === 1);
        const result = outputSize({ input, kernel, padding, stride, dilation });
        fc.pre(result.type === "valid");
        const theirs = computed(() =>
          tf.conv2d(
            tf.zeros<tf.Rank.R3>([input + 2 * padding, input + 2 * padding, 1]),
            tf.zeros<tf.Rank.R4>([kernel, kernel, 1, 1]),
            stride,
            "valid",
            "NHWC",
            dilation,
          ),
        );
        expect(result.type === "valid" && result.size).toBe(theirs.shape[0]);
      }),
    );
  });

  test("agrees with outputShape", () => {
    fc.assert(
      fc.property(settings, (chosen) => {
        const result = outputSize(chosen);
        const [height] = outputShape(
          { height: chosen.input, width: chosen.input },
          { height: chosen.kernel, width: chosen.kernel },
          { padding: padAll(chosen.padding), stride: chosen.stride, dilation: chosen.dilation },
        );
        expect(result.type === "valid" ? result.size : 0).toBe(height);
      }),
    );
  });

  test("accounts for every cell: the last window and what is unused end at the padded edge", () => {
    fc.assert(
      fc.property(settings, (chosen) => {
        const result = outputSize(chosen);
        fc.pre(result.type === "valid");
        expect((result.size - 1) * chosen.stride + result.effectiveKernel + result.unused).toBe(
          result.padded,
        );
        expect(result.unused).toBeLessThan(chosen.stride);
      }),
    );
  });

  test("the suggested padding makes a kernel fit that did not", () => {
    fc.assert(
      fc.property(settings, (chosen) => {
        const result = outputSize(chosen);
        fc.pre(result.type === "invalid");
        const advised = /padding (\d+)/.exec(result.remedy)?.[1];
        expect(outputSize({ ...chosen, padding: Number(advised) }).type).toBe("valid");
        expect(result.problem).toContain("fits nowhere");
      }),
    );
  });

  test("names the setting that is not a valid number of cells", () => {
    const plain = { input: 7, kernel: 3, padding: 0, stride: 1, dilation: 1 };
    expect(outputSize({ ...plain, stride: 0 })).toMatchObject({
      type: "invalid",
      problem: "The stride is 0, but it must be a whole number of at least 1.",
      remedy: "Choose a whole number of at least 1 for the stride.",
    });
    expect(outputSize({ ...plain, padding: -1 }).type).toBe("invalid");
    expect(outputSize({ ...plain, kernel: 2.5 }).type).toBe("invalid");
  });
});
