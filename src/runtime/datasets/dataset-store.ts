import type { DatasetName } from "../../protocol/ids.ts";

/** A dataset as received from the page: its files, decompressed. */
export interface ReceivedDataset {
  readonly files: readonly ArrayBuffer[];
  /** True if it replaces the real dataset. */
  readonly synthetic: boolean;
}

interface Waiting {
  resolve(dataset: ReceivedDataset): void;
  reject(error: Error): void;
}

/** Requests datasets from the page; requests for the same dataset share one answer. */
export class DatasetStore {
  private readonly pending = new Map<DatasetName, { promise: Promise<ReceivedDataset>; waiting: Waiting }>();

  private readonly need: (name: DatasetName) => void;

  constructor(need: (name: DatasetName) => void) {
    this.need = need;
  }

  obtain(name: DatasetName): Promise<ReceivedDataset> {
    const pending = this.pending.get(name);
    if (pending !== undefined) return pending.promise;
    const { promise, resolve, reject } = withResolvers<ReceivedDataset>();
    this.pending.set(name, { promise, waiting: { resolve, reject } });
    this.need(name);
    return promise;
  }

  deliver(name: DatasetName, dataset: ReceivedDataset): void {
    this.take(name)?.resolve(dataset);
  }

  refuse(name: DatasetName, message: string): void {
    this.take(name)?.reject(new Error(message));
  }

  private take(name: DatasetName): Waiting | undefined {
    const waiting = this.pending.get(name)?.waiting;
    this.pending.delete(name);
    return waiting;
  }
}

/** `Promise.withResolvers`, which Node 20 and older browsers do not have. */
function withResolvers<T>(): { promise: Promise<T>; resolve(value: T): void; reject(error: Error): void } {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
