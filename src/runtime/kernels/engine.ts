import type * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { InPlace } from "./in-place.ts";
import type { KernelExports } from "./kernel-exports.ts";
import { type Kernels, nameArguments } from "./named/name-arguments.ts";

/** The compiled module of `assembly/` in base64, with plain SIMD and with relaxed SIMD. */
export interface KernelBinaries {
  readonly simd: string;
  readonly relaxed: string;
}

/** The WASM backend of TensorFlow.js, and the training kernels that share its memory. */
export interface Engine {
  readonly backend: BackendWasm;
  readonly kernels: Kernels;
  /** Computes large results in the memory of an operand that is not needed any more. */
  readonly inPlace: InPlace;
  /** Whether the kernels use relaxed SIMD, where multiply–add is one instruction. */
  readonly relaxed: boolean;
  /**
   * Allocates bytes of the shared memory, aligned to 16, until they are passed to `free`.
   *
   * @throws Error when the memory is full
   */
  allocate(bytes: number): number;
  free(address: number): void;
  /** The address of a tensor's values. */
  address(info: tf.TensorInfo): number;
  /** The current buffer of the memory. Views of it are detached when the memory grows. */
  bytes(): ArrayBuffer;
}

/** The functions of the backend's module that its types leave out. */
interface Allocator {
  _malloc(bytes: number): number;
  _free(address: number): void;
}

/** Kernels may read, and add zeros, up to a vector beyond the end of their operands. */
const SLACK_BYTES = 32;

/**
 * Starts the training kernels in the memory of a WASM backend.
 *
 * @throws Error when the backend's memory is not accessible, or the module does not start
 */
export async function createEngine(binaries: KernelBinaries, backend: BackendWasm): Promise<Engine> {
  const memory = memoryOf(backend);
  const allocator = backend.wasm as unknown as Allocator;
  const relaxedBytes = fromBase64(binaries.relaxed);
  const relaxed = WebAssembly.validate(relaxedBytes);
  reserveForSmallTensors(allocator);
  const { instance } = await WebAssembly.instantiate(relaxed ? relaxedBytes : fromBase64(binaries.simd), {
    env: { memory },
  });
  const engine = {
    backend,
    kernels: nameArguments(instance.exports as unknown as KernelExports),
    relaxed,
    allocate(bytes: number): number {
      const address = allocator._malloc(bytes + SLACK_BYTES) >>> 0;
      if (address === 0)
        throw new Error(`The memory of the WASM backend has no space for another ${bytes} bytes.`);
      return address;
    },
    free: (address: number) => allocator._free(address),
    address: (info: tf.TensorInfo) => backend.getMemoryOffset(info.dataId),
    bytes: () => memory.buffer,
  };
  return { ...engine, inPlace: new InPlace(engine) };
}

/** Enough for the labels of a dataset. */
const SMALL_TENSOR_BYTES = 4_000_000;

/**
 * Leaves a gap for small tensors, since the allocator takes the smallest gap that fits. Otherwise the labels of one
 * split, which stay, fragment the gap left by its images, and the images of the next split (94 MB) no longer fit there.
 */
function reserveForSmallTensors(allocator: Allocator): void {
  const gap = allocator._malloc(SMALL_TENSOR_BYTES);
  // Never freed, so that the gap does not merge with the memory after it.
  allocator._malloc(1);
  allocator._free(gap);
}

/** The backend's module has its exports in a field that its types leave out. */
function memoryOf(backend: BackendWasm): WebAssembly.Memory {
  const exported: unknown = Reflect.get(backend.wasm, "asm");
  const memory: unknown =
    typeof exported === "object" && exported !== null ? Reflect.get(exported, "memory") : null;
  if (memory instanceof WebAssembly.Memory) return memory;
  throw new Error("The memory of TensorFlow.js's WASM backend is not accessible.");
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
