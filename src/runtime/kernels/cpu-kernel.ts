import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

/**
 * Registers for the WASM backend a kernel that only the CPU backend has: the inputs are read where they lie, the
 * CPU backend computes, and the result is copied back. Right, though not quick; for what is rarely needed.
 */
export function registerCpuKernel(kernelName: string): void {
  tf.registerKernel({
    kernelName,
    backendName: "wasm",
    kernelFunc: ({ inputs, backend, attrs }) => runOnCpu(kernelName, inputs, backend as BackendWasm, attrs),
  });
}

type Inputs = Parameters<tf.KernelFunc>[0]["inputs"];
type Attributes = Parameters<tf.KernelFunc>[0]["attrs"];
/** What is used of the CPU backend, whose class TensorFlow.js does not export. */
interface CpuBackend extends tf.KernelBackend {
  makeTensorInfo(shape: number[], dtype: tf.DataType, values: tf.TypedArray): tf.TensorInfo;
  disposeIntermediateTensorInfo(info: tf.TensorInfo): void;
}

function runOnCpu(kernelName: string, inputs: Inputs, wasm: BackendWasm, attrs: Attributes): tf.TensorInfo {
  const cpu = tf.findBackend("cpu") as CpuBackend;
  const kernel = tf.getKernel(kernelName, "cpu");
  const entries = Object.entries(inputs).map(([name, info]): [string, tf.TensorInfo | undefined] => [
    name,
    // The kernel only reads, and is done before the heap can move: a view is enough.
    info && cpu.makeTensorInfo(info.shape, info.dtype, wasm.typedArrayFromHeap(info)),
  ]);
  const call = { inputs: Object.fromEntries(entries), backend: cpu };
  const outputs = kernel.kernelFunc(attrs === undefined ? call : { ...call, attrs });
  if (Array.isArray(outputs))
    throw new Error(`${kernelName} has several outputs and cannot be lent by the CPU backend.`);
  const result = wasm.makeOutput(outputs.shape, outputs.dtype, undefined, cpu.readSync(outputs.dataId));
  for (const [, info] of entries) if (info) cpu.disposeIntermediateTensorInfo(info);
  cpu.disposeIntermediateTensorInfo(outputs);
  return result;
}
