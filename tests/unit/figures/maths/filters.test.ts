import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { crossCorrelate } from "../../../../src/figures/maths/cross-correlate.ts";
import { filterFromSlices, filterSlice, stackFilters } from "../../../../src/figures/maths/filters.ts";
import { squareKernel } from "../../../../src/figures/maths/kernel.ts";
import { channelOf } from "../../../../src/figures/maths/volume.ts";
import { kernels, volumes } from "./arbitraries.ts";
import { distance } from "./tensors.ts";

const inputAndFilters = volumes().chain((input) =>
  fc
    .tuple(fc.constant(input), kernels(input.channels))
    .filter(([{ height, width }, filters]) => filters.height <= height && filters.width <= width),
);
const range = (length: number) => Array.from({ length }, (_, index) => index);

describe("filters in parts", () => {
  test("channel by channel, each with its square, the maps sum to what the filter gives", () => {
    fc.assert(
      fc.property(inputAndFilters, ([input, filters]) => {
        const whole = crossCorrelate(input, filters);
        for (const output of range(filters.outputChannels)) {
          const parts = range(input.channels).map((channel) =>
            crossCorrelate(channelOf(input, channel), filterSlice(filters, channel, output)),
          );
          const sum = channelOf(whole, output).values.map((_, place) =>
            parts.reduce((total, part) => total + (part.values[place] ?? 0), 0),
          );
          expect(distance(channelOf(whole, output).values, sum)).toBeLessThan(1e-9);
        }
      }),
    );
  });

  test("taken apart into squares and put together again, a tensor is the same", () => {
    fc.assert(
      fc.property(inputAndFilters, ([, filters]) => {
        const blocks = range(filters.outputChannels).map((output) =>
          filterFromSlices(
            range(filters.inputChannels).map((channel) => filterSlice(filters, channel, output)),
          ),
        );
        expect(stackFilters(blocks)).toEqual(filters);
      }),
    );
  });

  test("refuses filters that do not fit together", () => {
    const small = squareKernel([1]);
    const large = squareKernel([1, 0, 0, 1]);
    expect(() => filterFromSlices([small, large])).toThrow("same size");
    expect(() => stackFilters([])).toThrow("At least one");
  });
});
