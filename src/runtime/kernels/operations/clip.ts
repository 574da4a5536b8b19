import * as tf from "@tensorflow/tfjs";
import type { Engine } from "../engine.ts";
import { attributesOf, inputOf, type Kernel, type KernelCall } from "../kernel.ts";

// The stock kernels replace NaN by the lower bound: some NaN in `Relu`, all in the others.
export const clipByValue: Kernel = (engine, call) => {
  const { clipValueMin, clipValueMax } = attributesOf<tf.ClipByValueAttrs>(call);
  return clip(engine, call, clipValueMin, clipValueMax);
};
export const relu: Kernel = (engine, call) => clip(engine, call, 0, Number.POSITIVE_INFINITY);
export const relu6: Kernel = (engine, call) => clip(engine, call, 0, 6);

function clip(engine: Engine, call: KernelCall, low: number, high: number): tf.TensorInfo | undefined {
  const x = inputOf(call, "x");
  if (x.dtype !== "float32") return undefined;
  const output = engine.backend.makeOutput([...x.shape], "float32");
  engine.kernels.clip(engine.address(x), engine.address(output), tf.util.sizeFromShape(x.shape), low, high);
  return output;
}
