import { setFlagsFromString } from "node:v8";
import { compileKernels, type KernelVariant } from "../../../../src/build/kernels.ts";
import { FLOAT_BYTES, type Kernels } from "../../../../src/runtime/kernels/engine.ts";

const PAGE_BYTES = 65_536;
const PAGES = 64;
/** Kernels may read up to this far beyond a room, and add zeros there. */
const GUARD_FLOATS = 16;
/** Whoever takes a value from there by mistake is off by far. */
const GUARD = -98_765;

/** Where arrays lie in the memory of the kernels, with a guard behind each. */
export interface Room {
  readonly address: number;
  readonly length: number;
}

/** A kernel's arguments; a room stands for its address. */
type Arguments<Values extends readonly unknown[]> = { [Index in keyof Values]: number | Room };

/** The compiled kernels in a memory of their own, without TensorFlow.js. */
export class Workbench {
  readonly kernels: Kernels;
  private readonly memory: WebAssembly.Memory;
  private used = 0;
  private guards: number[] = [];

  private constructor(kernels: Kernels, memory: WebAssembly.Memory) {
    this.kernels = kernels;
    this.memory = memory;
  }

  static async open(variant: KernelVariant): Promise<Workbench> {
    const binary = await compileKernels(variant);
    // Node 20 knows relaxed SIMD, and hides it.
    if (!WebAssembly.validate(binary)) setFlagsFromString("--experimental-wasm-relaxed-simd");
    const memory = new WebAssembly.Memory({ initial: PAGES });
    const { instance } = await WebAssembly.instantiate(binary, { env: { memory } });
    return new Workbench(instance.exports as unknown as Kernels, memory);
  }

  /** Forgets all rooms. */
  clear(): void {
    this.used = 0;
    this.guards = [];
    this.guard();
  }

  /** A room that holds these values. */
  put(values: ArrayLike<number>): Room {
    const room = { address: this.used, length: values.length };
    this.floats(room.address, room.length).set(values);
    this.used += Math.ceil((room.length * FLOAT_BYTES) / 16) * 16;
    this.guard();
    return room;
  }

  putIntegers(values: ArrayLike<number>): Room {
    const room = this.put(new Float32Array(values.length));
    new Int32Array(this.memory.buffer, room.address, room.length).set(values);
    return room;
  }

  /** A room whose values somebody is to write: until then each of them is far off. */
  room(length: number): Room {
    return this.put(new Float32Array(length).fill(GUARD));
  }

  zeros(length: number): Room {
    return this.put(new Float32Array(length));
  }

  read({ address, length }: Room): Float32Array {
    return this.floats(address, length).slice();
  }

  readIntegers({ address, length }: Room): Int32Array {
    return new Int32Array(this.memory.buffer, address, length).slice();
  }

  /** @throws Error when the kernel wrote beside its rooms */
  run<Name extends keyof Kernels>(name: Name, ...values: Arguments<Parameters<Kernels[Name]>>): number {
    const kernel: (...values: number[]) => number | void = this.kernels[name];
    const result = kernel(...values.map((value) => (typeof value === "number" ? value : value.address)));
    for (const address of this.guards) {
      for (const value of this.floats(address, GUARD_FLOATS)) {
        if (value !== GUARD) throw new Error(`${name} wrote beside its rooms.`);
      }
    }
    return result ?? 0;
  }

  private guard(): void {
    this.floats(this.used, GUARD_FLOATS).fill(GUARD);
    this.guards.push(this.used);
    this.used += GUARD_FLOATS * FLOAT_BYTES;
    if (this.used > PAGES * PAGE_BYTES) throw new Error("The workbench is too small.");
  }

  private floats(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, length);
  }
}
