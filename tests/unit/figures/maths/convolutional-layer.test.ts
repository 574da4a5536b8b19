import * as tf from "@tensorflow/tfjs";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { ACTIVATIONS } from "../../../../src/figures/maths/activation-functions.ts";
import { convolutionalLayer } from "../../../../src/figures/maths/convolutional-layer.ts";
import { samePadding } from "../../../../src/figures/maths/padding.ts";
import { kernels, volumes } from "./arbitraries.ts";
import { computed, distance, toFilter, toTensor, useCpu } from "./tensors.ts";

beforeAll(useCpu);

const layers = volumes()
  .chain((input) => fc.tuple(fc.constant(input), kernels(input.channels)))
  .filter(([, filters]) => filters.height === filters.width)
  .chain(([input, filters]) =>
    fc.record({
      input: fc.constant(input),
      filters: fc.constant(filters),
      biases: fc.array(
        fc.integer({ min: -40, max: 40 }).map((quarter) => quarter / 4),
        { minLength: filters.outputChannels, maxLength: filters.outputChannels },
      ),
    }),
  );

describe("convolutionalLayer", () => {
  test("agrees with convolution, bias and ReLU of TensorFlow.js", () => {
    fc.assert(
      fc.property(layers, ({ input, filters, biases }) => {
        const sliding = { padding: samePadding(input, filters.height) };
        const ours = convolutionalLayer(input, filters, biases, ACTIVATIONS.relu.value, sliding);
        const theirs = computed(() =>
          tf.relu(tf.add(tf.conv2d(toTensor(input), toFilter(filters), 1, "same"), tf.tensor1d([...biases]))),
        );
        expect([ours.output.height, ours.output.width, ours.output.channels]).toEqual(theirs.shape);
        expect(distance(ours.output.values, theirs.values)).toBeLessThan(1e-2);
      }),
      { numRuns: 60 },
    );
  });
});
