import type { Training } from "./networks.ts";

/** An engine that takes part in the comparison. */
export interface Contender {
  readonly name: string;
  /** Trains a new network for `steps` steps on random images. Resolves to the milliseconds per step. */
  train(training: Training, steps: number): Promise<number>;
  close(): Promise<void>;
}
