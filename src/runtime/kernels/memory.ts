import * as tf from "@tensorflow/tfjs";
import type { Engine } from "./engine.ts";
import { FLOAT_BYTES } from "./views.ts";

/** Gives out memory for float32, aligned to 16 bytes. */
export interface Allocator {
  allocate(floats: number): number;
  /** Memory that is zero until a kernel writes to it. */
  allocateZeros(floats: number): number;
}

/** The float32 at an address. The view is detached when the memory grows. */
export function floatsAt(engine: Engine, address: number, count: number): Float32Array {
  return new Float32Array(engine.bytes(), address, count);
}

/** Whether a float32 tensor has neither infinities nor NaN. */
export function areFloatsFinite({ kernels, address }: Engine, info: tf.TensorInfo): boolean {
  return kernels.areFinite(address(info), tf.util.sizeFromShape(info.shape)) !== 0;
}

/** Sets float32 to zero, and returns their address. */
export function clearFloats(engine: Engine, address: number, count: number): number {
  engine.kernels.clear(address, count);
  return address;
}

export function copyBytes(engine: Engine, from: number, to: number, count: number): void {
  engine.kernels.move(to, from, count);
}

/** Calls a function with scratch memory, which is freed when the function returns. */
export function withScratch<Result>(engine: Engine, use: (scratch: Allocator) => Result): Result {
  const addresses: number[] = [];
  const allocate = (floats: number): number => {
    const address = engine.allocate(floats * FLOAT_BYTES);
    addresses.push(address);
    return address;
  };
  const allocateZeros = (floats: number): number => clearFloats(engine, allocate(floats), floats);
  try {
    return use({ allocate, allocateZeros });
  } finally {
    for (const address of addresses) engine.free(address);
  }
}
