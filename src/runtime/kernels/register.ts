import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { activate, type FusedConv2DAttributes } from "./activation.ts";
import { addRow, coversAddRow } from "./add-row.ts";
import { averagePoolGradient } from "./avg-pool-grad.ts";
import { type Conv2DBackpropFilterAttributes, composedFilterGradient } from "./composed-filter-gradient.ts";
import { type Conv2DAttributes, convolve, coversBias, coversConv2d } from "./conv2d.ts";
import { filterGradient } from "./conv2d-backprop-filter.ts";
import { type Conv2DBackpropInputAttributes, inputGradient } from "./conv2d-backprop-input.ts";
import { registerCpuKernel } from "./cpu-kernel.ts";
import { combinationOf, combine, type Elementwise } from "./elementwise.ts";
import { createEngine, type Engine, type KernelBinaries } from "./engine.ts";
import { coversGather, gather } from "./gather.ts";
import { product } from "./matrix-product.ts";
import { maxPool } from "./max-pool.ts";
import { maxPoolGradient } from "./max-pool-grad.ts";
import type { PoolAttributes } from "./pool.ts";
import { coversShare, share } from "./share.ts";
import { runOf, sliceRun } from "./slice.ts";
import { coversSum, coversTrailingSum, leadingMean, leadingSum, trailingSum } from "./sums.ts";

/** What training needs, the WASM backend lacks, and few models use: separable convolutions, embeddings, einsum. */
const LENT_BY_CPU = [
  tf.DepthwiseConv2dNativeBackpropFilter,
  tf.DepthwiseConv2dNativeBackpropInput,
  tf.UnsortedSegmentSum,
  tf.Einsum,
];

/** What the WASM backend of TensorFlow.js 4.22 has and gets wrong. */
const WRONG_ON_WASM = [tf.MaxPoolGrad, tf.ResizeNearestNeighborGrad];

type Call = Parameters<tf.KernelFunc>[0];
/** A kernel of ours; undefined where the case is not its own, and the stock kernel's. */
type Kernel = (call: Call) => tf.TensorInfo | undefined;

/** Registers every kernel that training needs and the WASM backend does not have, or has wrong; once. */
export function registerTrainingKernels(): void {
  if (tf.getKernel(tf.Conv2DBackpropFilter, "wasm") !== undefined) return;
  register(tf.Conv2DBackpropFilter, ({ inputs, backend, attrs }) =>
    composedFilterGradient(
      input(inputs, "x"),
      input(inputs, "dy"),
      attrs as unknown as Conv2DBackpropFilterAttributes,
      backend as BackendWasm,
    ),
  );
  for (const name of LENT_BY_CPU) registerCpuKernel(name);
  for (const name of WRONG_ON_WASM) {
    tf.unregisterKernel(name, "wasm");
    registerCpuKernel(name);
  }
}

/**
 * Starts the project's own kernels on the WASM backend (the one that runs, unless given), and puts them before the
 * stock ones. A case that one does not cover goes to the stock kernel. Once for each backend.
 *
 * @throws Error when they cannot start; the stock kernels then serve as before
 */
export async function startKernels(
  binaries: KernelBinaries,
  backend: tf.KernelBackend = tf.backend(),
): Promise<Engine> {
  const running = engines.get(backend);
  if (running !== undefined) return running;
  const engine = await createEngine(binaries, backend as BackendWasm);
  engines.set(backend, engine);
  for (const [name, kernel] of Object.entries(kernelsOf(engine))) putBefore(name, kernel);
  return engine;
}

const engines = new WeakMap<tf.KernelBackend, Engine>();

/** The project's kernels, if they serve the backend that runs now. */
export function runningEngine(): Engine | undefined {
  return engines.get(tf.backend());
}

function kernelsOf(engine: Engine): Readonly<Record<string, Kernel>> {
  return {
    [tf.Conv2DBackpropFilter]: ({ inputs, attrs }) => {
      const attributes = attrs as unknown as Conv2DBackpropFilterAttributes;
      if (attributes.dataFormat !== "NHWC") return undefined;
      return filterGradient(engine, input(inputs, "x"), input(inputs, "dy"), attributes);
    },
    [tf.Conv2D]: ({ inputs, attrs }) => {
      const [x, filter] = [input(inputs, "x"), input(inputs, "filter")];
      const attributes = attrs as unknown as Conv2DAttributes;
      return coversConv2d(x, filter, attributes)
        ? convolve(engine, x, filter, undefined, attributes)
        : undefined;
    },
    [tf.FusedConv2D]: ({ inputs, attrs }) => {
      const [x, filter] = [input(inputs, "x"), input(inputs, "filter")];
      const attributes = attrs as unknown as FusedConv2DAttributes;
      if (!coversConv2d(x, filter, attributes) || !coversBias(filter, inputs["bias"])) return undefined;
      const sum = convolve(engine, x, filter, inputs["bias"], attributes);
      return activate(engine, sum, attributes, inputs["preluActivationWeights"]);
    },
    [tf.MaxPoolGrad]: ({ inputs, attrs }) =>
      maxPoolGradient(
        engine,
        input(inputs, "dy"),
        input(inputs, "input"),
        attrs as unknown as PoolAttributes,
      ),
    [tf.Conv2DBackpropInput]: ({ inputs, attrs }) =>
      inputGradient(
        engine,
        input(inputs, "dy"),
        input(inputs, "filter"),
        attrs as unknown as Conv2DBackpropInputAttributes,
      ),
    [tf.AvgPoolGrad]: ({ inputs, attrs }) =>
      averagePoolGradient(
        engine,
        input(inputs, "dy"),
        input(inputs, "input"),
        attrs as unknown as PoolAttributes,
      ),
    [tf.GatherV2]: ({ inputs, attrs }) => {
      const [x, indices] = [input(inputs, "x"), input(inputs, "indices")];
      const { axis, batchDims } = attrs as unknown as tf.GatherV2Attrs;
      if (!coversGather(indices, axis, batchDims, x)) return undefined;
      return gather(engine, x, indices) ?? undefined;
    },
    [tf.Identity]: ({ inputs }) => {
      const x = input(inputs, "x");
      return coversShare(engine, x) ? share(engine, x) : undefined;
    },
    [tf.Cast]: ({ inputs, attrs }) => {
      const x = input(inputs, "x");
      const { dtype } = attrs as unknown as tf.CastAttrs;
      return x.dtype === dtype && coversShare(engine, x) ? share(engine, x) : undefined;
    },
    [tf.Slice]: ({ inputs, attrs }) => {
      const x = input(inputs, "x");
      const { begin, size } = attrs as unknown as tf.SliceAttrs;
      const run = runOf(x, begin, size);
      return run === undefined ? undefined : sliceRun(engine, x, run);
    },
    [tf.Add]: ({ inputs }) => {
      const [a, b] = [input(inputs, "a"), input(inputs, "b")];
      return coversAddRow(a, b) ? addRow(engine, a, b) : combineOperands(engine, "add", inputs);
    },
    [tf.Sub]: ({ inputs }) => combineOperands(engine, "subtract", inputs),
    [tf.Multiply]: ({ inputs }) => combineOperands(engine, "multiply", inputs),
    [tf.RealDiv]: ({ inputs }) => combineOperands(engine, "divide", inputs),
    [tf.MaxPool]: ({ inputs, attrs }) =>
      maxPool(engine, input(inputs, "x"), attrs as unknown as PoolAttributes),
    [tf.BatchMatMul]: ({ inputs, attrs }) => {
      const { transposeA, transposeB } = attrs as unknown as tf.BatchMatMulAttrs;
      return product(engine, input(inputs, "a"), input(inputs, "b"), transposeA, transposeB);
    },
    [tf.Sum]: ({ inputs, attrs }) => {
      const x = input(inputs, "x");
      const { axis, keepDims } = attrs as unknown as tf.SumAttrs;
      const axes = tf.util.parseAxisParam(axis, x.shape);
      if (coversSum(x, axes)) return leadingSum(engine, x, axes.length, keepDims);
      return coversTrailingSum(x, axes) ? trailingSum(engine, x, axes.length, keepDims) : undefined;
    },
    [tf.Mean]: ({ inputs, attrs }) => {
      const x = input(inputs, "x");
      const { axis, keepDims } = attrs as unknown as tf.MeanAttrs;
      const axes = tf.util.parseAxisParam(axis, x.shape);
      return coversSum(x, axes) ? leadingMean(engine, x, axes.length, keepDims) : undefined;
    },
  };
}

function combineOperands(
  engine: Engine,
  operation: Elementwise,
  inputs: Call["inputs"],
): tf.TensorInfo | undefined {
  const [a, b] = [input(inputs, "a"), input(inputs, "b")];
  const combination = combinationOf(a, b);
  return combination === undefined ? undefined : combine(engine, operation, a, b, combination);
}

function input(inputs: Call["inputs"], name: string): tf.TensorInfo {
  const info = inputs[name];
  if (info === undefined) throw new Error(`A kernel was called without its input "${name}".`);
  return info;
}

function register(kernelName: string, kernelFunc: tf.KernelFunc): void {
  tf.registerKernel({ kernelName, backendName: "wasm", kernelFunc });
}

function putBefore(kernelName: string, kernel: Kernel): void {
  const stock = tf.getKernel(kernelName, "wasm");
  tf.unregisterKernel(kernelName, "wasm");
  tf.registerKernel({ ...stock, kernelFunc: (call) => kernel(call) ?? stock.kernelFunc(call) });
}
