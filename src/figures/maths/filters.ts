import { type Kernel, kernel, weightAt } from "./kernel.ts";

/** One filter's weights for one input channel: [height, width, 1, 1]. */
export function filterSlice(weights: Kernel, inputChannel: number, outputChannel: number): Kernel {
  const { height, width } = weights;
  const values = Array.from({ length: height * width }, (_, index) =>
    weightAt(weights, Math.floor(index / width), index % width, inputChannel, outputChannel),
  );
  return kernel([height, width, 1, 1], values);
}

/**
 * One filter, [height, width, inputChannels, 1], from a slice for each input channel.
 * Throws a RangeError if the slices differ in size.
 */
export function filterFromSlices(slices: readonly Kernel[]): Kernel {
  const { height, width } = commonShape(slices);
  const values = Array.from({ length: height * width }, (_, index) =>
    slices.map((slice) => weightAt(slice, Math.floor(index / width), index % width)),
  );
  return kernel([height, width, slices.length, 1], values.flat());
}

/**
 * The kernel of a layer, [height, width, inputChannels, filters], from its filters.
 * Throws a RangeError if they differ in size.
 */
export function stackFilters(filters: readonly Kernel[]): Kernel {
  const { height, width, inputChannels } = commonShape(filters);
  const values = Array.from({ length: height * width * inputChannels }, (_, index) =>
    filters.map((filter) => filter.values[index] ?? 0),
  );
  return kernel([height, width, inputChannels, filters.length], values.flat());
}

function commonShape(filters: readonly Kernel[]): Kernel {
  const [first] = filters;
  if (first === undefined) throw new RangeError("At least one filter is needed.");
  for (const filter of filters) {
    if (
      filter.height !== first.height ||
      filter.width !== first.width ||
      filter.inputChannels !== first.inputChannels ||
      filter.outputChannels !== 1
    ) {
      throw new RangeError("Only single filters of the same size can be combined.");
    }
  }
  return first;
}
