import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { activate } from "../activate.ts";
import type { KernelCall } from "../kernel.ts";
import { runOnCpu } from "./cpu-kernel.ts";
import { areFinite, every, isBooleans, isFloats, isIntegers, isNumbers } from "./inputs.ts";
import { isPermutation, isSliceWithin, padsOnly, repeats } from "./positions.ts";
import {
  isConvolution,
  isConvolutionGradient,
  isFilterGradient,
  isFusedConvolution,
  isFusedDepthwiseConvolution,
  isFusedProduct,
} from "./stock-convolutions.ts";

/** The stock kernels that also compute with int32. */
const FOR_NUMBERS: readonly string[] = [
  tf.Abs,
  tf.Add,
  tf.ArgMax,
  tf.ArgMin,
  tf.Concat,
  tf.Cumsum,
  tf.Equal,
  tf.ExpandDims,
  tf.Greater,
  tf.GreaterEqual,
  tf.Identity,
  tf.Less,
  tf.LessEqual,
  tf.Max,
  tf.Min,
  tf.Multiply,
  tf.Neg,
  tf.NotEqual,
  tf.OnesLike,
  tf.Pack,
  tf.SplitV,
  tf.SquaredDifference,
  tf.Sub,
  tf.Sum,
  tf.Unpack,
  tf.ZerosLike,
];

const FOR_BOOLEANS: readonly string[] = [tf.All, tf.Any, tf.LogicalAnd, tf.LogicalNot, tf.LogicalOr];

/** The stock kernels that are wrong in common cases, or rarely used and wrong in some. */
const UNUSED: readonly string[] = [
  tf.AvgPool,
  tf.Bincount,
  tf.BitwiseAnd,
  tf.ClipByValue,
  tf.Conv3DBackpropFilterV2,
  tf.Conv3DBackpropInputV2,
  tf.DenseBincount,
  tf.Diag,
  tf.Dilation2D,
  tf.Dilation2DBackpropFilter,
  tf.Dilation2DBackpropInput,
  tf.FloorDiv,
  tf.GatherNd,
  tf.MaxPool,
  tf.MaxPool3D,
  tf.MaxPool3DGrad,
  tf.MaxPoolGrad,
  tf.MaxPoolWithArgmax,
  tf.MirrorPad,
  tf.Multinomial,
  tf.NonMaxSuppressionV3,
  tf.NonMaxSuppressionV4,
  tf.NonMaxSuppressionV5,
  tf.Prelu,
  tf.Relu,
  tf.Relu6,
  tf.ResizeBilinearGrad,
  tf.ResizeNearestNeighborGrad,
  tf.ScatterNd,
  tf.SearchSorted,
  tf.SparseFillEmptyRows,
  tf.SparseReshape,
  tf.SparseSegmentMean,
  tf.SparseSegmentSum,
  tf.SparseToDense,
  tf.StridedSlice,
  tf.TensorScatterUpdate,
  tf.TopK,
  tf.Transform,
  tf.Unique,
];

/** Whether the stock kernel of the WASM backend computes a call correctly. The CPU backend's kernel computes others. */
type Supports = (call: KernelCall) => boolean;

const areFloats: Supports = ({ inputs }) => every(inputs, isFloats);
const areNumbers: Supports = ({ inputs }) => every(inputs, isNumbers);
const areBooleans: Supports = ({ inputs }) => every(inputs, isBooleans);
const never: Supports = () => false;

/** Kernels that are not listed are used for float32. */
const SUPPORTED: Readonly<Record<string, Supports>> = {
  ...Object.fromEntries(FOR_NUMBERS.map((name) => [name, areNumbers])),
  ...Object.fromEntries(FOR_BOOLEANS.map((name) => [name, areBooleans])),
  ...Object.fromEntries(UNUSED.map((name) => [name, never])),
  [tf.Cast]: ({ inputs, attrs }) =>
    (attrs?.["dtype"] === "float32" || attrs?.["dtype"] === "int32") &&
    every(inputs, (info) => isNumbers(info) || isBooleans(info)),
  [tf.Conv2D]: isConvolution,
  [tf.Conv2DBackpropFilter]: isFilterGradient,
  [tf.Conv2DBackpropInput]: isConvolutionGradient,
  [tf.DepthwiseConv2dNative]: isConvolution,
  [tf.Fill]: ({ attrs }) => typeof attrs?.["value"] === "number" && attrs["dtype"] !== "string",
  [tf.FusedConv2D]: isFusedConvolution,
  [tf.FusedDepthwiseConv2D]: isFusedDepthwiseConvolution,
  [tf.GatherV2]: (call) => areNumbers(call) && call.attrs?.["batchDims"] === 0,
  [tf._FusedMatMul]: isFusedProduct,
  [tf.Maximum]: ({ inputs }) => every(inputs, isIntegers),
  [tf.Minimum]: ({ inputs }) => every(inputs, isIntegers),
  [tf.OneHot]: ({ attrs }) => attrs?.["dtype"] === "int32",
  [tf.PadV2]: (call) => areNumbers(call) && padsOnly(call),
  // C raises 1 to the power of NaN to 1, and JavaScript to NaN; so do infinite powers of ±1.
  [tf.Pow]: (call) => areFloats(call) && areFinite(call.backend as BackendWasm, call.inputs["b"]),
  [tf.Reshape]: ({ inputs }) => inputs["x"]?.dtype !== "complex64",
  [tf.ResizeBilinear]: ({ inputs, backend }) =>
    every(inputs, (info) => areFinite(backend as BackendWasm, info)),
  [tf.RotateWithOffset]: ({ inputs: { image }, attrs }) =>
    isFloats(image) && (attrs?.["fillValue"] === 0 || (image?.shape[3] ?? 4) < 4),
  [tf.Slice]: (call) => areNumbers(call) && isSliceWithin(call),
  [tf.Tile]: (call) => areNumbers(call) && repeats(call),
  [tf.Transpose]: (call) => areNumbers(call) && isPermutation(call),
  [tf.Select]: ({ inputs: { condition, t, e } }) => isBooleans(condition) && isFloats(t) && isFloats(e),
};

/**
 * Registers the CPU backend's kernels for the WASM backend: those that it lacks, and for the calls that it does not
 * compute correctly.
 */
export function registerFallbacks(): void {
  for (const { kernelName } of tf.getKernelsForBackend("cpu")) {
    const onCpu: tf.KernelFunc = (call) => runOnCpu(kernelName, call);
    const stock: tf.KernelConfig | undefined = tf.getKernel(kernelName, "wasm");
    if (stock === undefined) tf.registerKernel({ kernelName, backendName: "wasm", kernelFunc: onCpu });
    else {
      const kernelFunc = FUSED.includes(kernelName) ? separateActivation(stock) : stock.kernelFunc;
      guard({ ...stock, kernelFunc }, SUPPORTED[kernelName] ?? areFloats, onCpu);
    }
  }
}

const FUSED: readonly string[] = [tf._FusedMatMul, tf.FusedConv2D, tf.FusedDepthwiseConv2D];

/** The activations that clamp, which stock kernels do by replacing NaN, or that use the stock kernel of PReLU. */
const SEPARATE: readonly unknown[] = ["relu", "relu6", "prelu"];

/** Such an activation becomes a kernel of its own. */
function separateActivation({ kernelName, kernelFunc }: tf.KernelConfig): tf.KernelFunc {
  return (call) => {
    if (!SEPARATE.includes(call.attrs?.["activation"])) return kernelFunc(call);
    const { preluActivationWeights: _, ...inputs } = call.inputs;
    const linear = kernelFunc({ ...call, inputs, attrs: { ...call.attrs, activation: "linear" } });
    if (Array.isArray(linear)) throw new Error(`${kernelName} was expected to have one output.`);
    return activate(call, linear);
  };
}

function guard(stock: tf.KernelConfig, supports: Supports, onCpu: tf.KernelFunc): void {
  tf.unregisterKernel(stock.kernelName, "wasm");
  tf.registerKernel({
    ...stock,
    kernelFunc: (call) => (supports(call) ? stock.kernelFunc(call) : onCpu(call)),
  });
}
