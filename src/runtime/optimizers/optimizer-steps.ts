import * as tf from "@tensorflow/tfjs";
import type { Engine } from "../kernels/engine.ts";
import { floatsAt } from "../kernels/memory.ts";
import { isOnBackend, writable } from "../kernels/writable.ts";
import { NadamOptimizer } from "./nadam.ts";
import { type Slot, slot } from "./slots.ts";

/** One step of an optimizer over all variables of a model: one kernel call per variable, in place. */
export interface OptimizerStep {
  /** Updates the model's `index`-th variable by the gradient at an address. */
  update(variable: tf.Variable, index: number, gradient: number): void;
  /** Called after the last variable. */
  end(): void;
}

/**
 * Begins the next step of an optimizer, whose state must match the variables (`hasStateOf`). Returns undefined for an
 * optimizer that has no kernel (Adagrad, Adadelta, Adamax, centred RMSProp, a custom one), or whose state is not on the
 * WASM backend.
 */
export function beginStep(engine: Engine, optimizer: tf.Optimizer): OptimizerStep | undefined {
  switch (classNameOf(optimizer)) {
    case "SGD":
      return stepSgd(engine, optimizer as unknown as Sgd);
    case "Momentum":
      return stepMomentum(engine, optimizer as unknown as Momentum);
    case "RMSProp":
      return stepRmsProp(engine, optimizer as unknown as RmsProp);
    case "Adam":
      return stepAdam(engine, optimizer as unknown as Adam);
    case "Nadam":
      return stepNadam(engine, optimizer as NadamOptimizer);
    default:
      return undefined;
  }
}

/**
 * Whether the slots of an optimizer have the shapes of these variables. An optimizer that trained another model before has
 * slots for that model: TensorFlow.js throws an error then, but a kernel would write out of bounds.
 */
export function hasStateOf(optimizer: tf.Optimizer, variables: readonly tf.Variable[]): boolean {
  return SLOT_FIELDS.map((field) => Reflect.get(optimizer, field) as (Slot | undefined)[] | undefined).every(
    (slots) =>
      variables.every((variable, index) => {
        const state = slots?.[index]?.variable;
        return state === undefined || tf.util.arraysEqual(state.shape, variable.shape);
      }),
  );
}

/** The fields of all optimizers that hold slots. */
const SLOT_FIELDS = [
  ...["accumulations", "accumulatedMeanSquares", "accumulatedMoments"],
  ...["accumulatedFirstMoment", "accumulatedSecondMoment", "moments", "velocities"],
];

/** Whether the optimizer has a kernel. */
export function hasStep(optimizer: tf.Optimizer): boolean {
  const name = classNameOf(optimizer);
  return name in CLASSES && (name !== "RMSProp" || !(optimizer as unknown as RmsProp).centered);
}

/** Whether the optimizer is not subclassed or changed, for example by an `applyGradients` that clips gradients. */
export function isPlain(optimizer: tf.Optimizer): boolean {
  const isChanged = METHODS.some((method) => Object.hasOwn(optimizer, method));
  return !isChanged && optimizer.constructor === CLASSES[classNameOf(optimizer)];
}

const METHODS = ["minimize", "computeGradients", "applyGradients"];
const CLASSES: Readonly<Record<string, unknown>> = {
  SGD: tf.SGDOptimizer,
  Momentum: tf.MomentumOptimizer,
  RMSProp: tf.RMSPropOptimizer,
  Adam: tf.AdamOptimizer,
  Nadam: NadamOptimizer,
};

/** Used instead of `instanceof`, which TensorFlow.js overrides to accept every optimizer. */
function classNameOf(optimizer: tf.Optimizer): string {
  return optimizer.getClassName();
}

// The fields of TensorFlow.js's optimizers that their types leave out.
interface Internals {
  incrementIterations(): void;
}
interface Sgd extends Internals {
  /** −learningRate */
  readonly c: tf.Scalar;
}
interface Momentum extends Sgd {
  readonly m: tf.Scalar;
  readonly useNesterov: boolean;
  readonly accumulations: Slot[];
}
interface RmsProp extends Internals {
  readonly learningRate: number;
  readonly decay: number;
  readonly momentum: number;
  readonly epsilon: number;
  readonly centered: boolean;
  readonly accumulatedMeanSquares: Slot[];
  readonly accumulatedMoments: Slot[];
}
interface Adam extends Internals {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly accBeta1: tf.Variable;
  readonly accBeta2: tf.Variable;
  readonly accumulatedFirstMoment: Slot[];
  readonly accumulatedSecondMoment: Slot[];
}

function stepSgd(engine: Engine, optimizer: Sgd): OptimizerStep {
  const learningRate = -readScalar(optimizer.c);
  return {
    update: (variable, _index, gradient) =>
      engine.kernels.stepSgd({
        variable: writable(engine, variable),
        count: variable.size,
        gradient,
        learningRate,
      }),
    end: () => optimizer.incrementIterations(),
  };
}

function stepMomentum(engine: Engine, optimizer: Momentum): OptimizerStep {
  const learningRate = -readScalar(optimizer.c);
  const momentum = readScalar(optimizer.m);
  return {
    update(variable, index, gradient) {
      const moment = slot(optimizer.accumulations, index, `${variable.name}/momentum`, variable);
      engine.kernels.stepMomentum({
        variable: writable(engine, variable),
        count: variable.size,
        gradient,
        moment: writable(engine, moment),
        learningRate,
        momentum,
        nesterov: optimizer.useNesterov,
      });
    },
    end: () => optimizer.incrementIterations(),
  };
}

function stepRmsProp(engine: Engine, optimizer: RmsProp): OptimizerStep | undefined {
  if (optimizer.centered) return undefined;
  const { learningRate, decay, momentum, epsilon } = optimizer;
  return {
    update(variable, index, gradient) {
      const square = slot(optimizer.accumulatedMeanSquares, index, `${variable.name}/rms`, variable);
      const moment = slot(optimizer.accumulatedMoments, index, `${variable.name}/momentum`, variable);
      engine.kernels.stepRmsProp({
        variable: writable(engine, variable),
        count: variable.size,
        gradient,
        square: writable(engine, square),
        moment: writable(engine, moment),
        learningRate,
        decay,
        momentum,
        epsilon,
      });
    },
    end: () => optimizer.incrementIterations(),
  };
}

function stepAdam(engine: Engine, optimizer: Adam): OptimizerStep | undefined {
  const { learningRate, beta1, beta2, epsilon, accBeta1, accBeta2 } = optimizer;
  if (!isOnBackend(engine, accBeta1) || !isOnBackend(engine, accBeta2)) return undefined;
  const [product1, product2] = [readScalar(accBeta1), readScalar(accBeta2)];
  return {
    update(variable, index, gradient) {
      const moment = slot(optimizer.accumulatedFirstMoment, index, `${variable.name}/m`, variable);
      const velocity = slot(optimizer.accumulatedSecondMoment, index, `${variable.name}/v`, variable);
      engine.kernels.stepAdam({
        variable: writable(engine, variable),
        count: variable.size,
        gradient,
        moment: writable(engine, moment),
        velocity: writable(engine, velocity),
        learningRate,
        beta1,
        beta2,
        correction1: 1 - product1,
        correction2: 1 - product2,
        epsilon,
      });
    },
    end() {
      writeScalar(engine, accBeta1, product1 * Math.fround(beta1));
      writeScalar(engine, accBeta2, product2 * Math.fround(beta2));
      optimizer.incrementIterations();
    },
  };
}

function stepNadam(engine: Engine, optimizer: NadamOptimizer): OptimizerStep {
  const { learningRate, beta1, beta2, epsilon } = optimizer;
  const coefficients = optimizer.begin();
  return {
    update(variable, index, gradient) {
      const { moment, velocity } = optimizer.slots(index, variable);
      engine.kernels.stepNadam({
        variable: writable(engine, variable),
        count: variable.size,
        gradient,
        moment: writable(engine, moment),
        velocity: writable(engine, velocity),
        learningRate,
        beta1,
        beta2,
        coefficients,
        epsilon,
      });
    },
    end: () => (optimizer as unknown as Internals).incrementIterations(),
  };
}

function readScalar(scalar: tf.Tensor): number {
  return scalar.dataSync()[0] ?? Number.NaN;
}

function writeScalar(engine: Engine, variable: tf.Variable, value: number): void {
  floatsAt(engine, writable(engine, variable), 1)[0] = value;
}
