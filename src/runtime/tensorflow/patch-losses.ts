import * as tf from "@tensorflow/tfjs";
import type { LossName } from "../compiled/architecture.ts";
import { SAMPLE_LOSSES, type Targets } from "../compiled/losses.ts";
import { internalsOf, type LossFunction } from "../compiled/model-internals.ts";
import { LOSSES_BY_NAME } from "../compiled/read/read-model.ts";
import type { Engine } from "../kernels/engine.ts";
import { areFloatsFinite } from "../kernels/memory.ts";
import { runningEngine } from "../kernels/register.ts";
import { isOnBackend } from "../kernels/writable.ts";

/**
 * Computes each loss that a model was compiled with by name in one operation, and its gradient in another. TensorFlow.js
 * uses about forty, nearly half of all the operations in a small network's training step.
 */
export function patchLosses(): void {
  const { prototype } = tf.LayersModel;
  const { compile } = prototype;
  prototype.compile = function (args) {
    compile.call(this, args);
    const internals = internalsOf(this);
    const { loss } = internals;
    internals.lossFunctions = internals.lossFunctions.map((stock, output) => {
      const name = LOSSES_BY_NAME.get(Array.isArray(loss) ? loss[output] : loss);
      return name === undefined ? stock : withKernel(name, stock);
    });
  };
}

/** Leaves the values that the kernel does not support to TensorFlow.js, which also reports shapes that do not match. */
function withKernel(name: LossName, stock: LossFunction): LossFunction {
  return (targets, outputs) => {
    const engine = runningEngine();
    return engine !== undefined && supports(engine, name, targets, outputs)
      ? sampleLosses({ engine, name, stock }, targets, outputs)
      : stock(targets, outputs);
  };
}

function supports(engine: Engine, name: LossName, targets: tf.Tensor, outputs: tf.Tensor): boolean {
  const [samples = 0, columns = 0] = outputs.shape;
  const isSparse = name === "sparseCategoricalCrossentropy";
  // TensorFlow.js rejects other class indices, and a single class.
  if (isSparse && (targets.dtype !== "float32" || columns < 2)) return false;
  return (
    outputs.rank === 2 &&
    outputs.dtype === "float32" &&
    outputs.size > 0 &&
    tf.util.arraysEqual(targets.shape, [samples, isSparse ? 1 : columns]) &&
    [targets, outputs].every((tensor) => isFiniteOnBackend(engine, tensor))
  );
}

function isFiniteOnBackend(engine: Engine, tensor: tf.Tensor): boolean {
  if (!isOnBackend(engine, tensor)) return false;
  switch (tensor.dtype) {
    case "float32":
      return areFloatsFinite(engine, tensor);
    case "int32":
    case "bool":
      return true;
    default:
      return false;
  }
}

interface LossKernel {
  readonly engine: Engine;
  readonly name: LossName;
  readonly stock: LossFunction;
}

/** The loss of each sample [samples], of outputs [samples, columns]. */
function sampleLosses(kernel: LossKernel, targets: tf.Tensor, outputs: tf.Tensor): tf.Tensor {
  const run = tf.customGrad((x, save) => {
    (save as tf.GradSaveFunc)([x as tf.Tensor, targets]);
    return {
      value: tf.tensor1d(evaluate(kernel, targets, x as tf.Tensor, null)),
      gradFunc: (dy: tf.Tensor, [saved = outputs, labels = targets]: tf.Tensor[]) =>
        gradientOf(kernel, labels, saved, dy),
    };
  });
  return run(outputs);
}

/**
 * The gradient with respect to the outputs. If it is differentiated itself, TensorFlow.js computes it, by operations that
 * are on the tape.
 */
function gradientOf(kernel: LossKernel, targets: tf.Tensor, outputs: tf.Tensor, dy: tf.Tensor): tf.Tensor {
  if (tf.engine().isTapeOn()) return tf.grad((x) => kernel.stock(targets, x))(outputs, dy);
  const gradient = new Float32Array(outputs.size);
  evaluate(kernel, targets, outputs, gradient);
  return tf.mul(tf.tensor(gradient, outputs.shape), dy.expandDims(1));
}

/** The losses; writes the derivative of each with respect to the outputs of its sample unless `gradient` is null. */
function evaluate(
  { engine: { backend }, name }: LossKernel,
  y: tf.Tensor,
  x: tf.Tensor,
  gradient: Float32Array | null,
): Float32Array {
  const [samples = 0, columns = 0] = x.shape;
  const outputs = backend.typedArrayFromHeap(x) as Float32Array;
  const targets = backend.typedArrayFromHeap(y) as Targets;
  const lossOf = SAMPLE_LOSSES[name]({ outputs, targets, batch: 1, columns, gradient, sampleWeights: null });
  return Float32Array.from({ length: samples }, (_, row) => lossOf(row));
}
