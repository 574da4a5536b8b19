import type { ExploredLayer } from "../../protocol/exploration.ts";
import { samePaddingAlong } from "../maths/padding.ts";
import { softmax } from "../maths/softmax.ts";
import { contains, type Position, type Volume, valueAt } from "../maths/volume.ts";
import type { Product } from "../parts/text/arithmetic.tsx";

/** One number of a layer's output: a place in a map, or with `row` 0 and `column` 0 a place among a dense layer's units. */
export interface Unit extends Position {
  readonly channel: number;
}

/** Cells of the layer below that a unit sees; may reach into the padding. */
export interface Window extends Position {
  readonly height: number;
  readonly width: number;
}

/** A layer's weights as they come from the network: the kernel, then the bias where there is one. */
export interface LayerWeights {
  /** [height, width, in, out] of a convolution, [in, out] of a dense layer. */
  readonly kernel: { readonly shape: readonly number[]; readonly values: Float32Array };
  readonly bias: Float32Array | null;
}

/** How a unit's value came about. */
export type Explanation =
  /** A weighted sum, then the activation. `scores` are all sums of the layer, for softmax. */
  | {
      readonly type: "sum";
      readonly products: readonly Product[];
      readonly bias: number;
      readonly sum: number;
      readonly activation: string;
      readonly window: Window | null;
      readonly scores: readonly number[] | null;
    }
  | {
      readonly type: "pool";
      readonly method: "max" | "average";
      readonly values: readonly number[];
      readonly window: Window;
    }
  /** The same number as below, in another place. */
  | { readonly type: "moved"; readonly from: Unit }
  /** A layer that this figure cannot take apart; `reason` says why. */
  | { readonly type: "unexplained"; readonly reason: string };

/** Tells how one unit of a layer got its value from the layer's input. */
export function explainUnit(
  layer: ExploredLayer,
  input: Volume,
  weights: LayerWeights | null,
  unit: Unit,
): Explanation {
  switch (layer.kind) {
    case "Conv2D":
      return weights === null ? tooLarge(layer) : explainConvolution(layer, input, weights, unit);
    case "Dense":
      return weights === null ? tooLarge(layer) : explainDense(layer, input, weights, unit);
    case "MaxPooling2D":
      return explainPooling(layer, input, unit, "max");
    case "AveragePooling2D":
      return explainPooling(layer, input, unit, "average");
    case "Flatten":
      return { type: "moved", from: unflatten(input, unit.channel) };
    case "Dropout":
      return { type: "moved", from: unit };
    default:
      return { type: "unexplained", reason: `A ${layer.kind} layer is shown, but not taken apart.` };
  }
}

function tooLarge(layer: ExploredLayer): Explanation {
  return { type: "unexplained", reason: `The weights of ${layer.name} are too many to be fetched.` };
}

/** The window of a unit in the layer's input, by TensorFlow's rule for "same" padding. */
export function windowOf(layer: ExploredLayer, input: Volume, unit: Position): Window {
  const [height, width] = layer.window ?? [1, 1];
  const [down, across] = layer.strides ?? [1, 1];
  const same = layer.padding === "same";
  const top = same ? samePaddingAlong(input.height, height, down).before : 0;
  const left = same ? samePaddingAlong(input.width, width, across).before : 0;
  return { row: unit.row * down - top, column: unit.column * across - left, height, width };
}

function explainConvolution(
  layer: ExploredLayer,
  input: Volume,
  weights: LayerWeights,
  unit: Unit,
): Explanation {
  const window = windowOf(layer, input, unit);
  const [, , channels = 1, filters = 1] = weights.kernel.shape;
  const products: Product[] = [];
  for (let u = 0; u < window.height; u++) {
    for (let v = 0; v < window.width; v++) {
      for (let channel = 0; channel < channels; channel++) {
        const weight =
          weights.kernel.values[((u * window.width + v) * channels + channel) * filters + unit.channel] ?? 0;
        products.push({ input: valueAt(input, window.row + u, window.column + v, channel), weight });
      }
    }
  }
  const bias = weights.bias?.[unit.channel] ?? 0;
  return {
    type: "sum",
    products,
    bias,
    sum: sumOf(products, bias),
    activation: activationOf(layer),
    window,
    scores: null,
  };
}

function explainDense(layer: ExploredLayer, input: Volume, weights: LayerWeights, unit: Unit): Explanation {
  const [, units = 1] = weights.kernel.shape;
  const productsOf = (to: number): Product[] =>
    Array.from(input.values, (value, index) => ({
      input: value,
      weight: weights.kernel.values[index * units + to] ?? 0,
    }));
  const biasOf = (to: number): number => weights.bias?.[to] ?? 0;
  const products = productsOf(unit.channel);
  const activation = activationOf(layer);
  const scores =
    activation === "softmax"
      ? Array.from({ length: units }, (_, to) => sumOf(productsOf(to), biasOf(to)))
      : null;
  const bias = biasOf(unit.channel);
  return { type: "sum", products, bias, sum: sumOf(products, bias), activation, window: null, scores };
}

function explainPooling(
  layer: ExploredLayer,
  input: Volume,
  unit: Unit,
  method: "max" | "average",
): Explanation {
  const window = windowOf(layer, input, unit);
  const values: number[] = [];
  for (let u = 0; u < window.height; u++) {
    for (let v = 0; v < window.width; v++) {
      // Padding is neither a winner nor counted.
      if (!contains(input, window.row + u, window.column + v)) continue;
      values.push(valueAt(input, window.row + u, window.column + v, unit.channel));
    }
  }
  return { type: "pool", method, values, window };
}

/** Where the flattened number was: rows of columns of channels, the channel changing fastest. */
function unflatten(input: Volume, index: number): Unit {
  const place = Math.floor(index / input.channels);
  return {
    row: Math.floor(place / input.width),
    column: place % input.width,
    channel: index % input.channels,
  };
}

function sumOf(products: readonly Product[], bias: number): number {
  return products.reduce((sum, product) => sum + product.input * product.weight, bias);
}

function activationOf(layer: ExploredLayer): string {
  return layer.activation ?? "linear";
}

/** The unit's value from its explanation; null for one that is not explained, or by an activation not known here. */
export function unitValue(explanation: Explanation, unit: Unit): number | null {
  if (explanation.type === "pool") {
    const { values, method } = explanation;
    if (method === "max") return Math.max(...values);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  }
  if (explanation.type !== "sum") return null;
  const { sum, scores, activation } = explanation;
  if (scores !== null) return softmax(scores)[unit.channel] ?? null;
  return activate(activation, sum);
}

function activate(name: string, sum: number): number | null {
  switch (name) {
    case "linear":
      return sum;
    case "relu":
      return Math.max(0, sum);
    case "elu":
      return sum > 0 ? sum : Math.expm1(sum);
    case "sigmoid":
      return 1 / (1 + Math.exp(-sum));
    case "tanh":
      return Math.tanh(sum);
    case "softplus":
      return Math.log1p(Math.exp(sum));
    default:
      return null;
  }
}

/** Where a product's input lies in the layer below: the largest products lead back to what made the unit. */
export function largestProducts(
  products: readonly Product[],
  howMany: number,
): readonly (Product & { readonly index: number })[] {
  return products
    .map((product, index) => ({ ...product, index }))
    .toSorted((a, b) => Math.abs(b.input * b.weight) - Math.abs(a.input * a.weight))
    .slice(0, howMany);
}
