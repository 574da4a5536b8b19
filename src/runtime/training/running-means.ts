const { fround } = Math;

/** The means of loss and metrics over an epoch, in float32 and in the order of TensorFlow.js's `BaseLogger`. */
export class RunningMeans {
  readonly #totals: Float32Array;
  #samples = 0;

  /** @param count the number of values */
  constructor(count: number) {
    this.#totals = new Float32Array(count);
  }

  get samples(): number {
    return this.#samples;
  }

  /** Adds the values of a batch of this size. */
  add(values: readonly number[], size: number): void {
    this.#samples += size;
    for (let index = 0; index < this.#totals.length; index++)
      this.#totals[index] = (this.#totals[index] ?? 0) + fround(fround(values[index] ?? Number.NaN) * size);
  }

  /** The mean of the `index`-th value. */
  at(index: number): number {
    return fround(fround(1 / this.#samples) * (this.#totals[index] ?? 0));
  }
}
