import * as tf from "@tensorflow/tfjs";
import type { Engine } from "../kernels/engine.ts";
import { isHere, writable } from "../kernels/writable.ts";
import { NadamOptimizer } from "./nadam.ts";
import { type Slot, slot } from "./slots.ts";

/** One step of an optimizer over all variables of a model: one kernel for each, in place. */
export interface OptimizerStep {
  /** Steps the model's `index`-th variable by the gradient at this address. */
  update(variable: tf.Variable, index: number, gradient: number): void;
  /** After the last variable. */
  end(): void;
}

/**
 * Opens the optimizer's next step, over variables that its state fits (`hasStateOf`). Undefined for an optimizer that
 * has no kernel (Adagrad, Adadelta, Adamax, centred RMSProp, a student's own), or whose state is not on the WASM
 * backend.
 */
export function beginStep(engine: Engine, optimizer: tf.Optimizer): OptimizerStep | undefined {
  switch (className(optimizer)) {
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
 * Whether what the optimizer keeps beside these variables is of their shapes: one that trained another model before has
 * that model's. TensorFlow.js's own step says so; a kernel would write beyond it.
 */
export function hasStateOf(optimizer: tf.Optimizer, variables: readonly tf.Variable[]): boolean {
  return STATE.map((field) => Reflect.get(optimizer, field) as (Slot | undefined)[] | undefined).every(
    (slots) =>
      variables.every((variable, index) => {
        const kept = slots?.[index]?.variable;
        return kept === undefined || tf.util.arraysEqual(kept.shape, variable.shape);
      }),
  );
}

/** Where the optimizers keep it. */
const STATE = [
  ...["accumulations", "accumulatedMeanSquares", "accumulatedMoments"],
  ...["accumulatedFirstMoment", "accumulatedSecondMoment", "moments", "velocities"],
];

/** Whether the optimizer has a kernel. */
export function hasStep(optimizer: tf.Optimizer): boolean {
  const name = className(optimizer);
  return name in CLASSES && (name !== "RMSProp" || !(optimizer as unknown as RmsProp).centered);
}

/** Whether the optimizer does what its name says and no more: an `applyGradients` of one's own clips gradients, say. */
export function isPlain(optimizer: tf.Optimizer): boolean {
  const changed = METHODS.some((method) => Object.hasOwn(optimizer, method));
  return !changed && optimizer.constructor === CLASSES[className(optimizer)];
}

const METHODS = ["minimize", "computeGradients", "applyGradients"];
const CLASSES: Readonly<Record<string, unknown>> = {
  SGD: tf.SGDOptimizer,
  Momentum: tf.MomentumOptimizer,
  RMSProp: tf.RMSPropOptimizer,
  Adam: tf.AdamOptimizer,
  Nadam: NadamOptimizer,
};

/** `instanceof` says yes to every optimizer of TensorFlow.js, by its own design. */
function className(optimizer: tf.Optimizer): string {
  return optimizer.getClassName();
}

// The state of TensorFlow.js's optimizers, as their classes have it though their types do not show it.
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
  const rate = -readScalar(optimizer.c);
  return {
    update: (variable, _index, gradient) =>
      void engine.kernels.stepSgd(writable(engine, variable), gradient, variable.size, rate),
    end: () => optimizer.incrementIterations(),
  };
}

function stepMomentum(engine: Engine, optimizer: Momentum): OptimizerStep {
  const rate = -readScalar(optimizer.c);
  const momentum = readScalar(optimizer.m);
  return {
    update(variable, index, gradient) {
      const moment = slot(optimizer.accumulations, index, `${variable.name}/momentum`, variable);
      engine.kernels.stepMomentum(
        writable(engine, variable),
        gradient,
        writable(engine, moment),
        variable.size,
        rate,
        momentum,
        Number(optimizer.useNesterov),
      );
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
      engine.kernels.stepRmsProp(
        writable(engine, variable),
        gradient,
        writable(engine, square),
        writable(engine, moment),
        variable.size,
        learningRate,
        decay,
        1 - decay,
        momentum,
        epsilon,
      );
    },
    end: () => optimizer.incrementIterations(),
  };
}

function stepAdam(engine: Engine, optimizer: Adam): OptimizerStep | undefined {
  const { learningRate, beta1, beta2, epsilon, accBeta1, accBeta2 } = optimizer;
  if (!isHere(engine, accBeta1) || !isHere(engine, accBeta2)) return undefined;
  const [product1, product2] = [readScalar(accBeta1), readScalar(accBeta2)];
  return {
    update(variable, index, gradient) {
      const moment = slot(optimizer.accumulatedFirstMoment, index, `${variable.name}/m`, variable);
      const velocity = slot(optimizer.accumulatedSecondMoment, index, `${variable.name}/v`, variable);
      engine.kernels.stepAdam(
        writable(engine, variable),
        gradient,
        writable(engine, moment),
        writable(engine, velocity),
        variable.size,
        learningRate,
        beta1,
        1 - beta1,
        beta2,
        1 - beta2,
        1 - product1,
        1 - product2,
        epsilon,
      );
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
  const by = optimizer.begin();
  return {
    update(variable, index, gradient) {
      const { moment, velocity } = optimizer.slots(index, variable);
      engine.kernels.stepNadam(
        writable(engine, variable),
        gradient,
        writable(engine, moment),
        writable(engine, velocity),
        variable.size,
        learningRate,
        1 - beta1,
        1 - beta2,
        by.moment,
        by.gradient,
        by.velocity,
        epsilon,
      );
    },
    end: () => (optimizer as unknown as Internals).incrementIterations(),
  };
}

function readScalar(scalar: tf.Tensor): number {
  return scalar.dataSync()[0] ?? Number.NaN;
}

function writeScalar(engine: Engine, variable: tf.Variable, value: number): void {
  new Float32Array(engine.bytes(), writable(engine, variable), 1)[0] = value;
}
