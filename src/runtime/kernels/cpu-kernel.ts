import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { KernelCall } from "./kernel.ts";

/**
 * Registers the CPU backend's kernel for the WASM backend. The CPU backend reads the inputs in place, and its result is
 * copied back: correct but slow, for rarely used kernels.
 */
export function registerCpuKernel(kernelName: string): void {
  tf.registerKernel({
    kernelName,
    backendName: "wasm",
    kernelFunc: (call) => runOnCpu(kernelName, call),
  });
}

/** The part that is used of the CPU backend, whose class TensorFlow.js does not export. */
interface CpuBackend extends tf.KernelBackend {
  makeTensorInfo(shape: number[], dtype: tf.DataType, values: tf.TypedArray): tf.TensorInfo;
  disposeIntermediateTensorInfo(info: tf.TensorInfo): void;
}

function runOnCpu(kernelName: string, { inputs, backend, attrs }: KernelCall): tf.TensorInfo {
  const wasm = backend as BackendWasm;
  const cpu = tf.findBackend("cpu") as CpuBackend;
  const kernel = tf.getKernel(kernelName, "cpu");
  const entries = Object.entries(inputs).map(([name, info]): [string, tf.TensorInfo | undefined] => [
    name,
    // A view is enough: the kernel only reads, and the memory cannot grow before it returns.
    info && cpu.makeTensorInfo(info.shape, info.dtype, wasm.typedArrayFromHeap(info)),
  ]);
  const call = { inputs: Object.fromEntries(entries), backend: cpu };
  const outputs = kernel.kernelFunc(attrs === undefined ? call : { ...call, attrs });
  if (Array.isArray(outputs))
    throw new Error(`${kernelName} has several outputs and cannot be borrowed from the CPU backend.`);
  const result = wasm.makeOutput(outputs.shape, outputs.dtype, undefined, cpu.readSync(outputs.dataId));
  for (const [, info] of entries) if (info) cpu.disposeIntermediateTensorInfo(info);
  cpu.disposeIntermediateTensorInfo(outputs);
  return result;
}
