import * as fc from "fast-check";
import { type Kernel, kernel } from "../../../../src/figures/maths/kernel.ts";
import { type Volume, volume } from "../../../../src/figures/maths/volume.ts";

const value = fc.integer({ min: -50, max: 50 }).map((quarter) => quarter / 4);

/** Volumes of up to 9 × 9 cells whose values are exact in float32. */
export function volumes(
  channels: fc.Arbitrary<number> = fc.integer({ min: 1, max: 3 }),
): fc.Arbitrary<Volume> {
  const side = fc.integer({ min: 1, max: 9 });
  return fc
    .tuple(side, side, channels)
    .chain(([height, width, depth]) =>
      fc
        .array(value, { minLength: height * width * depth, maxLength: height * width * depth })
        .map((values) => volume(height, width, depth, values)),
    );
}

/** Kernels of up to 4 × 4 for a given number of input channels. */
export function kernels(inputChannels: number): fc.Arbitrary<Kernel> {
  const side = fc.integer({ min: 1, max: 4 });
  return fc.tuple(side, side, fc.integer({ min: 1, max: 3 })).chain(([height, width, outputChannels]) => {
    const length = height * width * inputChannels * outputChannels;
    return fc
      .array(value, { minLength: length, maxLength: length })
      .map((values) => kernel([height, width, inputChannels, outputChannels], values));
  });
}
