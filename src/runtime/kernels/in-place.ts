import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { Kernels } from "./named/name-arguments.ts";
import { renumber } from "./renumber.ts";
import { FLOAT_BYTES } from "./views.ts";

/** The backend, whose memory kernels and allocations share. */
interface Memory {
  readonly backend: BackendWasm;
  readonly kernels: Kernels;
  allocate(bytes: number): number;
  free(address: number): void;
}

/** Computes a result, from and to these addresses. */
type Compute = (a: number, b: number, to: number) => void;

/** A result whose memory is allocated, but not written. */
interface Pending {
  readonly output: object;
  readonly size: number;
  /** The operands of as many values as the result. */
  readonly operands: readonly object[];
  /** Copies of smaller operands. */
  readonly copies: readonly number[];
  readonly computeAt: (address: number) => void;
}

/** Smaller results are computed at once: only datasets are worth it. */
const LEAST_FLOATS = 1_000_000;

/**
 * Computes large results in place. `tf.tidy(() => x.sub(mean).div(deviation))` needs memory for `x` and for both results,
 * 94 MB each with half of Fashion-MNIST, though each is needed only to compute the next. Memory that was written once
 * stays with the process, since WASM memory cannot shrink.
 *
 * When an operation runs, it is not known yet that its operand will be disposed. So the result of an operand that lives in
 * a `tf.tidy` is computed late: when the operand is disposed, whose memory it then takes, or, in its own memory, when
 * anything else asks the backend for values. Until then no one can see the difference.
 */
export class InPlace {
  readonly #memory: Memory;
  readonly #backend: BackendWasm;
  #pending: Pending | null = null;
  /** Whether the backend only counts references, which needs no values. */
  #isCounting = false;

  constructor(memory: Memory) {
    this.#memory = memory;
    this.#backend = memory.backend;
    this.#watchReading();
    this.#watchDisposal();
  }

  /** Computes the result of an element-wise operation, now or when it is needed. */
  compute(output: tf.TensorInfo, a: tf.TensorInfo, b: tf.TensorInfo, compute: Compute): void {
    const address = (info: tf.TensorInfo): number => this.#backend.getMemoryOffset(info.dataId);
    const to = address(output);
    const size = sizeOf(output);
    const isSame = (info: tf.TensorInfo): boolean => sizeOf(info) === size;
    if (size < LEAST_FLOATS || ![a, b].some((info) => isSame(info) && livesInScope(info))) {
      compute(address(a), address(b), to);
      return;
    }
    const operands = [a, b].filter(isSame).map(({ dataId }) => dataId);
    const copies: number[] = [];
    const addressOrCopy = (info: tf.TensorInfo): number => {
      if (isSame(info)) return address(info);
      const copy = this.#copy(info);
      copies.push(copy);
      return copy;
    };
    const [atA, atB] = [addressOrCopy(a), addressOrCopy(b)];
    const computeAt = (result: number): void => compute(atA, atB, result);
    this.#pending = { output: output.dataId, size, operands, copies, computeAt };
  }

  /** A scalar of the operation, as in `x.div(255)`, is disposed at its end. */
  #copy(info: tf.TensorInfo): number {
    const { backend, kernels, allocate } = this.#memory;
    const bytes = sizeOf(info) * FLOAT_BYTES;
    const copy = allocate(bytes);
    kernels.move(copy, backend.getMemoryOffset(info.dataId), bytes);
    return copy;
  }

  #finish(): void {
    this.#resolve((pending) => pending.computeAt(this.#backend.getMemoryOffset(pending.output)));
  }

  #resolve(use: (pending: Pending) => void): void {
    const pending = this.#pending;
    if (pending === null) return;
    this.#pending = null;
    use(pending);
    for (const copy of pending.copies) this.#memory.free(copy);
  }

  /** Everything that reads or writes values asks for where they are. */
  #watchReading(): void {
    const { dataIdMap } = this.#backend;
    const get = dataIdMap.get.bind(dataIdMap);
    dataIdMap.get = (dataId) => {
      if (this.#pending !== null && !this.#isCounting) this.#finish();
      return get(dataId);
    };
    const time = this.#backend.time.bind(this.#backend);
    this.#backend.time = (run) =>
      time(() => {
        run();
        this.#finish();
      });
  }

  #watchDisposal(): void {
    const backend = this.#backend;
    const disposeData = backend.disposeData.bind(backend);
    const incRef = backend.incRef.bind(backend);
    backend.disposeData = (dataId, force) => {
      if (this.#pending === null) return disposeData(dataId, force);
      return this.#counting(() => {
        this.#beforeDisposal(dataId, force === true || backend.refCount(dataId) === 1);
        return disposeData(dataId, force);
      });
    };
    backend.incRef = (dataId) =>
      this.#pending === null ? incRef(dataId) : this.#counting(() => incRef(dataId));
  }

  #counting<T>(run: () => T): T {
    this.#isCounting = true;
    try {
      return run();
    } finally {
      this.#isCounting = false;
    }
  }

  #beforeDisposal(dataId: object, isLast: boolean): void {
    if (this.#pending === null || !isLast) return;
    if (this.#pending.output === dataId) this.#resolve(() => {});
    else if (this.#pending.operands.includes(dataId))
      this.#resolve((pending) => this.#computeInMemoryOf(dataId, pending));
  }

  /** The operand is disposed with the memory of the result, which nothing has written. */
  #computeInMemoryOf(operand: object, { output, size, computeAt }: Pending): void {
    const { dataIdMap } = this.#backend;
    const [from, to] = [dataIdMap.get(operand), dataIdMap.get(output)];
    computeAt(from.memoryOffset);
    [from.memoryOffset, to.memoryOffset] = [to.memoryOffset, from.memoryOffset];
    renumber(this.#backend, output, size);
  }
}

function sizeOf({ shape }: tf.TensorInfo): number {
  return tf.util.sizeFromShape(shape);
}

/** Whether a `tf.tidy` will dispose the tensor. */
function livesInScope({ dataId }: tf.TensorInfo): boolean {
  return tf.engine().state.scopeStack.some(({ track }) => track.some((tensor) => tensor.dataId === dataId));
}
