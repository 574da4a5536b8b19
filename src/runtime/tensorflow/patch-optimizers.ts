import * as tf from "@tensorflow/tfjs";
import type { Engine } from "../kernels/engine.ts";
import { runningEngine } from "../kernels/register.ts";
import { isOnBackend } from "../kernels/writable.ts";
import { NadamOptimizer } from "../optimizers/nadam.ts";
import { beginStep, hasStateOf } from "../optimizers/optimizer-steps.ts";

type Gradients = Parameters<tf.Optimizer["applyGradients"]>[0];

/**
 * Gives the optimizers of TensorFlow.js, and Nadam, one kernel per variable instead of a dozen operations. On backends
 * without our kernels, and for optimizers without a kernel, the stock method runs.
 */
export function patchOptimizers(): void {
  const prototypes: readonly tf.Optimizer[] = [
    tf.SGDOptimizer.prototype,
    tf.MomentumOptimizer.prototype,
    tf.RMSPropOptimizer.prototype,
    tf.AdamOptimizer.prototype,
    NadamOptimizer.prototype,
  ];
  // Collects all stock methods before replacing any: Momentum inherits from SGD.
  const stock = prototypes.map((prototype) => prototype.applyGradients);
  prototypes.forEach((prototype, index) => {
    prototype.applyGradients = function (this: tf.Optimizer, gradients: Gradients) {
      const engine = runningEngine();
      if (engine === undefined || !applyWithKernels(engine, this, gradients))
        stock[index]?.call(this, gradients);
    };
  });
}

function applyWithKernels(engine: Engine, optimizer: tf.Optimizer, gradients: Gradients): boolean {
  const named = Array.isArray(gradients)
    ? gradients
    : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
  const pairs = named.flatMap(({ name, tensor: gradient }) => {
    const variable = tf.engine().registeredVariables[name];
    return variable !== undefined && gradient != null && isSupported(engine, variable, gradient)
      ? [{ variable, gradient }]
      : [];
  });
  const variables = pairs.map(({ variable }) => variable);
  if (pairs.length < named.length || !hasStateOf(optimizer, variables)) return false;
  const step = beginStep(engine, optimizer);
  if (step === undefined) return false;
  for (const [index, { variable, gradient }] of pairs.entries())
    step.update(variable, index, engine.address(gradient));
  step.end();
  return true;
}

/** A gradient that broadcasts, and a variable of another type, are left to TensorFlow.js's own step. */
function isSupported(engine: Engine, variable: tf.Variable, gradient: tf.Tensor): boolean {
  return (
    [variable, gradient].every((tensor) => isOnBackend(engine, tensor) && tensor.dtype === "float32") &&
    tf.util.arraysEqual(variable.shape, gradient.shape)
  );
}
