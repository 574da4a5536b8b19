import type { Engine } from "./engine.ts";
/**
 * Gives the optimizers of TensorFlow.js, and Nadam, one kernel per variable instead of a dozen operations. The
 * engine is asked for at each step: on another backend, and for what has no kernel, they go on as they were.
 */
export declare function installOptimizerSteps(runningEngine: () => Engine | undefined): void;
