import * as tf from "@tensorflow/tfjs";

/** The logs of TensorFlow.js as they really are: numbers, or scalars not yet read. */
export type RawLogs = Readonly<Record<string, unknown>>;

/** Sums over batches, each weighted by its size. */
export interface MetricSums {
  readonly samples: number;
  readonly sums: ReadonlyMap<string, number>;
}

interface Pending {
  readonly name: string;
  readonly scalar: tf.Tensor;
  readonly size: number;
}

/**
 * Gathers the metrics of batches. Where reading a scalar is free they are read at once; on a GPU, where each reading
 * waits for all that is queued, they are kept and read together.
 */
export class MetricWindow {
  private samples = 0;
  private sums = new Map<string, number>();
  private pending: Pending[] = [];

  add(logs: RawLogs, names: readonly string[]): void {
    const size = typeof logs["size"] === "number" ? logs["size"] : 1;
    const free = tf.getBackend() === "wasm" || tf.getBackend() === "cpu";
    this.samples += size;
    for (const name of names) {
      const value = logs[name];
      if (typeof value === "number") this.count(name, value * size);
      else if (!(value instanceof tf.Tensor)) continue;
      else if (free) this.count(name, (value.dataSync()[0] ?? Number.NaN) * size);
      else this.pending.push({ name, scalar: tf.keep(value.clone()), size });
    }
  }

  /** What was gathered since the last call. */
  async take(): Promise<MetricSums> {
    const { pending } = this;
    this.pending = [];
    const values = await Promise.all(pending.map(({ scalar }) => scalar.data()));
    pending.forEach(({ name, scalar, size }, index) => {
      this.count(name, (values[index]?.[0] ?? Number.NaN) * size);
      scalar.dispose();
    });
    const taken = { samples: this.samples, sums: this.sums };
    this.samples = 0;
    this.sums = new Map();
    return taken;
  }

  private count(name: string, amount: number): void {
    this.sums.set(name, (this.sums.get(name) ?? 0) + amount);
  }
}

/** Reads the logs of an epoch without touching them: callbacks that come later want them as they are. */
export async function readLogs(logs: RawLogs): Promise<Record<string, number>> {
  const read = Object.entries(logs).map(async ([name, value]): Promise<readonly [string, number][]> => {
    if (typeof value === "number") return [[name, value]];
    if (value instanceof tf.Tensor) return [[name, (await value.data())[0] ?? Number.NaN]];
    return [];
  });
  return Object.fromEntries((await Promise.all(read)).flat());
}
