import { type Kernel, kernel, weightAt } from "./kernel.ts";

/** One filter's weights for one input channel, [height, width, 1, 1]: a square of the block that it is. */
export function filterSlice(weights: Kernel, inputChannel: number, outputChannel: number): Kernel {
  const { height, width } = weights;
  const values = Array.from({ length: height * width }, (_, place) =>
    weightAt(weights, Math.floor(place / width), place % width, inputChannel, outputChannel),
  );
  return kernel([height, width, 1, 1], values);
}

/** One filter made of a square for each input channel: [height, width, inputChannels, 1]. Throws for unequal sizes. */
export function filterFromSlices(squares: readonly Kernel[]): Kernel {
  const { height, width } = sizeOf(squares);
  const values = Array.from({ length: height * width }, (_, place) =>
    squares.map((square) => weightAt(square, Math.floor(place / width), place % width)),
  );
  return kernel([height, width, squares.length, 1], values.flat());
}

/** Filters side by side: [height, width, inputChannels, filters], the tensor of a layer. Throws for unequal sizes. */
export function stackFilters(blocks: readonly Kernel[]): Kernel {
  const { height, width, inputChannels } = sizeOf(blocks);
  const places = height * width * inputChannels;
  const values = Array.from({ length: places }, (_, place) =>
    blocks.map((block) => block.values[place] ?? 0),
  );
  return kernel([height, width, inputChannels, blocks.length], values.flat());
}

function sizeOf(kernels: readonly Kernel[]): Kernel {
  const [first] = kernels;
  if (first === undefined) throw new RangeError("At least one kernel is needed.");
  for (const one of kernels) {
    if (
      one.height !== first.height ||
      one.width !== first.width ||
      one.inputChannels !== first.inputChannels ||
      one.outputChannels !== 1
    ) {
      throw new RangeError("Only single filters of the same size can be put together.");
    }
  }
  return first;
}
