import type { Engine } from "../kernels/engine.ts";
import { type Allocator, clearFloats } from "../kernels/memory.ts";
import { FLOAT_BYTES } from "../kernels/views.ts";

/** Kernels may read, and add zeros, up to this many bytes beyond an allocation. */
const SLACK_BYTES = 64;

/**
 * One block of memory for the intermediate values of a step. The weights and the optimizer's state are in tensors of
 * TensorFlow.js, so all models share one arena: the model that runs takes it over, and a disposed model leaves nothing
 * in it.
 */
export class Arena {
  readonly #engine: Engine;
  #base = 0;
  #size = 0;
  #owner: object | null = null;
  #isInUse = false;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Whether a step is running. A reader's metric may run another model during a step, which must not overwrite it. */
  get isInUse(): boolean {
    return this.#isInUse;
  }

  /** Marks the arena as in use while `run` runs. */
  use<T>(run: () => T): T {
    this.#isInUse = true;
    try {
      return run();
    } finally {
      this.#isInUse = false;
    }
  }

  isOwnedBy(owner: object): boolean {
    return this.#owner === owner;
  }

  /** Calls `build` twice: to measure the memory it needs, then to allocate it in the arena. */
  build<T>(owner: object, build: (memory: Allocator) => T): T {
    // Not from 0 on, which stands for no gradient.
    const measuring = new BumpAllocator(SLACK_BYTES, () => {});
    build(measuring);
    this.#reserve(measuring.used);
    this.#owner = owner;
    const clear = (address: number, floats: number) => void clearFloats(this.#engine, address, floats);
    return build(new BumpAllocator(this.#base, clear));
  }

  #reserve(bytes: number): void {
    if (bytes <= this.#size) return;
    if (this.#size > 0) this.#engine.free(this.#base);
    // The old block is gone even if allocating the new one fails.
    this.#size = 0;
    this.#owner = null;
    this.#base = this.#engine.allocate(bytes);
    this.#size = bytes;
  }
}

class BumpAllocator implements Allocator {
  readonly #base: number;
  readonly #clear: (address: number, floats: number) => void;
  #used = 0;

  constructor(base: number, clear: (address: number, floats: number) => void) {
    this.#base = base;
    this.#clear = clear;
  }

  /** Bytes allocated so far. */
  get used(): number {
    return this.#used;
  }

  allocate(floats: number): number {
    const address = this.#base + this.#used;
    this.#used += Math.ceil((floats * FLOAT_BYTES + SLACK_BYTES) / 16) * 16;
    return address;
  }

  allocateZeros(floats: number): number {
    const address = this.allocate(floats);
    this.#clear(address, floats);
    return address;
  }
}
