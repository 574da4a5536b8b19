import * as tf from "@tensorflow/tfjs";
import type { BackendName } from "../../protocol/backend.ts";
import { type Activity, currentActivity } from "../platform/activity.ts";
import { after } from "../platform/captured.ts";
import { restoreTrainedModels } from "../training/epoch-weights.ts";
import { storageOf } from "./calibration/live-data.ts";
import { useBackend } from "./current.ts";

type DataId = tf.Tensor["dataId"];
type Values = Awaited<ReturnType<tf.KernelBackend["read"]>>;

/** A read that fails for the loss may fail before the loss is known: its error waits this long, in ms. */
const PATIENCE_MS = 100;

interface GpuWatchOptions {
  /** The current backend, which computes on the GPU. */
  readonly name: BackendName;
  /** Starts WASM as a second backend. */
  readonly startWasm: () => Promise<void>;
  /** Called when cells compute on another backend, with the reason. */
  readonly report: (backend: BackendName, reason: string) => void;
}

/** The GPU that held the values was lost. */
class GpuLost extends Error {
  override readonly name = "GpuLost";

  constructor() {
    super(
      "The GPU was lost, as after a reset of its driver or when its memory is full. Cells run on the processor from now on. " +
        "Trained models have the weights of their last finished epoch; all other tensors are gone. Run the cells again that load the data.",
    );
  }
}

/**
 * Watches the GPU of a backend. TensorFlow.js waits for ever for values from a GPU that was lost (a reset driver, a
 * machine that slept, graphics memory that ran out). With this watch, what waits for them fails, cells compute on the
 * processor, and models get the weights of their last finished epoch.
 */
export class GpuWatch {
  readonly #options: GpuWatchOptions;
  readonly #backend = tf.backend();
  readonly #isGone: () => boolean;
  /** What waits for values from the GPU. */
  readonly #waiting = new Set<(error: GpuLost) => void>();
  #loss: Promise<GpuLost> | null = null;
  /** The run that lost it. */
  #activity: Activity | null = null;

  /** Create it when the GPU's backend has started. */
  constructor(options: GpuWatchOptions) {
    this.#options = options;
    this.#isGone = lossOf(this.#backend, () => this.check());
    this.#guardReads();
  }

  /** Checks whether the GPU is still there. Call it at intervals: not every engine sends an event. */
  check(): void {
    if (this.#loss !== null || !this.#isGone()) return;
    this.#activity = currentActivity();
    this.#loss = this.#recover();
    void this.#loss.then((error) => this.#failWaiting(error));
  }

  /** What the current run has thrown, or the loss of the GPU as its reason: operations fail with errors of their own. */
  async explain(thrown: unknown): Promise<unknown> {
    this.check();
    return this.#activity === currentActivity() && this.#loss !== null ? this.#loss : thrown;
  }

  #guardReads(): void {
    const backend = this.#backend;
    const read = backend.read.bind(backend);
    backend.read = (id) =>
      new Promise<Values>((resolve, reject) => {
        this.#waiting.add(reject);
        const settle = (action: () => void): void => {
          if (this.#loss === null && this.#waiting.delete(reject)) action();
        };
        read(id).then(
          (values) => settle(() => resolve(values)),
          (error: unknown) => after(PATIENCE_MS, () => settle(() => reject(error))),
        );
      });
  }

  #failWaiting(error: GpuLost): void {
    for (const fail of this.#waiting) fail(error);
    this.#waiting.clear();
  }

  async #recover(): Promise<GpuLost> {
    const isCurrent = tf.backend() === this.#backend;
    const error = new GpuLost();
    this.#refuseReads(error);
    const name = await this.#startProcessor();
    if (isCurrent) {
      useBackend(name);
      restoreTrainedModels((tensor, values) => placeValues(tensor, values, tf.backend()));
      this.#options.report(name, "The GPU was lost.");
    }
    return error;
  }

  async #startProcessor(): Promise<BackendName> {
    try {
      await this.#options.startWasm();
      return "wasm";
    } catch {
      // `findBackend` starts it.
      tf.findBackend("cpu");
      return "cpu";
    }
  }

  /** Values that have not been sent to the GPU yet are still there. */
  #refuseReads(error: GpuLost): void {
    const storage = storageOf(this.#backend);
    const valuesOf = (id: DataId): Values | null => {
      const { values } = storage.get(id) as { readonly values?: unknown };
      return ArrayBuffer.isView(values) ? (values as Values) : null;
    };
    this.#backend.readSync = (id) => {
      const values = valuesOf(id);
      if (values === null) throw error;
      return values;
    };
    // What fails should not continue before another backend can take over.
    this.#backend.read = async (id) => {
      const values = valuesOf(id);
      if (values !== null) return values;
      await this.#loss;
      throw error;
    };
  }
}

/** Members of the GPU's backends in TensorFlow.js 4.22 that the type of all backends lacks. */
interface GpuBackend {
  /** WebGL's. */
  readonly gpgpu?: { readonly gl: { readonly canvas: EventTarget; isContextLost(): boolean } };
  /** WebGPU's. */
  readonly device?: { readonly lost: Promise<unknown> };
}

/** Calls back when the GPU may be lost. Returns a function that says whether it is. */
function lossOf(backend: tf.KernelBackend, onLoss: () => void): () => boolean {
  const { gpgpu, device } = backend as unknown as GpuBackend;
  if (gpgpu !== undefined) {
    const { gl } = gpgpu;
    gl.canvas.addEventListener("webglcontextlost", onLoss);
    return () => gl.isContextLost();
  }
  let isLost = false;
  void device?.lost.then(() => {
    isLost = true;
    onLoss();
  });
  return () => isLost;
}

/** Gives a tensor whose memory is lost these values, in the memory of another backend. */
function placeValues(
  { dataId, shape, dtype }: tf.Tensor,
  values: Float32Array,
  target: tf.KernelBackend,
): void {
  const info = tf.engine().state.tensorInfo.get(dataId);
  if (info === undefined || info.backend === target) return;
  const references = info.backend.refCount(dataId);
  info.backend.disposeData(dataId, true);
  info.backend = target;
  target.move(dataId, values, shape, dtype, references);
}
