import type { Layer, Training } from "./networks.ts";

interface Image {
  readonly side: number;
  readonly channels: number;
}

/** The output of layers, and the multiply–adds of it and of the gradients. */
interface Count {
  readonly output: Image;
  readonly products: number;
}

/**
 * Counts the float32 multiply–adds of a training step in the convolutions and dense layers: the forward pass, the gradient
 * of the weights and, except in the first layer, the gradient of the input. Max pooling leaves only a quarter of the
 * gradients below it nonzero.
 */
export function productsPerStep({ side, batch, layers }: Training): number {
  return batch * countAll(layers, { side, channels: 1 }, true).products;
}

function countAll(layers: readonly Layer[], input: Image, isFirst: boolean): Count {
  let [output, products] = [input, 0];
  layers.forEach((layer, index) => {
    const after = layers[index + 1];
    const isPooled = after?.type === "pooling" && after.method === "max";
    const gradients = (isFirst && index === 0 ? 1 : 2) * (isPooled ? 0.25 : 1);
    const counted = count(layer, output, gradients);
    output = counted.output;
    products += counted.products;
  });
  return { output, products };
}

function count(layer: Layer, input: Image, gradients: number): Count {
  const { side, channels } = input;
  switch (layer.type) {
    case "convolution": {
      const { filters, kernelSize, padding } = layer;
      const output = { side: padding === "same" ? side : side - kernelSize + 1, channels: filters };
      return { output, products: output.side ** 2 * kernelSize ** 2 * channels * filters * (1 + gradients) };
    }
    case "depthwise":
      return { output: input, products: side ** 2 * layer.kernelSize ** 2 * channels * (1 + gradients) };
    case "dense": {
      const output = { side: 1, channels: layer.units };
      return { output, products: side ** 2 * channels * layer.units * (1 + gradients) };
    }
    case "residual":
      return countAll(layer.layers, input, false);
    case "pooling":
      return { output: { side: Math.floor(side / 2), channels }, products: 0 };
    case "globalAverage":
      return { output: { side: 1, channels }, products: 0 };
    case "flatten":
      return { output: { side: 1, channels: side ** 2 * channels }, products: 0 };
    case "normalization":
    case "activation":
      return { output: input, products: 0 };
  }
}
