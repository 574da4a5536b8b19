import type { Training } from "./training.ts";

/** Something that trains the same network as the others do. */
export interface Contender {
  readonly name: string;
  /** Trains a new network for so many steps, on random images; the milliseconds of one step of it. */
  train(training: Training, steps: number): Promise<number>;
  close(): Promise<void>;
}
