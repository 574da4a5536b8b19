import type { Training } from "../../../protocol/output.ts";

type Curve = Training["curves"][number];

/** The curves of one metric: on the training split, and on the validation split if there is one. */
export interface MetricCurves {
  /** Unabbreviated: `loss`, `accuracy`. */
  readonly name: string;
  readonly training: readonly Point[];
  readonly validation: readonly Point[];
}

export interface Point {
  /** Epochs passed. */
  readonly x: number;
  readonly y: number;
}

/** The curves by metric, accuracy first and the loss last. */
export function curvesByMetric(output: Training): readonly MetricCurves[] {
  const names = new Set(output.curves.map((curve) => plainName(curve.name)));
  return [...names].sort(byInterest).map((name) => ({
    name,
    training: pointsOf(
      output.curves.filter((curve) => !isValidation(curve.name) && plainName(curve.name) === name),
    ),
    validation: pointsOf(
      output.curves.filter((curve) => isValidation(curve.name) && plainName(curve.name) === name),
    ),
  }));
}

/** `val_acc` → `accuracy`. */
export function plainName(name: string): string {
  const bare = isValidation(name) ? name.slice("val_".length) : name;
  return bare === "acc" ? "accuracy" : bare.replaceAll("_", " ");
}

export function isValidation(name: string): boolean {
  return name.startsWith("val_");
}

/** Accuracy first, other metrics after it, the loss last. */
export function byInterest(one: string, other: string): number {
  return rank(one) - rank(other) || one.localeCompare(other);
}

function rank(name: string): number {
  return name === "accuracy" ? 0 : name === "loss" ? 2 : 1;
}

/** Values that are not finite, such as a diverged loss, are left out. */
function pointsOf(curves: readonly Curve[]): readonly Point[] {
  return curves.flatMap((curve) => curve.points.flatMap(([x, y]) => (y === null ? [] : [{ x, y }])));
}
