import * as tf from "@tensorflow/tfjs";

type DataId = tf.Tensor["dataId"];
type Read = (values: Promise<unknown>) => Promise<unknown>;

/**
 * Tracks the data in a backend's memory, so that all of it can be moved to another backend. TensorFlow.js moves data on
 * use, but reads it synchronously; on WebGPU that means going through canvases, which is slow and logs a warning.
 */
export class LiveData {
  readonly #backend: tf.KernelBackend;
  readonly #storage: tf.DataStorage<unknown>;
  /** Weak, so that tensors that a reader forgets to dispose can still be collected. */
  readonly #ids = new Set<WeakRef<DataId>>();

  /** Tracks what is stored from now on, so create it before anything is. */
  constructor(backend: tf.KernelBackend) {
    this.#backend = backend;
    this.#storage = storageOf(backend);
    this.#track();
  }

  #track(): void {
    const storage = this.#storage;
    const ids = this.#ids;
    const references = new WeakMap<DataId, WeakRef<DataId>>();
    const set = storage.set.bind(storage);
    const remove = storage.delete.bind(storage);
    storage.set = (id, value) => {
      if (!references.has(id)) {
        const reference = new WeakRef(id);
        references.set(id, reference);
        ids.add(reference);
      }
      set(id, value);
    };
    storage.delete = (id) => {
      const reference = references.get(id);
      if (reference !== undefined) ids.delete(reference);
      references.delete(id);
      return remove(id);
    };
  }

  /**
   * Moves all data to another backend, one tensor after the other, without blocking other work.
   *
   * @param read waits for a tensor's values; it can set a time limit
   */
  async moveTo(target: tf.KernelBackend, read: Read): Promise<void> {
    await finishQueued(read);
    for (const reference of [...this.#ids]) {
      const id = reference.deref();
      if (id === undefined) this.#ids.delete(reference);
      else await this.#move(id, target, read);
    }
  }

  async #move(id: DataId, target: tf.KernelBackend, read: Read): Promise<void> {
    if (!this.#isMovable(id)) return;
    // The backend caches the values, so moving them does not have to wait.
    await read(this.#backend.read(id));
    // It may have been disposed during the read.
    if (this.#isMovable(id)) tf.engine().moveData(target, id);
  }

  /** Excludes a backend's own buffers, and complex tensors, which no backend can import. */
  #isMovable(id: DataId): boolean {
    const info = tf.engine().state.tensorInfo.get(id);
    return info !== undefined && info.dtype !== "complex64" && this.#storage.has(id);
  }
}

/** The field that holds a backend's memory has a different name in each backend. */
export function storageOf(backend: tf.KernelBackend): tf.DataStorage<unknown> {
  const storage = Object.values(backend).find((field) => field instanceof tf.DataStorage);
  if (storage === undefined) throw new Error("This backend of TensorFlow.js does not show its memory.");
  return storage;
}

/**
 * WebGPU keeps the buffers of queued operations until it submits them, even buffers that were moved away, and would
 * return their old values if they were read again later.
 */
async function finishQueued(read: Read): Promise<void> {
  // Large enough to run on the GPU: the backend computes small tensors on the processor.
  const last = tf.tidy(() => tf.zeros([2048]).add(1));
  try {
    await read(last.data());
  } finally {
    last.dispose();
  }
}
