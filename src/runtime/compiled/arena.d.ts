import { type Engine } from "../kernels/engine.ts";
import type { Site } from "./stage.ts";
/**
 * One block of memory for whatever a step computes on the way. What lasts (weights, the optimizer's state) lies in
 * TensorFlow.js's own tensors, so all models share one arena: the one that trains claims it, and a model that is
 * dropped leaves nothing behind.
 */
export declare class Arena {
    private base;
    private size;
    private owner;
    private readonly engine;
    constructor(engine: Engine);
    isOwnedBy(owner: object): boolean;
    /** Builds something in the arena: once to see how much it needs, then in its place. */
    build<T>(owner: object, capacity: number, make: (site: Site) => T): T;
    private reserve;
}
