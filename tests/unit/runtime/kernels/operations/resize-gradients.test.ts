import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { runs } from "../../../../support/runs.ts";
import { start } from "../../start.ts";

const side = fc.integer({ min: 1, max: 5 });
const example = fc
  .record({
    batch: fc.integer({ min: 1, max: 3 }),
    from: fc.tuple(side, side),
    to: fc.tuple(side, side),
    channels: fc.integer({ min: 1, max: 3 }),
    alignCorners: fc.boolean(),
    halfPixelCenters: fc.boolean(),
    seed: fc.integer({ min: 1, max: 1000 }),
  })
  .filter(({ alignCorners, halfPixelCenters }) => !(alignCorners && halfPixelCenters));

const OPERATIONS = {
  "nearest neighbor": tf.image.resizeNearestNeighbor,
  bilinear: tf.image.resizeBilinear,
};

function randomImages(shape: readonly [number, number, number, number], seed: number): tf.Tensor4D {
  return tf.randomUniform<tf.Rank>([...shape], -1, 1, "float32", seed) as tf.Tensor4D;
}

function dot(a: tf.Tensor, b: tf.Tensor): number {
  return a.mul(b).sum().dataSync()[0] ?? Number.NaN;
}

describe.each(["cpu", "wasm"] as const)("on the backend %s", (backend) => {
  beforeAll(async () => {
    await start("wasm");
    await tf.setBackend(backend);
  }, 600_000);

  // A linear f has ⟨f(x), m⟩ = ⟨x, the gradient of ⟨f(x), m⟩⟩.
  test.each(Object.entries(OPERATIONS))("the gradient of resizing (%s) is the adjoint", (_, resize) => {
    fc.assert(
      fc.property(example, ({ batch, from, to, channels, alignCorners, halfPixelCenters, seed }) => {
        tf.tidy(() => {
          const x = randomImages([batch, ...from, channels], seed);
          const m = randomImages([batch, ...to, channels], seed + 1);
          const f = (images: tf.Tensor4D) => resize(images, to, alignCorners, halfPixelCenters);
          const gradient = tf.grad((images) => f(images as tf.Tensor4D).mul(m))(x);
          expect(gradient.shape).toEqual(x.shape);
          expect(dot(x, gradient)).toBeCloseTo(dot(f(x), m), 3);
        });
      }),
      { numRuns: runs(100) },
    );
  });

  test("the gradient of an upsampling is the same for each image of a batch", () => {
    const image = tf.range(0, 8).reshape<tf.Tensor4D>([1, 2, 2, 2]);
    const x = tf.concat([image, image, image]) as tf.Tensor4D;
    const upsample = tf.layers.upSampling2d({ size: [2, 2] });
    const gradient = tf.grad((images) => tf.square(upsample.apply(images) as tf.Tensor))(x);
    expect(Array.from(gradient.dataSync())).toEqual(Array.from(x.mul(8).dataSync()));
  });

  test("one pixel with aligned corners gets the gradients of all", () => {
    const gradient = tf.grad((images) => tf.image.resizeNearestNeighbor(images as tf.Tensor4D, [3, 2], true))(
      tf.ones([1, 1, 1, 1]),
    );
    expect(Array.from(gradient.dataSync())).toEqual([6]);
  });
});
