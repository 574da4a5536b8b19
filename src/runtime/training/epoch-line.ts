/**
 * The line that Keras prints after an epoch:
 * `Epoch 1/3 - 9s - loss: 0.7428 - accuracy: 0.7394 - val_loss: 0.5238 - val_accuracy: 0.8128`.
 *
 * @param epoch counted from 1
 */
export function epochLine(
  epoch: number,
  epochs: number,
  milliseconds: number,
  metrics: Readonly<Record<string, number>>,
): string {
  const parts = Object.entries(metrics)
    .toSorted(([a], [b]) => Number(a.startsWith("val_")) - Number(b.startsWith("val_")))
    .map(([name, value]) => `${kerasName(name)}: ${format(value)}`);
  return [`Epoch ${epoch}/${epochs}`, `${Math.round(milliseconds / 1000)}s`, ...parts].join(" - ");
}

/** TensorFlow.js abbreviates `accuracy` to `acc`; Keras does not. */
function kerasName(name: string): string {
  return name.replace(/^(val_)?acc$/, "$1accuracy");
}

/** Keras's format: four decimals, and an exponent for values too small for that. */
function format(value: number): string {
  return Math.abs(value) > 1e-3 || value === 0 || !Number.isFinite(value)
    ? value.toFixed(4)
    : value.toExponential(4);
}
