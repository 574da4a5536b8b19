import type * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

/** The module of `assembly/`, in base64: plain SIMD, and relaxed SIMD for browsers that have it. */
export interface KernelBinaries {
  readonly simd: string;
  readonly relaxed: string;
}

/** The exports of `assembly/index.ts`, with the signatures of its source. Addresses and strides are in bytes. */
export type Kernels = typeof import("./assembly/index.ts");

/** The WASM backend of TensorFlow.js with the training kernels beside it, in the same memory. */
export interface Engine {
  readonly backend: BackendWasm;
  readonly kernels: Kernels;
  /** Whether multiply and add are one instruction here. */
  readonly relaxed: boolean;
  /** Bytes of the shared memory, aligned to 16; give them back with `free`. */
  allocate(bytes: number): number;
  free(address: number): void;
  /** Where a tensor's values lie. */
  address(info: tf.TensorInfo): number;
  /** The memory as it is now; a view is dead once the memory has grown. */
  bytes(): ArrayBuffer;
}

export const FLOAT_BYTES = 4;

/** The kernels work on vectors of four float32: a row of outputs is as long as whole vectors. */
export function roundUpToVector(count: number): number {
  return Math.ceil(count / 4) * 4;
}

/** Of the loader's module, as its own types should say. */
interface Allocator {
  _malloc(bytes: number): number;
  _free(address: number): void;
}

/** Beyond a buffer's end kernels may read, and add zeros, up to a vector. */
const SLACK_BYTES = 32;

/**
 * Starts the training kernels in the memory of a WASM backend.
 *
 * @throws Error when the backend does not show its memory, or the module does not start
 */
export async function createEngine(binaries: KernelBinaries, backend: BackendWasm): Promise<Engine> {
  const memory = memoryOf(backend);
  const allocator = backend.wasm as unknown as Allocator;
  const relaxedBytes = fromBase64(binaries.relaxed);
  const relaxed = WebAssembly.validate(relaxedBytes);
  keepSmallApart(allocator);
  const { instance } = await WebAssembly.instantiate(relaxed ? relaxedBytes : fromBase64(binaries.simd), {
    env: { memory },
  });
  return {
    backend,
    kernels: instance.exports as unknown as Kernels,
    relaxed,
    allocate(bytes) {
      const address = allocator._malloc(bytes + SLACK_BYTES) >>> 0;
      if (address === 0)
        throw new Error(`There is no room for ${bytes} more bytes in the memory of the WASM backend.`);
      return address;
    },
    free: (address) => allocator._free(address),
    address: (info) => backend.getMemoryOffset(info.dataId),
    bytes: () => memory.buffer,
  };
}

/** Enough for the labels of a dataset. */
const SMALL_ROOM_BYTES = 4_000_000;

/**
 * Leaves a room of its own for small tensors: the allocator takes the smallest gap that fits. Otherwise a split's
 * labels, which stay, break up the gap that its pictures leave, so that the next split's (94 MB) do not fit there.
 */
function keepSmallApart(allocator: Allocator): void {
  const room = allocator._malloc(SMALL_ROOM_BYTES);
  // What is never freed keeps the room from growing together with what comes behind it.
  allocator._malloc(1);
  allocator._free(room);
}

/** The loader keeps its module's exports in a field that its types do not name. */
function memoryOf(backend: BackendWasm): WebAssembly.Memory {
  const exported: unknown = Reflect.get(backend.wasm, "asm");
  const memory: unknown =
    typeof exported === "object" && exported !== null ? Reflect.get(exported, "memory") : null;
  if (memory instanceof WebAssembly.Memory) return memory;
  throw new Error("The WASM backend of TensorFlow.js does not show its memory.");
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
