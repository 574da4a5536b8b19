import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { createEngine, type Engine, type KernelBinaries } from "./engine.ts";
import type { Kernel } from "./kernel.ts";
import { avgPool } from "./operations/avg-pool.ts";
import { avgPoolGrad } from "./operations/avg-pool-grad.ts";
import { batchMatMul } from "./operations/batch-mat-mul.ts";
import { add, maximum, minimum, multiply, realDiv, sub } from "./operations/binary.ts";
import { clipByValue, relu, relu6 } from "./operations/clip.ts";
import { composedFilterGradient } from "./operations/composed-filter-gradient.ts";
import { conv2d } from "./operations/conv2d.ts";
import { conv2dBackpropFilter } from "./operations/conv2d-backprop-filter.ts";
import { conv2dBackpropInput } from "./operations/conv2d-backprop-input.ts";
import { fusedConv2d } from "./operations/fused-conv2d.ts";
import { gatherV2 } from "./operations/gather-v2.ts";
import { cast, identity } from "./operations/identity.ts";
import { maxPool } from "./operations/max-pool.ts";
import { maxPoolGrad } from "./operations/max-pool-grad.ts";
import { registerResizeGradients } from "./operations/resize-gradients.ts";
import { slice } from "./operations/slice.ts";
import { mean, sum } from "./operations/sum.ts";
import { registerFallbacks } from "./stock/stock-kernels.ts";

/** The kernels of `assembly/`, each tried before the stock kernel of the same name. */
const KERNELS: Readonly<Record<string, Kernel>> = {
  [tf.Add]: add,
  [tf.AvgPool]: avgPool,
  [tf.AvgPoolGrad]: avgPoolGrad,
  [tf.BatchMatMul]: batchMatMul,
  [tf.Cast]: cast,
  [tf.ClipByValue]: clipByValue,
  [tf.Conv2D]: conv2d,
  [tf.Conv2DBackpropFilter]: conv2dBackpropFilter,
  [tf.Conv2DBackpropInput]: conv2dBackpropInput,
  [tf.FusedConv2D]: fusedConv2d,
  [tf.GatherV2]: gatherV2,
  [tf.Identity]: identity,
  [tf.MaxPool]: maxPool,
  [tf.MaxPoolGrad]: maxPoolGrad,
  [tf.Maximum]: maximum,
  [tf.Mean]: mean,
  [tf.Minimum]: minimum,
  [tf.Multiply]: multiply,
  [tf.RealDiv]: realDiv,
  [tf.Relu]: relu,
  [tf.Relu6]: relu6,
  [tf.Slice]: slice,
  [tf.Sub]: sub,
  [tf.Sum]: sum,
};

/** Registers, once, the kernels that are missing or wrong in the WASM backend of TensorFlow.js. */
export function registerTrainingKernels(): void {
  if (tf.getKernel(tf.Conv2DBackpropFilter, "wasm") !== undefined) return;
  tf.registerKernel({
    kernelName: tf.Conv2DBackpropFilter,
    backendName: "wasm",
    kernelFunc: composedFilterGradient,
  });
  registerResizeGradients();
  registerFallbacks();
}

/**
 * Starts the project's kernels on a WASM backend (by default the current one), once per backend, and registers them
 * before the stock kernels, which still serve the cases that ours do not support.
 *
 * @throws Error when they cannot start; the stock kernels then stay in place
 */
export async function startKernels(
  binaries: KernelBinaries,
  backend: tf.KernelBackend = tf.backend(),
): Promise<Engine> {
  const running = engines.get(backend);
  if (running !== undefined) return running;
  const engine = await createEngine(binaries, backend as BackendWasm);
  engines.set(backend, engine);
  for (const [name, kernel] of Object.entries(KERNELS)) registerBefore(engine, name, kernel);
  return engine;
}

const engines = new WeakMap<tf.KernelBackend, Engine>();

/** The engine of the current backend, if the project's kernels run on it. */
export function runningEngine(): Engine | undefined {
  return engines.get(tf.backend());
}

function registerBefore(engine: Engine, kernelName: string, kernel: Kernel): void {
  const stock = tf.getKernel(kernelName, "wasm");
  tf.unregisterKernel(kernelName, "wasm");
  tf.registerKernel({ ...stock, kernelFunc: (call) => kernel(engine, call) ?? stock.kernelFunc(call) });
}
