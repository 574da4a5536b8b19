import { type Engine, FLOAT_BYTES } from "../kernels/engine.ts";
import type { Site } from "./stage.ts";

/** Kernels may read, and add zeros, up to this far beyond a room. */
const SLACK_BYTES = 64;

/**
 * One block of memory for whatever a step computes on the way. What lasts (weights, the optimizer's state) lies in
 * TensorFlow.js's own tensors, so all models share one arena: the one that trains claims it, and a model that is
 * dropped leaves nothing behind.
 */
export class Arena {
  private base = 0;
  private size = 0;
  private owner: object | null = null;
  private inUse = false;
  private readonly engine: Engine;

  constructor(engine: Engine) {
    this.engine = engine;
  }

  /** Whether a step is running, of which nothing may be overwritten: a metric of the student's may ask a model, too. */
  get isInUse(): boolean {
    return this.inUse;
  }

  /** Keeps the arena for a step while it runs. */
  use<T>(run: () => T): T {
    this.inUse = true;
    try {
      return run();
    } finally {
      this.inUse = false;
    }
  }

  isOwnedBy(owner: object): boolean {
    return this.owner === owner;
  }

  /** Builds something in the arena: once to see how much it needs, then in its place. */
  build<T>(owner: object, capacity: number, make: (site: Site) => T): T {
    const measured = new Plot(this.engine, capacity, 0, false);
    make(measured);
    this.reserve(measured.used);
    this.owner = owner;
    return make(new Plot(this.engine, capacity, this.base, true));
  }

  private reserve(bytes: number): void {
    if (bytes <= this.size) return;
    if (this.size > 0) this.engine.free(this.base);
    // There may be no room for the new one; the old is gone all the same.
    this.size = 0;
    this.owner = null;
    this.base = this.engine.allocate(bytes);
    this.size = bytes;
  }
}

class Plot implements Site {
  used = 0;
  readonly engine: Engine;
  readonly capacity: number;
  private readonly base: number;
  private readonly real: boolean;

  constructor(engine: Engine, capacity: number, base: number, real: boolean) {
    this.engine = engine;
    this.capacity = capacity;
    this.base = base;
    this.real = real;
  }

  room(floats: number): number {
    const address = this.base + this.used;
    // Every room begins at a vector's boundary.
    this.used += Math.ceil((floats * FLOAT_BYTES + SLACK_BYTES) / 16) * 16;
    return address;
  }

  zeros(floats: number): number {
    const address = this.room(floats);
    if (this.real) new Float32Array(this.engine.bytes(), address, floats).fill(0);
    return address;
  }
}
