import { figureWords } from "../../words/figure-words.ts";
import { outputShape } from "./cross-correlate.ts";
import { NO_PADDING, type Padding, padAll, samePadding } from "./padding.ts";

/** The shape of an activation, [height, width, channels]; a vector is [1, 1, length]. */
export interface Shape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** A layer whose output shape, parameters and multiplications can be counted. */
export type LayerSpec = ConvolutionSpec | PoolingSpec | DenseSpec;

export interface ConvolutionSpec {
  readonly type: "conv";
  readonly filters: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: "same" | "valid" | number;
  /** Number of groups into which input and output channels are split (grouped convolution); 1 by default. */
  readonly groups?: number;
  readonly bias?: boolean;
}

export interface PoolingSpec {
  readonly type: "pool";
  readonly size: number;
  readonly stride: number;
  readonly padding: "same" | "valid";
}

export interface DenseSpec {
  readonly type: "dense";
  readonly units: number;
  readonly bias?: boolean;
}

/** A layer's output shape and cost. */
export interface LayerCost {
  readonly output: Shape;
  readonly weights: number;
  readonly biases: number;
  readonly parameters: number;
  /** For one image, without the additions of the biases. */
  readonly multiplyAccumulates: number;
}

/**
 * The cost of one layer. A dense layer flattens its input. Pooling has no parameters and no multiplications.
 * Throws a RangeError if the window does not fit the input or the groups do not divide the channels.
 */
export function layerCost(input: Shape, layer: LayerSpec): LayerCost {
  switch (layer.type) {
    case "conv":
      return convolutionCost(input, layer);
    case "pool":
      return costOf(windowedOutput(input, input.channels, { ...layer, kernel: layer.size }), 0, 0, 0);
    case "dense": {
      const weights = elementCount(input) * layer.units;
      const output = { height: 1, width: 1, channels: layer.units };
      return costOf(output, weights, layer.bias === false ? 0 : layer.units, weights);
    }
  }
}

/**
 * The cost of a locally connected layer: the windows of a convolution, but separate weights at each position. Each
 * weight is used once, so their number is that of the multiplications. Zeros of the padding need no weights, so a layer
 * whose windows see everything is a dense layer. Throws a RangeError as `layerCost` does.
 */
export function locallyConnectedCost(input: Shape, layer: ConvolutionSpec): LayerCost {
  const { output } = layerCost(input, layer);
  const { top, left } = paddingOf(input, layer);
  const { kernel, stride } = layer;
  const rows = cellsInWindows({ input: input.height, outputs: output.height, padding: top, kernel, stride });
  const columns = cellsInWindows({
    input: input.width,
    outputs: output.width,
    padding: left,
    kernel,
    stride,
  });
  const weights = rows * columns * (input.channels / (layer.groups ?? 1)) * layer.filters;
  const biases = layer.bias === false ? 0 : elementCount(output);
  return costOf(output, weights, biases, weights);
}

/** How many cells of the input, not of its padding, all windows along one axis have together. */
export function cellsInWindows(axis: {
  readonly input: number;
  readonly outputs: number;
  /** Zeros before the first cell. */
  readonly padding: number;
  readonly kernel: number;
  readonly stride: number;
}): number {
  const { input, outputs, padding, kernel, stride } = axis;
  let cells = 0;
  for (let output = 0; output < outputs; output++) {
    const start = output * stride - padding;
    cells += Math.max(0, Math.min(input, start + kernel) - Math.max(0, start));
  }
  return cells;
}

/** height · width · channels. */
export function elementCount(shape: Shape): number {
  return shape.height * shape.width * shape.channels;
}

function convolutionCost(input: Shape, layer: ConvolutionSpec): LayerCost {
  const groups = layer.groups ?? 1;
  if (input.channels % groups !== 0 || layer.filters % groups !== 0) {
    throw new RangeError(figureWords.maths.groups(groups, input.channels, layer.filters));
  }
  const output = windowedOutput(input, layer.filters, layer);
  const weights = layer.kernel * layer.kernel * (input.channels / groups) * layer.filters;
  return costOf(
    output,
    weights,
    layer.bias === false ? 0 : layer.filters,
    weights * output.height * output.width,
  );
}

interface WindowSpec {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: "same" | "valid" | number;
}

function windowedOutput(input: Shape, channels: number, window: WindowSpec): Shape {
  const { kernel, stride } = window;
  const padding = paddingOf(input, window);
  const [height, width] = outputShape(input, { height: kernel, width: kernel }, { padding, stride });
  if (height < 1 || width < 1) {
    throw new RangeError(figureWords.maths.windowTooLarge(kernel, kernel, input.height, input.width));
  }
  return { height, width, channels };
}

function paddingOf(input: Shape, { kernel, stride, padding }: WindowSpec): Padding {
  if (padding === "same") return samePadding(input, kernel, stride);
  return padding === "valid" ? NO_PADDING : padAll(padding);
}

function costOf(output: Shape, weights: number, biases: number, multiplyAccumulates: number): LayerCost {
  return { output, weights, biases, parameters: weights + biases, multiplyAccumulates };
}
