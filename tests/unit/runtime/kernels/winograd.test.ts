import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { supportsWinograd, supportsWinogradGradient } from "../../../../src/runtime/kernels/winograd.ts";

type Shape = readonly [height: number, width: number, channels: number];

/** A convolution of 3 × 3 with as many outputs as channels, and as many rows and columns. */
function convolution([height, width, channels]: Shape): tf.backend_util.Conv2DInfo {
  const filter: [number, number, number, number] = [3, 3, channels, channels];
  return tf.backend_util.computeConv2DInfo([1, height, width, channels], filter, 1, 1, "same");
}

test.each<[shape: Shape, images: number, isTiled: boolean, isGradientTiled: boolean]>([
  [[28, 28, 8], 1, true, true],
  [[28, 28, 4], 32, false, false],
  [[28, 28, 10], 32, false, false],
  // Four tiles are multiplied for each map.
  [[4, 4, 32], 32, false, true],
  [[3, 4, 32], 32, false, false],
  [[4, 8, 32], 32, true, true],
  // Direct convolutions compute rows of three outputs one by one.
  [[3, 3, 32], 32, true, false],
  // Tiles that are half empty.
  [[5, 5, 32], 32, false, false],
  [[7, 7, 32], 32, true, true],
  // Too few to transform the filter for them.
  [[8, 8, 128], 1, false, false],
  [[8, 8, 128], 2, true, false],
  [[8, 8, 128], 4, true, true],
  [[4, 4, 128], 1, false, false],
])(
  "%s in %d images is computed in tiles: %s, its gradient: %s",
  (shape, images, isTiled, isGradientTiled) => {
    expect(supportsWinograd(convolution(shape), images)).toBe(isTiled);
    expect(supportsWinogradGradient(convolution(shape), images)).toBe(isGradientTiled);
  },
);
