import * as tf from "@tensorflow/tfjs";
import { isInMainMemory } from "./main-memory.ts";

/** What TensorFlow.js really passes as logs: numbers, or scalars that have not been read yet. */
export type RawLogs = Readonly<Record<string, unknown>>;

/** Sums over batches, each weighted by its size. */
export interface MetricSums {
  readonly samples: number;
  readonly sums: ReadonlyMap<string, number>;
}

interface UnreadMetric {
  readonly name: string;
  readonly scalar: tf.Tensor;
  readonly size: number;
}

/**
 * Accumulates the metrics of batches between two reports. Scalars in main memory are read at once. On a GPU, where each
 * read waits for all queued operations, they are saved and read together.
 */
export class MetricAccumulator {
  #samples = 0;
  #sums = new Map<string, number>();
  #unread: UnreadMetric[] = [];

  add(logs: RawLogs, names: readonly string[]): void {
    const size = typeof logs["size"] === "number" ? logs["size"] : 1;
    this.#samples += size;
    for (const name of names) this.#addMetric(name, logs[name], size);
  }

  /** Returns the sums since the last call, and starts again from zero. */
  async take(): Promise<MetricSums> {
    const unread = this.#unread;
    this.#unread = [];
    const values = await Promise.all(unread.map(({ scalar }) => scalar.data()));
    unread.forEach(({ name, scalar, size }, index) => {
      this.#count(name, (values[index]?.[0] ?? Number.NaN) * size);
      scalar.dispose();
    });
    const taken = { samples: this.#samples, sums: this.#sums };
    this.#samples = 0;
    this.#sums = new Map();
    return taken;
  }

  #addMetric(name: string, value: unknown, size: number): void {
    if (typeof value === "number") this.#count(name, value * size);
    else if (!(value instanceof tf.Tensor)) return;
    else if (isInMainMemory()) this.#count(name, (value.dataSync()[0] ?? Number.NaN) * size);
    else this.#unread.push({ name, scalar: tf.keep(value.clone()), size });
  }

  #count(name: string, amount: number): void {
    this.#sums.set(name, (this.#sums.get(name) ?? 0) + amount);
  }
}

/** Reads the logs of an epoch without changing them, since later callbacks get them too. */
export async function readLogs(logs: RawLogs): Promise<Record<string, number>> {
  const read = Object.entries(logs).map(async ([name, value]): Promise<readonly [string, number][]> => {
    if (typeof value === "number") return [[name, value]];
    if (value instanceof tf.Tensor) return [[name, (await value.data())[0] ?? Number.NaN]];
    return [];
  });
  return Object.fromEntries((await Promise.all(read)).flat());
}
