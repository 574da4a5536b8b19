/** The softmax of each row, in place: e^(x − max) / Σ e^(x − max). */
export function softmax(values: Float32Array, rows: number, columns: number): void {
  for (let start = 0; start < rows * columns; start += columns) {
    let largest = Number.NEGATIVE_INFINITY;
    for (let i = start; i < start + columns; i++) largest = Math.max(largest, values[i] ?? 0);
    let total = 0;
    for (let i = start; i < start + columns; i++) {
      const power = Math.exp((values[i] ?? 0) - largest);
      values[i] = power;
      total += power;
    }
    for (let i = start; i < start + columns; i++) values[i] = (values[i] ?? 0) / total;
  }
}

/** The gradient with respect to the inputs of softmax, from that of its outputs p, in place: p · (dp − Σ dp p). */
export function softmaxGradient(
  outputs: Float32Array,
  gradients: Float32Array,
  rows: number,
  columns: number,
): void {
  for (let start = 0; start < rows * columns; start += columns) {
    let total = 0;
    for (let i = start; i < start + columns; i++) total += (outputs[i] ?? 0) * (gradients[i] ?? 0);
    for (let i = start; i < start + columns; i++)
      gradients[i] = (outputs[i] ?? 0) * ((gradients[i] ?? 0) - total);
  }
}
