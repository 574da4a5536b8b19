import type { MetricPlan } from "./architecture.ts";
import type { Targets } from "./losses.ts";

type OwnMetric = Exclude<MetricPlan["type"], "stock">;

/** The mean of a metric over a batch of outputs [batch, columns]. */
export type Metric = (outputs: Float32Array, targets: Targets, batch: number, columns: number) => number;

export const METRICS: Readonly<Record<OwnMetric, Metric>> = {
  /** The share of samples whose largest output is that of the largest target. */
  categoricalAccuracy(outputs, targets, batch, columns) {
    let right = 0;
    for (let row = 0; row < batch; row++) {
      if (argmax(outputs, row, columns) === argmax(targets, row, columns)) right += 1;
    }
    return right / batch;
  },

  /** The share of samples whose largest output is that of the target class. */
  sparseCategoricalAccuracy(outputs, targets, batch, columns) {
    let right = 0;
    for (let row = 0; row < batch; row++) if (argmax(outputs, row, columns) === targets[row]) right += 1;
    return right / batch;
  },

  /** The share of outputs that are above ½ exactly if the target is 1. */
  binaryAccuracy(outputs, targets, batch, columns) {
    let right = 0;
    for (let i = 0; i < batch * columns; i++) if (Number((outputs[i] ?? 0) > 0.5) === targets[i]) right += 1;
    return right / (batch * columns);
  },
};

/** The index of the largest value of a row, the first of equals. */
function argmax(values: Targets, row: number, columns: number): number {
  let best = 0;
  for (let column = 1; column < columns; column++) {
    if ((values[row * columns + column] ?? 0) > (values[row * columns + best] ?? 0)) best = column;
  }
  return best;
}
