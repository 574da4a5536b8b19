import type { Training } from "../../../../src/protocol/output.ts";

/** A training that has ended, with these losses of its epochs. */
export function training(losses: readonly (number | null)[], key = "training-1"): Training {
  return {
    type: "training",
    key,
    epochs: losses.length,
    rows: losses.map((loss) => ({ steps: 10, step: 10, ms: 2000, done: true, metrics: { loss } })),
    curves: [
      { name: "loss", points: losses.map((loss, index): [number, number | null] => [index + 1, loss]) },
    ],
    stopped: false,
  };
}
