import { type Volume, valueAt } from "../maths/volume.ts";
import type { Product } from "../parts/text/arithmetic.tsx";
import { unflatten } from "./explain-unit.ts";
import type { Explanation, Unit } from "./explanation.ts";

/** The products by decreasing magnitude, each with its index. */
export function largestFirst(
  products: readonly Product[],
): readonly (Product & { readonly index: number })[] {
  return products
    .map((product, index) => ({ ...product, index }))
    .toSorted((a, b) => Math.abs(b.input * b.weight) - Math.abs(a.input * a.weight));
}

/** The channel of the input that contributes the largest product; 0 if there are no products. */
export function strongestChannel(explanation: Explanation, input: Volume): number {
  if (explanation.type === "copy") return explanation.from.channel;
  if (explanation.type !== "sum") return 0;
  const [largest] = largestFirst(explanation.products);
  return largest === undefined ? 0 : largest.index % input.channels;
}

/** The unit of the input, in one of its channels, that has the largest value within the explained unit's window. */
export function sourceOf(explanation: Explanation, input: Volume, channel: number): Unit {
  if (explanation.type === "copy") return explanation.from;
  if (explanation.type === "unexplained" || explanation.window === null)
    return { row: Math.floor(input.height / 2), column: Math.floor(input.width / 2), channel };
  const { row, column, height, width } = explanation.window;
  let best: Unit = { row: Math.max(0, row), column: Math.max(0, column), channel };
  for (let y = best.row; y < Math.min(input.height, row + height); y++) {
    for (let x = Math.max(0, column); x < Math.min(input.width, column + width); x++) {
      if (valueAt(input, y, x, channel) > valueAt(input, best.row, best.column, channel))
        best = { row: y, column: x, channel };
    }
  }
  return best;
}

/** The unit with the largest value of a map; in a dense layer, of the whole layer. */
export function strongestUnit(output: Volume, channel: number): Unit {
  const { values, width, channels } = output;
  const isDense = output.height === 1 && width === 1;
  let best = isDense ? 0 : channel;
  for (let index = best; index < values.length; index += isDense ? 1 : channels) {
    if ((values[index] ?? 0) > (values[best] ?? 0)) best = index;
  }
  return unflatten(output, best);
}
