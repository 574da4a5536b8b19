import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { crossCorrelate } from "../../../../src/figures/maths/cross-correlate.ts";
import { filterFromSlices, filterSlice, stackFilters } from "../../../../src/figures/maths/filters.ts";
import { squareKernel, weightAt } from "../../../../src/figures/maths/kernel.ts";
import { channelOf } from "../../../../src/figures/maths/volume.ts";
import { kernels, volumes } from "./arbitraries.ts";
import { distance } from "./tensors.ts";

const inputAndFilters = volumes().chain((input) =>
  fc
    .tuple(fc.constant(input), kernels(input.channels))
    .filter(([{ height, width }, filters]) => filters.height <= height && filters.width <= width),
);
const range = (length: number) => Array.from({ length }, (_, index) => index);

describe("filters and their slices", () => {
  test("a filter is the sum of its slices, each applied to its own channel", () => {
    fc.assert(
      fc.property(inputAndFilters, ([input, filters]) => {
        const whole = crossCorrelate(input, filters);
        for (const output of range(filters.outputChannels)) {
          const parts = range(input.channels).map((channel) =>
            crossCorrelate(channelOf(input, channel), filterSlice(filters, channel, output)),
          );
          const sum = channelOf(whole, output).values.map((_, index) =>
            parts.reduce((total, part) => total + (part.values[index] ?? 0), 0),
          );
          expect(distance(channelOf(whole, output).values, sum)).toBeLessThan(1e-9);
        }
      }),
    );
  });

  test("slices and filters combine to the kernel they came from", () => {
    fc.assert(
      fc.property(inputAndFilters, ([, filters]) => {
        const stacked = range(filters.outputChannels).map((output) =>
          filterFromSlices(
            range(filters.inputChannels).map((channel) => filterSlice(filters, channel, output)),
          ),
        );
        expect(stackFilters(stacked)).toEqual(filters);
      }),
    );
  });

  test("the output channels of a stack are its filters, in order", () => {
    const bank = stackFilters([squareKernel([1, 2, 3, 4]), squareKernel([5, 6, 7, 8])]);
    expect([bank.inputChannels, bank.outputChannels]).toEqual([1, 2]);
    expect([weightAt(bank, 1, 0, 0, 0), weightAt(bank, 1, 0, 0, 1)]).toEqual([3, 7]);
  });

  test("rejects filters of different sizes", () => {
    const small = squareKernel([1]);
    const large = squareKernel([1, 0, 0, 1]);
    expect(() => filterFromSlices([small, large])).toThrow("same size");
    expect(() => stackFilters([])).toThrow("At least one");
  });
});
