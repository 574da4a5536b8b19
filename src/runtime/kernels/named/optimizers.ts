import type { KernelExports } from "../kernel-exports.ts";

/** A variable of `count` float32 and its gradient. */
export interface Update {
  readonly variable: number;
  readonly gradient: number;
  readonly count: number;
  readonly learningRate: number;
}

export interface MomentumUpdate extends Update {
  readonly moment: number;
  readonly momentum: number;
  readonly nesterov: boolean;
}

export interface RmsPropUpdate extends Update {
  readonly square: number;
  readonly moment: number;
  readonly decay: number;
  readonly momentum: number;
  readonly epsilon: number;
}

export interface AdamUpdate extends Update {
  readonly moment: number;
  readonly velocity: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly correction1: number;
  readonly correction2: number;
  readonly epsilon: number;
}

export interface NadamUpdate extends Update {
  readonly moment: number;
  readonly velocity: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly coefficients: { readonly moment: number; readonly gradient: number; readonly velocity: number };
  readonly epsilon: number;
}

/** Names the arguments of the kernels of `assembly/optimizers.ts`. */
export function optimizerSteps(exports: KernelExports) {
  return {
    stepSgd(by: Update): void {
      exports.stepSgd(by.variable, by.gradient, by.count, by.learningRate);
    },

    stepMomentum(by: MomentumUpdate): void {
      exports.stepMomentum(
        by.variable,
        by.gradient,
        by.moment,
        by.count,
        by.learningRate,
        by.momentum,
        Number(by.nesterov),
      );
    },

    stepRmsProp(by: RmsPropUpdate): void {
      exports.stepRmsProp(
        by.variable,
        by.gradient,
        by.square,
        by.moment,
        by.count,
        by.learningRate,
        by.decay,
        1 - by.decay,
        by.momentum,
        by.epsilon,
      );
    },

    stepAdam(by: AdamUpdate): void {
      exports.stepAdam(
        by.variable,
        by.gradient,
        by.moment,
        by.velocity,
        by.count,
        by.learningRate,
        by.beta1,
        1 - by.beta1,
        by.beta2,
        1 - by.beta2,
        by.correction1,
        by.correction2,
        by.epsilon,
      );
    },

    stepNadam(by: NadamUpdate): void {
      exports.stepNadam(
        by.variable,
        by.gradient,
        by.moment,
        by.velocity,
        by.count,
        by.learningRate,
        1 - by.beta1,
        1 - by.beta2,
        by.coefficients.moment,
        by.coefficients.gradient,
        by.coefficients.velocity,
        by.epsilon,
      );
    },
  };
}
