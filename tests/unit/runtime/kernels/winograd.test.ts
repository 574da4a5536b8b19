import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import {
  supportsWinograd,
  supportsWinogradGradient,
  supportsWinogradInputGradient,
} from "../../../../src/runtime/kernels/winograd.ts";

type Shape = readonly [height: number, width: number, channels: number, outputs?: number];

/** A convolution with as many outputs as channels unless given, and as many rows and columns. */
function convolution(
  [height, width, channels, outputs = channels]: Shape,
  taps: number,
): tf.backend_util.Conv2DInfo {
  const filter: [number, number, number, number] = [taps, taps, channels, outputs];
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
  "%s in %d images is computed in tiles: %s, the gradient of its filter: %s",
  (shape, images, isTiled, isGradientTiled) => {
    const conv = convolution(shape, 3);
    expect(supportsWinograd(conv, images)).toBe(isTiled);
    expect(supportsWinogradGradient(conv, images)).toBe(isGradientTiled);
    expect(supportsWinogradInputGradient(conv, images)).toBe(false);
  },
);

test.each<[shape: Shape, images: number, isTiled: boolean, isGradientTiled: boolean]>([
  [[10, 10, 6, 16], 1, true, false],
  [[10, 10, 6, 16], 2, true, true],
  [[10, 10, 16, 6], 32, true, true],
  [[28, 28, 4, 32], 32, false, false],
  [[28, 28, 32, 4], 32, false, false],
  [[28, 28, 7, 8], 32, false, false],
  // A single tile, which direct convolutions compute one output at a time.
  [[2, 2, 16], 32, true, false],
  [[1, 2, 16], 32, false, false],
  // Four tiles are multiplied for two, but nine for nine, in blocks of five and four.
  [[2, 4, 16], 32, false, false],
  [[3, 3, 16], 32, true, false],
  [[5, 5, 16], 32, true, true],
  [[4, 4, 64], 3, false, false],
  [[4, 4, 64], 4, true, false],
  [[4, 4, 64], 8, true, true],
])(
  "with 5 × 5 taps, %s in %d images is computed in tiles: %s, the gradient of its filter: %s",
  (shape, images, isTiled, isGradientTiled) => {
    const conv = convolution(shape, 5);
    expect(supportsWinograd(conv, images)).toBe(isTiled);
    expect(supportsWinogradInputGradient(conv, images)).toBe(isTiled);
    expect(supportsWinogradGradient(conv, images)).toBe(isGradientTiled);
  },
);
