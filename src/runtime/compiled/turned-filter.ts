import type * as tf from "@tensorflow/tfjs";
import { FLOAT_BYTES, roundUpToVector } from "../kernels/engine.ts";
import type { ConvolutionPlan } from "./architecture.ts";
import type { Site } from "./stage.ts";

/** A filter with its outputs first, as `assembly/sparse-gradient.ts` reads it: [outputs, rows, width]. */
export interface TurnedFilter {
  /** Length of a row, a multiple of four. */
  readonly width: number;
  /** The filter as it is now, turned. */
  read(): number;
  /** Where a turned gradient is to be added up, at zero. */
  open(): number;
  /** Turns the gradient back, into the filter's own shape. */
  close(gradient: number): void;
}

export function turnedFilter(
  site: Site,
  kernel: tf.Variable,
  { input, output, window }: ConvolutionPlan,
): TurnedFilter {
  const { engine } = site;
  const { kernels } = engine;
  const run = window.columns * input.channels;
  const inputs = window.rows * run;
  const outputs = output.channels;
  const width = roundUpToVector(run);
  const exact = width === run;
  const wide = site.room(outputs * window.rows * width);
  const narrow = exact ? wide : site.room(outputs * inputs);
  return {
    width,
    read() {
      kernels.transpose(engine.address(kernel), narrow, inputs, outputs, inputs);
      if (!exact) kernels.widen(narrow, wide, outputs * window.rows, run, width);
      return wide;
    },
    open() {
      new Uint8Array(engine.bytes(), wide, outputs * window.rows * width * FLOAT_BYTES).fill(0);
      return wide;
    },
    close(gradient) {
      if (!exact) kernels.narrow(wide, narrow, outputs * window.rows, run, width);
      kernels.transpose(narrow, gradient, outputs, inputs, outputs);
    },
  };
}
