import { setFlagsFromString } from "node:v8";
import { compileKernels, type KernelVariant } from "../../../../src/build/bundling/compile-kernels.ts";
import type { KernelExports } from "../../../../src/runtime/kernels/kernel-exports.ts";
import { type Kernels, nameArguments } from "../../../../src/runtime/kernels/named/name-arguments.ts";
import { FLOAT_BYTES } from "../../../../src/runtime/kernels/views.ts";

const PAGE_BYTES = 65_536;
const PAGES = 64;
/** Kernels may read up to this far beyond an allocation, and add zeros there. */
const GUARD_FLOATS = 16;
/** A result that uses this value by mistake is off by far. */
const GUARD = -98_765;

/** An array in the memory of the kernels, with a guard after it. */
export interface Allocation {
  readonly address: number;
  readonly length: number;
}

/** The compiled kernels in their own memory, without TensorFlow.js. */
export class Workbench {
  readonly kernels: Kernels;
  readonly #memory: WebAssembly.Memory;
  #used = 0;
  #guards: number[] = [];

  private constructor(kernels: Kernels, memory: WebAssembly.Memory) {
    this.kernels = kernels;
    this.#memory = memory;
  }

  static async open(variant: KernelVariant): Promise<Workbench> {
    const binary = await compileKernels(variant);
    // Node 20 supports relaxed SIMD behind a flag.
    if (!WebAssembly.validate(binary)) setFlagsFromString("--experimental-wasm-relaxed-simd");
    const memory = new WebAssembly.Memory({ initial: PAGES });
    const { instance } = await WebAssembly.instantiate(binary, { env: { memory } });
    return new Workbench(nameArguments(instance.exports as unknown as KernelExports), memory);
  }

  /** Frees all allocations. */
  clear(): void {
    this.#used = 0;
    this.#guards = [];
    this.#guard();
  }

  /** Allocates memory for these values. */
  put(values: ArrayLike<number>): Allocation {
    const allocation = { address: this.#used, length: values.length };
    this.#floats(allocation.address, allocation.length).set(values);
    this.#used += Math.ceil((allocation.length * FLOAT_BYTES) / 16) * 16;
    this.#guard();
    return allocation;
  }

  putIntegers(values: ArrayLike<number>): Allocation {
    const allocation = this.put(new Float32Array(values.length));
    new Int32Array(this.#memory.buffer, allocation.address, allocation.length).set(values);
    return allocation;
  }

  /** Allocates memory for a kernel to write; until then, every value is off by far. */
  allocate(length: number): Allocation {
    return this.put(new Float32Array(length).fill(GUARD));
  }

  zeros(length: number): Allocation {
    return this.put(new Float32Array(length));
  }

  read({ address, length }: Allocation): Float32Array {
    return this.#floats(address, length).slice();
  }

  readIntegers({ address, length }: Allocation): Int32Array {
    return new Int32Array(this.#memory.buffer, address, length).slice();
  }

  /**
   * Calls a kernel.
   *
   * @throws Error when it wrote outside of the allocations
   */
  run<Result>(call: (kernels: Kernels) => Result): Result {
    const result = call(this.kernels);
    for (const address of this.#guards) {
      for (const value of this.#floats(address, GUARD_FLOATS)) {
        if (value !== GUARD) throw new Error("The kernel wrote outside of the allocations.");
      }
    }
    return result;
  }

  #guard(): void {
    this.#floats(this.#used, GUARD_FLOATS).fill(GUARD);
    this.#guards.push(this.#used);
    this.#used += GUARD_FLOATS * FLOAT_BYTES;
    if (this.#used > PAGES * PAGE_BYTES) throw new Error("The workbench is too small.");
  }

  #floats(address: number, length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, address, length);
  }
}
