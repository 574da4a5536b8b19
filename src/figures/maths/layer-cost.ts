import { outputShape } from "./cross-correlate.ts";
import { NO_PADDING, samePadding } from "./padding.ts";

/** [height, width, channels] of what goes through a network; a vector is [1, 1, length]. */
export interface Shape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** A layer whose output shape, parameters and multiplications can be counted. */
export type LayerSpec =
  | {
      readonly type: "conv";
      readonly filters: number;
      readonly kernel: number;
      readonly stride: number;
      readonly padding: "same" | "valid" | number;
      /** Input and output channels are split in this many parts that do not see each other; 1 by default. */
      readonly groups?: number;
      readonly bias?: boolean;
    }
  | {
      readonly type: "pool";
      readonly size: number;
      readonly stride: number;
      readonly padding: "same" | "valid";
    }
  | { readonly type: "dense"; readonly units: number; readonly bias?: boolean };

/** What a layer gives and costs. */
export interface LayerCost {
  readonly output: Shape;
  readonly weights: number;
  readonly biases: number;
  readonly parameters: number;
  /** Multiply–accumulates for one image; the additions of the biases are not counted. */
  readonly multiplyAccumulates: number;
}

/**
 * Counts one layer. A dense layer takes its input as one vector. Pooling has no parameters and multiplies nothing.
 * Throws a RangeError when the window does not fit its input or groups do not divide the channels.
 */
export function layerCost(input: Shape, layer: LayerSpec): LayerCost {
  switch (layer.type) {
    case "conv":
      return convCost(input, layer);
    case "pool":
      return costOf(slidOutput(input, input.channels, { ...layer, kernel: layer.size }), 0, 0, 0);
    case "dense": {
      const weights = elementCount(input) * layer.units;
      const output = { height: 1, width: 1, channels: layer.units };
      return costOf(output, weights, layer.bias === false ? 0 : layer.units, weights);
    }
  }
}

/** Layer after layer, each on the output of the one before. */
export function networkCost(input: Shape, layers: readonly LayerSpec[]): readonly LayerCost[] {
  const costs: LayerCost[] = [];
  let shape = input;
  for (const layer of layers) {
    const cost = layerCost(shape, layer);
    costs.push(cost);
    shape = cost.output;
  }
  return costs;
}

/**
 * A layer that looks at the same windows as a convolution, but with weights of its own at every place: each weight
 * is used once, so there are as many as the convolution multiplies. Throws a RangeError as `layerCost` does.
 */
export function locallyConnectedCost(input: Shape, layer: Extract<LayerSpec, { type: "conv" }>): LayerCost {
  const { output, multiplyAccumulates } = layerCost(input, layer);
  const biases = layer.bias === false ? 0 : elementCount(output);
  return costOf(output, multiplyAccumulates, biases, multiplyAccumulates);
}

/** height · width · channels. */
export function elementCount(shape: Shape): number {
  return shape.height * shape.width * shape.channels;
}

function convCost(input: Shape, layer: Extract<LayerSpec, { type: "conv" }>): LayerCost {
  const groups = layer.groups ?? 1;
  if (input.channels % groups !== 0 || layer.filters % groups !== 0) {
    throw new RangeError(
      `${groups} groups divide neither ${input.channels} input channels nor ${layer.filters} filters evenly.`,
    );
  }
  const output = slidOutput(input, layer.filters, layer);
  const weights = layer.kernel * layer.kernel * (input.channels / groups) * layer.filters;
  return costOf(
    output,
    weights,
    layer.bias === false ? 0 : layer.filters,
    weights * output.height * output.width,
  );
}

function slidOutput(
  input: Shape,
  channels: number,
  window: { readonly kernel: number; readonly stride: number; readonly padding: "same" | "valid" | number },
): Shape {
  const { kernel, stride, padding } = window;
  const cells =
    padding === "same"
      ? samePadding(input, kernel, stride)
      : padding === "valid"
        ? NO_PADDING
        : { top: padding, right: padding, bottom: padding, left: padding };
  const [height, width] = outputShape(
    input,
    { height: kernel, width: kernel },
    { padding: cells, stride, dilation: 1 },
  );
  if (height < 1 || width < 1) {
    throw new RangeError(
      `A window of ${kernel} × ${kernel} does not fit an input of ${input.height} × ${input.width}: take a smaller window, padding, or a larger input.`,
    );
  }
  return { height, width, channels };
}

function costOf(output: Shape, weights: number, biases: number, multiplyAccumulates: number): LayerCost {
  return { output, weights, biases, parameters: weights + biases, multiplyAccumulates };
}
