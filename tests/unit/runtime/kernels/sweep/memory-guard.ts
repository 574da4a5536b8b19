import * as tf from "@tensorflow/tfjs";
import { expect } from "vitest";

const GUARD = 7;
/** A value that no example has, in memory that outputs will get: a kernel that writes nothing is found. */
const LITTER = 98_765;
const SIZES = [1, 2, 3, 6, 9, 17, 30, 60, 120, 250];

/** Tensors between which outputs will be allocated: a kernel that writes beyond its output overwrites them. */
export class MemoryGuard {
  readonly #guards: readonly tf.Tensor[];

  constructor() {
    const litter: tf.Tensor[] = [];
    this.#guards = SIZES.flatMap((size) => [1, 2, 3].map(() => size)).map((size) => {
      litter.push(tf.fill([size], LITTER));
      return tf.fill([4], GUARD);
    });
    tf.dispose(litter);
  }

  /** Fails if a guard was overwritten, and frees them. */
  check(): void {
    for (const guard of this.#guards) expect([...guard.dataSync()]).toEqual([GUARD, GUARD, GUARD, GUARD]);
    tf.dispose([...this.#guards]);
  }
}
