import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { KernelCall } from "../kernel.ts";

/** The part that is used of the CPU backend, whose class TensorFlow.js does not export. */
export interface CpuBackend extends tf.KernelBackend {
  makeTensorInfo(shape: number[], dtype: tf.DataType, values: tf.backend_util.BackendValues): tf.TensorInfo;
  disposeIntermediateTensorInfo(info: tf.TensorInfo): void;
}

type Inputs = KernelCall["inputs"];

/**
 * Runs a kernel of the CPU backend on copies of the inputs, and moves its results to the WASM backend: correct but
 * slow, for rarely used kernels.
 *
 * The WASM backend cannot store complex numbers. Their tensors stay on the CPU backend, which has all kernels for them.
 */
export function runOnCpu(kernelName: string, call: KernelCall): tf.TensorInfo | tf.TensorInfo[] {
  const [wasm, cpu] = [call.backend as BackendWasm, tf.findBackend("cpu") as CpuBackend];
  const copies: tf.TensorInfo[] = [];
  const copy = (info: tf.TensorInfo): tf.TensorInfo => {
    if (info.dtype === "complex64") return info;
    const values = wasm.readSync(info.dataId);
    const made = cpu.makeTensorInfo(info.shape, info.dtype, values);
    copies.push(made);
    // Some kernels expect a tensor, which has a rank.
    return Object.assign(made, { rank: info.shape.length });
  };
  try {
    const outputs = tf
      .getKernel(kernelName, "cpu")
      .kernelFunc({ ...call, inputs: mapInputs(call.inputs, copy), backend: cpu });
    return Array.isArray(outputs)
      ? outputs.map((output) => moveToWasm(cpu, wasm, output))
      : moveToWasm(cpu, wasm, outputs);
  } finally {
    for (const info of copies) cpu.disposeIntermediateTensorInfo(info);
  }
}

/** Most kernels name their inputs, some have a list, and those of ragged tensors have lists among the named ones. */
function mapInputs(inputs: Inputs, map: (info: tf.TensorInfo) => tf.TensorInfo): Inputs {
  const mapAny = (input: unknown): unknown => {
    if (Array.isArray(input)) return input.map(mapAny);
    return input == null ? input : map(input as tf.TensorInfo);
  };
  const mapped = Array.isArray(inputs)
    ? inputs.map(mapAny)
    : Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, mapAny(input)]));
  return mapped as Inputs;
}

function moveToWasm(cpu: CpuBackend, wasm: BackendWasm, output: tf.TensorInfo): tf.TensorInfo {
  if (output.dtype === "complex64") return tf.engine().makeTensorFromTensorInfo(output, cpu);
  const values = cpu.readSync(output.dataId);
  const size = tf.util.sizeFromShape(output.shape);
  if (values.length < size)
    throw new RangeError(
      `TensorFlow.js computes only ${values.length} of the ${size} values of the shape [${output.shape}]: it broadcasts one operand of a matrix product, but not both. Repeat one of them with \`tile\`.`,
    );
  const moved = wasm.makeOutput(output.shape, output.dtype, undefined, ofType(output.dtype, values));
  cpu.disposeIntermediateTensorInfo(output);
  return moved;
}

/** Some kernels of the CPU backend store integers as float32. */
function ofType(dtype: tf.DataType, values: tf.backend_util.BackendValues): tf.backend_util.BackendValues {
  return dtype === "int32" && values instanceof Float32Array ? Int32Array.from(values) : values;
}
