import type { Contender } from "./contender.ts";
import type { Layer, Training } from "./networks.ts";

export const CONVNETJS = "convnetjs";

/** What is used of ConvNetJS 0.3, which has no types. */
interface ConvNet {
  readonly Net: new () => { makeLayers(definitions: readonly object[]): void };
  readonly Trainer: new (net: object, options: object) => { train(image: Volume, label: number): unknown };
  readonly Vol: new (width: number, height: number, depth: number, value: number) => Volume;
}

interface Volume {
  readonly w: { [index: number]: number };
}

/**
 * ConvNetJS, plain JavaScript, with gradient descent.
 *
 * @throws Error if it is not installed
 */
export async function openConvNet(): Promise<Contender> {
  // Not a dependency: the name in a variable keeps TypeScript from looking for it.
  const { default: library }: { default: ConvNet } = await import(/* @vite-ignore */ CONVNETJS);
  return {
    name: "ConvNetJS, in Node",
    train: async (training, steps) => train(library, training, steps),
    close: async () => {},
  };
}

function train({ Net, Trainer, Vol }: ConvNet, { side, batch, layers }: Training, steps: number): number {
  const net = new Net();
  const input = { type: "input", out_sx: side, out_sy: side, out_depth: 1 };
  net.makeLayers([input, ...layers.flatMap(definitionsOf)]);
  const trainer = new Trainer(net, { method: "sgd", learning_rate: 0.01, batch_size: batch });
  const images = Array.from({ length: batch }, () => {
    const image = new Vol(side, side, 1, 0);
    for (let i = 0; i < side * side; i++) image.w[i] = Math.random() * 2 - 1;
    return image;
  });
  const run = (count: number): void => {
    for (let step = 0; step < count; step++)
      images.forEach((image, index) => void trainer.train(image, index % 10));
  };
  run(1);
  const begun = performance.now();
  run(steps);
  return (performance.now() - begun) / steps;
}

/** @throws Error for a layer that the library does not have */
function definitionsOf(layer: Layer): readonly object[] {
  switch (layer.type) {
    case "convolution": {
      const { filters, kernelSize: sx, activation } = layer;
      return [
        {
          type: "conv",
          filters,
          sx,
          stride: 1,
          pad: layer.padding === "same" ? (sx - 1) / 2 : 0,
          activation,
        },
      ];
    }
    case "pooling":
      if (layer.method === "max") return [{ type: "pool", sx: 2, stride: 2 }];
      break;
    case "flatten":
      return [];
    case "dense":
      if (layer.activation === "softmax") return [{ type: "softmax", num_classes: layer.units }];
      return [{ type: "fc", num_neurons: layer.units, activation: layer.activation }];
  }
  throw new Error(`ConvNetJS has no layer for "${layer.type}".`);
}
