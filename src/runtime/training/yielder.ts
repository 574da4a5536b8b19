import * as tf from "@tensorflow/tfjs";
import { now } from "../platform/captured.ts";

/** Between yields, stop requests have to wait. */
const YIELD_EVERY_MS = 40;

/** Lets waiting messages through at regular intervals during long work. */
export class Yielder {
  #yieldedAt = now();

  get isDue(): boolean {
    return now() - this.#yieldedAt >= YIELD_EVERY_MS;
  }

  async yield(): Promise<void> {
    await tf.nextFrame();
    this.#yieldedAt = now();
  }
}
