import * as tf from "@tensorflow/tfjs";

type DataId = tf.Tensor["dataId"];

/**
 * Knows what lives in a backend's memory, so that all of it can be moved to another. TensorFlow.js moves what an
 * operation meets by itself, but reads it in one piece while everything waits; from WebGPU by way of pictures, slowly
 * and with a warning among the student's outputs.
 */
export class LiveData {
  private readonly backend: tf.KernelBackend;
  private readonly storage: tf.DataStorage<unknown>;
  /** Weak: what a student forgets to dispose is still collected with all that hangs on it. */
  private readonly ids = new Set<WeakRef<DataId>>();

  /** Watches a backend's memory from now on, so before anything is in it. */
  constructor(backend: tf.KernelBackend) {
    this.backend = backend;
    this.storage = storageOf(backend);
    this.watch();
  }

  private watch(): void {
    const { storage, ids } = this;
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
   * Moves all that lives here to another backend, one after the other, letting everything else go on meanwhile.
   *
   * @param read waits for values, for as long as it thinks right
   */
  async moveTo(
    target: tf.KernelBackend,
    read: (values: Promise<unknown>) => Promise<unknown>,
  ): Promise<void> {
    await finishQueued(read);
    for (const reference of [...this.ids]) {
      const id = reference.deref();
      if (id === undefined) this.ids.delete(reference);
      else await this.move(id, target, read);
    }
  }

  private async move(
    id: DataId,
    target: tf.KernelBackend,
    read: (values: Promise<unknown>) => Promise<unknown>,
  ): Promise<void> {
    if (!this.isMovable(id)) return;
    // Keeps the values beside the tensor, so that moving it has not to wait for them.
    await read(this.backend.read(id));
    // It may have been disposed while it was read.
    if (this.isMovable(id)) tf.engine().moveData(target, id);
  }

  /** What a backend keeps for itself stays, and so do complex tensors, which none can take in. */
  private isMovable(id: DataId): boolean {
    const info = tf.engine().state.tensorInfo.get(id);
    return info !== undefined && info.dtype !== "complex64" && this.storage.has(id);
  }
}

/** Each backend has its memory in a field of another name. */
function storageOf(backend: tf.KernelBackend): tf.DataStorage<unknown> {
  const storage = Object.values(backend).find((field) => field instanceof tf.DataStorage);
  if (storage === undefined) throw new Error("This backend of TensorFlow.js does not show its memory.");
  return storage;
}

/**
 * WebGPU keeps what its queued operations use until they are sent, even when it is moved away; asked for it later, it
 * would give out the values of then.
 */
async function finishQueued(read: (values: Promise<unknown>) => Promise<unknown>): Promise<void> {
  // Long enough for a GPU: short ones it leaves to the processor.
  const last = tf.tidy(() => tf.zeros([2048]).add(1));
  try {
    await read(last.data());
  } finally {
    last.dispose();
  }
}
