import * as tf from "@tensorflow/tfjs";
import type { Engine } from "../kernels/engine.ts";
import { runningEngine } from "../kernels/register.ts";
import { isOnBackend } from "../kernels/writable.ts";

/** A gradient that is dy where x meets a condition and 0 elsewhere, computed by one kernel. */
interface MaskedGradient {
  /** The operation it is the gradient of. */
  readonly of: string;
  /** The name of the kernel that computes it. */
  readonly kernel: string;
  readonly run: (engine: Engine, at: Addresses, count: number, attributes: tf.NamedAttrMap) => void;
}

interface Addresses {
  readonly x: number;
  readonly dy: number;
  readonly dx: number;
}

const GRADIENTS: readonly MaskedGradient[] = [
  {
    of: tf.Relu,
    kernel: "ReluGradient",
    run: ({ kernels }, { x, dy, dx }, count) => kernels.reluInputGradient(x, dy, dx, count),
  },
  {
    of: tf.ClipByValue,
    kernel: "ClipByValueGradient",
    run: ({ kernels }, { x, dy, dx }, count, attributes) =>
      kernels.clipGradient(
        x,
        dy,
        dx,
        count,
        Number(attributes["clipValueMin"]),
        Number(attributes["clipValueMax"]),
      ),
  },
];

/**
 * Gives ReLU and clipping gradients of one kernel each instead of two to five operations. On backends without our
 * kernels they use TensorFlow.js's own.
 */
export function patchMaskedGradients(): void {
  for (const gradient of GRADIENTS) {
    replaceGradient(gradient);
    registerGradientKernel(gradient);
  }
}

/** Falls back to the stock gradient for tensors that the kernel does not support. */
function replaceGradient({ of, kernel }: MaskedGradient): void {
  const stock = tf.getGradient(of);
  const gradient = (dy: tf.Tensor, x: tf.Tensor, attributes: tf.NamedAttrMap): tf.Tensor => {
    const engine = runningEngine();
    const supported = engine !== undefined && isFloatOnBackend(engine, dy) && isFloatOnBackend(engine, x);
    if (supported) return tf.engine().runKernel(kernel, { dy, x }, attributes);
    const dx = stock.gradFunc(dy, [x], attributes)["x"]?.();
    if (dx === undefined) throw new Error(`The gradient of ${of} does not return one for x.`);
    return dx;
  };
  tf.unregisterGradient(of);
  tf.registerGradient({
    ...stock,
    gradFunc: (dy, saved, attributes) => ({ x: () => gradient(single(dy), single(saved), attributes) }),
  });
  // It is linear in dy, so its gradient by dy is the same function.
  tf.registerGradient({
    kernelName: kernel,
    inputsToSave: ["x"],
    gradFunc: (ddx, saved, attributes) => ({
      dy: () => gradient(single(ddx), single(saved), attributes),
      x: () => tf.zerosLike(single(saved)),
    }),
  });
}

function registerGradientKernel({ kernel, run }: MaskedGradient): void {
  tf.registerKernel({
    kernelName: kernel,
    backendName: "wasm",
    kernelFunc: ({ inputs, attrs }) => {
      const { dy, x } = inputs;
      const engine = runningEngine();
      if (engine === undefined || dy === undefined || x === undefined)
        throw new Error(`${kernel} was called without its inputs.`);
      const output = engine.backend.makeOutput([...x.shape], "float32");
      const addresses = { x: engine.address(x), dy: engine.address(dy), dx: engine.address(output) };
      run(engine, addresses, tf.util.sizeFromShape(x.shape), attrs ?? {});
      return output;
    },
  });
}

function isFloatOnBackend(engine: Engine, tensor: tf.Tensor): boolean {
  return tensor.dtype === "float32" && isOnBackend(engine, tensor);
}

function single(tensors: tf.Tensor | readonly tf.Tensor[]): tf.Tensor {
  const [first] = tensors instanceof tf.Tensor ? [tensors] : tensors;
  if (first === undefined) throw new Error("A gradient function was called without a tensor.");
  return first;
}
