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
 * The losses that a model is compiled with by name are one operation each, and one for the gradient. TensorFlow.js composes
 * them of about forty, which is nearly half of what a step of a small network runs.
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
      ? sampleLosses(engine, name, targets, outputs)
      : stock(targets, outputs);
  };
}

function supports(engine: Engine, name: LossName, targets: tf.Tensor, outputs: tf.Tensor): boolean {
  const [samples = 0, columns = 0] = outputs.shape;
  const perSample = name === "sparseCategoricalCrossentropy" ? 1 : columns;
  return (
    outputs.rank === 2 &&
    outputs.size > 0 &&
    tf.util.arraysEqual(targets.shape, [samples, perSample]) &&
    [targets, outputs].every((tensor) => isFloatOnBackend(engine, tensor))
  );
}

function isFloatOnBackend(engine: Engine, tensor: tf.Tensor): boolean {
  return tensor.dtype === "float32" && isOnBackend(engine, tensor) && areFloatsFinite(engine, tensor);
}

/** The loss of each sample [samples], of outputs [samples, columns]. */
function sampleLosses(engine: Engine, name: LossName, targets: tf.Tensor, outputs: tf.Tensor): tf.Tensor {
  const run = tf.customGrad((x, save) => {
    const [values, slopes] = evaluate(engine, name, targets, x as tf.Tensor);
    (save as tf.GradSaveFunc)([tf.tensor(slopes, outputs.shape)]);
    return {
      value: tf.tensor1d(values),
      gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => tf.mul(saved ?? dy, dy.expandDims(1)),
    };
  });
  return run(outputs);
}

/** The losses, and the derivative of each by the outputs of its sample. */
function evaluate(
  { backend }: Engine,
  name: LossName,
  y: tf.Tensor,
  x: tf.Tensor,
): [values: Float32Array, slopes: Float32Array] {
  const [samples = 0, columns = 0] = x.shape;
  const [outputs, targets] = [
    backend.typedArrayFromHeap(x) as Float32Array,
    backend.typedArrayFromHeap(y) as Targets,
  ];
  const gradient = new Float32Array(samples * columns);
  const lossOf = SAMPLE_LOSSES[name]({ outputs, targets, batch: 1, columns, gradient, sampleWeights: null });
  return [Float32Array.from({ length: samples }, (_, row) => lossOf(row)), gradient];
}
