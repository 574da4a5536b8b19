import * as tf from "@tensorflow/tfjs";
import { type Example, randomOf, type Value } from "./draw.ts";

/** A tensor that a kernel or a gradient returned. */
interface Result {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: tf.DataType;
  readonly values: readonly (number | string)[];
}

/** What a kernel and its gradient return, or why not. */
export interface Outcome {
  readonly outputs: readonly Result[];
  readonly gradients: readonly Result[];
  readonly error?: string;
  readonly gradientError?: string;
  /** Tensors that the backend did not free. */
  readonly leaked: number;
}

type Inputs = Record<string, tf.Tensor | tf.Tensor[] | undefined> | tf.Tensor[];

/** Runs a kernel and its gradient on the current backend. */
export function outcomeOf(kernel: string, example: Example): Outcome {
  const before = tf.backend().numDataIds();
  tf.engine().startScope();
  const outcome = tryKernel(kernel, example);
  tf.engine().endScope();
  // After an error TensorFlow.js itself does not free what was saved for the gradient.
  const failed = outcome.error !== undefined || outcome.gradientError !== undefined;
  return { ...outcome, leaked: failed ? 0 : tf.backend().numDataIds() - before };
}

function tryKernel(kernel: string, example: Example): Omit<Outcome, "leaked"> {
  const inputs = tensorsOf(example);
  const computed = attempt(() => {
    const tensors = runKernel(kernel, inputs, example.attributes);
    return { tensors, outputs: tensors.map((tensor, index) => resultOf(`output ${index}`, tensor)) };
  });
  if ("error" in computed) return { outputs: [], gradients: [], error: computed.error };
  const { tensors, outputs } = computed.value;
  const gradients = attempt(() => gradientsOf(kernel, inputs, tensors, example));
  return "error" in gradients
    ? { outputs, gradients: [], gradientError: gradients.error }
    : { outputs, gradients: gradients.value };
}

function attempt<T>(compute: () => T): { readonly value: T } | { readonly error: string } {
  try {
    return { value: compute() };
  } catch (error) {
    return { error: String(error) };
  }
}

/** What differs between the WASM backend and the CPU backend, on an example that the CPU backend accepts. */
export function differences(wasm: Outcome, cpu: Outcome): string[] {
  if (wasm.error !== undefined) return [`WASM throws ${wasm.error}`];
  if (wasm.leaked !== 0) return [`WASM leaks ${wasm.leaked} tensors`];
  const outputs = cpu.outputs.flatMap((result, index) => difference(wasm.outputs[index], result));
  if (cpu.gradientError !== undefined) return outputs;
  if (wasm.gradientError !== undefined) return [...outputs, `WASM's gradient throws ${wasm.gradientError}`];
  return [...outputs, ...cpu.gradients.flatMap((result, index) => difference(wasm.gradients[index], result))];
}

function difference(found: Result | undefined, wanted: Result): string[] {
  const { name, shape, dtype, values } = wanted;
  if (found === undefined) return [`${name} is missing`];
  if (found.name !== name) return [`${found.name} instead of ${name}`];
  if (found.dtype !== dtype) return [`${name} is ${found.dtype} instead of ${dtype}`];
  if (!tf.util.arraysEqual([...found.shape], [...shape]))
    return [`${name} is [${found.shape}] instead of [${shape}]`];
  // The CPU backend may compute values that belong to no element.
  const index = values
    .slice(0, tf.util.sizeFromShape([...shape]))
    .findIndex((value, at) => !isClose(found.values[at], value));
  return index < 0 ? [] : [`${name} has ${found.values[index]} instead of ${values[index]} at ${index}`];
}

const TOLERANCE = 1e-4;

function isClose(a: unknown, b: unknown): boolean {
  if (a === b || Object.is(a, b)) return true;
  if (typeof a !== "number" || typeof b !== "number" || !Number.isFinite(b)) return false;
  return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(b));
}

function runKernel(kernel: string, inputs: Inputs, attributes: Example["attributes"]): tf.Tensor[] {
  const outputs: tf.Tensor | tf.Tensor[] = tf
    .engine()
    .runKernel(kernel, inputs as unknown as tf.NamedTensorMap, { ...attributes } as tf.NamedAttrMap);
  return [outputs].flat();
}

function tensorsOf({ inputs }: Example): Inputs {
  if (isList(inputs)) return inputs.map(tensorOf);
  const entries = Object.entries(inputs).map(([name, value]) => {
    if (value === undefined) return [name, undefined] as const;
    return [name, isList(value) ? value.map(tensorOf) : tensorOf(value)] as const;
  });
  return Object.fromEntries(entries);
}

function isList<T>(value: T | readonly Value[]): value is readonly Value[] {
  return Array.isArray(value);
}

function tensorOf({ shape, dtype, values }: Value): tf.Tensor {
  if (dtype === "complex64") {
    const part = (offset: number): tf.Tensor =>
      tf.tensor(Float32Array.from(values.filter((_, index) => index % 2 === offset).map(Number)), [...shape]);
    return tf.complex(part(0), part(1));
  }
  return tf.tensor(dtype === "string" ? values.map(String) : values.map(Number), [...shape], dtype);
}

function resultOf(name: string, tensor: tf.Tensor): Result {
  const values: ArrayLike<number | string> = tensor.dataSync<tf.DataType>();
  return { name, shape: tensor.shape, dtype: tensor.dtype, values: Array.from(values) };
}

/** The gradients of every float32 output with respect to every float32 input. */
function gradientsOf(
  kernel: string,
  inputs: Inputs,
  outputs: readonly tf.Tensor[],
  example: Example,
): Result[] {
  if (tf.getGradient(kernel) == null) return [];
  const sources = Object.values(inputs).flat().filter(isFloat);
  if (sources.length === 0) return [];
  return outputs.flatMap((output, index) => {
    if (!isFloat(output)) return [];
    const run = (): tf.Tensor => {
      const again = runKernel(kernel, inputs, example.attributes)[index];
      if (again === undefined) throw new Error("The kernel returned fewer outputs the second time.");
      return again;
    };
    const { grads } = tf.engine().gradients(run, sources, outputGradient(output), true);
    return grads.flatMap((gradient, source) =>
      gradient == null
        ? []
        : [resultOf(`gradient of output ${index} with respect to float input ${source}`, gradient)],
    );
  });
}

function isFloat(tensor: tf.Tensor | undefined): tensor is tf.Tensor {
  return tensor?.dtype === "float32";
}

/** Some of it zero, as below a pooling. */
function outputGradient({ shape, size }: tf.Tensor): tf.Tensor {
  const random = randomOf(size + 1);
  const values = Float32Array.from({ length: size }, () => (random() < 0.3 ? 0 : 2 * random() - 1));
  return tf.tensor(values, shape);
}
