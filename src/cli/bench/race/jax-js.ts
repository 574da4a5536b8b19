import type { Contender } from "./contender.ts";
import type { Activation, Layer, Training } from "./networks.ts";

export const JAX = "@jax-js/jax";

/** An array of jax-js. Functions dispose of the arrays that they are given: `ref` is one more reference. */
interface JaxArray {
  readonly ref: JaxArray;
  add(other: JaxArray): JaxArray;
  sub(other: JaxArray): JaxArray;
  mul(other: JaxArray | number): JaxArray;
  reshape(shape: readonly number[]): JaxArray;
  dispose(): void;
}

type Weights = readonly JaxArray[];
type Step = (weights: Weights, x: JaxArray, y: JaxArray) => [loss: JaxArray, weights: Weights];

/** What is used of jax-js 0.1. */
interface Jax {
  init(device: "wasm"): Promise<unknown>;
  defaultDevice(device: "wasm"): void;
  blockUntilReady(arrays: unknown): Promise<unknown>;
  jit(step: Step): Step;
  valueAndGrad(loss: (weights: Weights, x: JaxArray, y: JaxArray) => JaxArray): Step;
  readonly numpy: {
    array(values: Float32Array): JaxArray;
    matmul(a: JaxArray, b: JaxArray): JaxArray;
    sum(x: JaxArray): JaxArray;
    readonly max: unknown;
  };
  readonly nn: Readonly<Record<"relu" | "logSoftmax", (x: JaxArray) => JaxArray>>;
  readonly lax: {
    conv(x: JaxArray, w: JaxArray, strides: readonly number[], padding: "SAME" | "VALID"): JaxArray;
    reduceWindow(x: JaxArray, by: unknown, window: readonly number[], strides: readonly number[]): JaxArray;
  };
}

/**
 * jax-js on WebAssembly, its step compiled by `jit`, with gradient descent.
 *
 * @throws Error if it is not installed
 */
export async function openJax(): Promise<Contender> {
  // Not a dependency: the name in a variable keeps TypeScript from looking for it.
  const jax: Jax = await import(/* @vite-ignore */ JAX);
  await jax.init("wasm");
  jax.defaultDevice("wasm");
  return {
    name: "jax-js, WASM, in Node",
    train: (training, steps) => train(jax, training, steps),
    close: async () => {},
  };
}

async function train(jax: Jax, { side, batch, layers }: Training, steps: number): Promise<number> {
  const network = build(jax, layers, [batch, 1, side, side]);
  const lossOf = jax.valueAndGrad((weights, x, y) =>
    jax.numpy.sum(jax.nn.logSoftmax(network.apply(weights, x)).mul(y)).mul(-1 / batch),
  );
  const step = jax.jit((weights, x, y) => {
    const [loss, gradients] = lossOf(
      weights.map((weight) => weight.ref),
      x,
      y,
    );
    return [loss, weights.map((weight, index) => weight.sub((gradients[index] ?? weight).mul(0.01)))];
  });
  const [x, y] = [random(jax, [batch, 1, side, side], 1), oneHot(jax, batch)];
  let weights: Weights = network.shapes.map((shape) => random(jax, shape, 0.1));
  const run = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      const [loss, updated] = step(weights, x.ref, y.ref);
      loss.dispose();
      weights = updated;
    }
    await jax.blockUntilReady(weights.map((weight) => weight.ref));
  };
  await run(2);
  const begun = performance.now();
  await run(steps);
  const ms = (performance.now() - begun) / steps;
  for (const array of [...weights, x, y]) array.dispose();
  return ms;
}

interface Network {
  /** Of the weights and biases. */
  readonly shapes: readonly (readonly number[])[];
  /** The outputs before the softmax, which the loss has in it. */
  apply(weights: Weights, x: JaxArray): JaxArray;
}

type Shape = readonly number[];

/**
 * @param input [batch, channels, height, width]
 * @throws Error for a layer that is not one of the lecture's
 */
function build(jax: Jax, layers: readonly Layer[], input: Shape): Network {
  const shapes: Shape[] = [];
  const functions: ((weights: Weights, x: JaxArray) => JaxArray)[] = [];
  let shape = input;
  for (const layer of layers) {
    const first = shapes.length;
    const built = layerOf(jax, layer, shape);
    shapes.push(...built.weights);
    functions.push((weights, x) => built.apply(x, weights.slice(first, first + built.weights.length)));
    shape = built.output;
  }
  return { shapes, apply: (weights, x) => functions.reduce((values, apply) => apply(weights, values), x) };
}

interface BuiltLayer {
  readonly output: Shape;
  readonly weights: readonly Shape[];
  apply(x: JaxArray, weights: Weights): JaxArray;
}

function layerOf(
  jax: Jax,
  layer: Layer,
  [batch = 0, channels = 0, height = 0, width = 1]: Shape,
): BuiltLayer {
  const { lax, numpy } = jax;
  const size = channels * height * width;
  switch (layer.type) {
    case "convolution": {
      const { filters, kernelSize, padding, activation } = layer;
      const lost = padding === "same" ? 0 : kernelSize - 1;
      return {
        output: [batch, filters, height - lost, width - lost],
        weights: [[filters, channels, kernelSize, kernelSize], [filters]],
        apply(x, [w, b]) {
          const values = lax.conv(x, use(w), [1, 1], padding === "same" ? "SAME" : "VALID");
          return activate(jax, activation, values.add(use(b).reshape([1, filters, 1, 1])));
        },
      };
    }
    case "pooling":
      if (layer.method !== "max") break;
      return {
        output: [batch, channels, height >> 1, width >> 1],
        weights: [],
        apply: (x) => lax.reduceWindow(x, numpy.max, [2, 2], [2, 2]),
      };
    case "flatten":
      return { output: [batch, size, 1], weights: [], apply: (x) => x.reshape([batch, size]) };
    case "dense":
      return {
        output: [batch, layer.units, 1],
        weights: [[size, layer.units], [layer.units]],
        apply: (x, [w, b]) => activate(jax, layer.activation, numpy.matmul(x, use(w)).add(use(b))),
      };
  }
  throw new Error(`The benchmark has no "${layer.type}" for jax-js.`);
}

function use(weight: JaxArray | undefined): JaxArray {
  if (weight === undefined) throw new Error("A layer was given too few weights.");
  return weight;
}

function activate({ nn }: Jax, activation: Activation, x: JaxArray): JaxArray {
  if (activation === "relu") return nn.relu(x);
  if (activation === "softmax") return x;
  throw new Error(`The benchmark has no "${activation}" for jax-js.`);
}

function random({ numpy }: Jax, shape: Shape, scale: number): JaxArray {
  const length = shape.reduce((product, side) => product * side, 1);
  return numpy.array(Float32Array.from({ length }, () => (Math.random() * 2 - 1) * scale)).reshape(shape);
}

function oneHot({ numpy }: Jax, batch: number): JaxArray {
  const values = new Float32Array(batch * 10);
  for (let row = 0; row < batch; row++) values[row * 10 + (row % 10)] = 1;
  return numpy.array(values).reshape([batch, 10]);
}
