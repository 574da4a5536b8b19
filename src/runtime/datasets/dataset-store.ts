import type { DatasetName } from "../../protocol/ids.ts";

/** A dataset as received from the page: its files, decompressed. */
export interface ReceivedDataset {
  readonly files: readonly ArrayBuffer[];
  /** True if it replaces the real dataset. */
  readonly synthetic: boolean;
}

interface PendingRequest {
  readonly promise: Promise<ReceivedDataset>;
  resolve(dataset: ReceivedDataset): void;
  reject(error: Error): void;
}

/** Requests datasets from the page; requests for the same dataset share one answer. */
export class DatasetStore {
  readonly #pending = new Map<DatasetName, PendingRequest>();
  readonly #request: (name: DatasetName) => void;

  constructor(request: (name: DatasetName) => void) {
    this.#request = request;
  }

  /** @throws {Error} with the page's message if the dataset cannot be loaded. */
  obtain(name: DatasetName): Promise<ReceivedDataset> {
    const pending = this.#pending.get(name);
    if (pending !== undefined) return pending.promise;
    const request = withResolvers<ReceivedDataset>();
    this.#pending.set(name, request);
    this.#request(name);
    return request.promise;
  }

  deliver(name: DatasetName, dataset: ReceivedDataset): void {
    this.#take(name)?.resolve(dataset);
  }

  fail(name: DatasetName, message: string): void {
    this.#take(name)?.reject(new Error(message));
  }

  #take(name: DatasetName): PendingRequest | undefined {
    const request = this.#pending.get(name);
    this.#pending.delete(name);
    return request;
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
