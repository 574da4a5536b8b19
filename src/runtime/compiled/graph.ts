import type { Engine } from "../kernels/engine.ts";
import { copyBytes } from "../kernels/memory.ts";
import { OPERATIONS } from "../kernels/operations/binary.ts";
import { FLOAT_BYTES } from "../kernels/views.ts";
import type { Parameter, Stage, Values } from "./stages/stage.ts";

/** Samples of a tensor: those from `address` on, or those of these indices, counted from there. */
export interface BatchInput {
  readonly address: number;
  readonly order: Int32Array | null;
}

/** The model's input, which is elsewhere for each batch and has no gradient. */
export class ModelInput implements Values {
  address = 0;
  order: Int32Array | null = null;
  readonly gradient = 0;
  readonly size: number;
  readonly #engine: Engine;
  /** Where the samples of a batch are copied, one after another; 0 if all stages that take them find each by itself. */
  readonly #copy: number;

  constructor(engine: Engine, size: number, copy: number) {
    this.#engine = engine;
    this.size = size;
    this.#copy = copy;
  }

  set({ address, order }: BatchInput): void {
    const isCopied = order !== null && this.#copy !== 0;
    this.address = isCopied ? this.#copy : address;
    this.order = isCopied ? null : order;
    const bytes = this.size * FLOAT_BYTES;
    if (isCopied)
      order.forEach((sample, index) => {
        copyBytes(this.#engine, address + sample * bytes, this.#copy + index * bytes, bytes);
      });
  }
}

/** A stage in the graph. */
export interface Node {
  readonly stage: Stage;
  /** If several stages take its output: where the second and later ones write their gradients. */
  readonly furtherGradients: number[];
}

/** The stages of a model, each after those whose values it takes. */
export class Graph {
  readonly #engine: Engine;
  readonly #input: ModelInput;
  readonly #nodes: readonly Node[];
  readonly parameters: readonly Parameter[];

  constructor(engine: Engine, input: ModelInput, nodes: readonly Node[]) {
    this.#engine = engine;
    this.#input = input;
    this.#nodes = nodes;
    this.parameters = nodes.flatMap(({ stage }) => stage.parameters);
  }

  /** The model's output. */
  get output(): Values {
    const last = this.#nodes.at(-1);
    if (last === undefined) throw new Error("A compiled model has at least one layer.");
    return last.stage.output;
  }

  /** Computes the output for a batch. */
  forward(input: BatchInput, batch: number, training: boolean): void {
    this.#input.set(input);
    for (const { stage } of this.#nodes) stage.forward(batch, training);
  }

  /** Computes the gradients of the parameters, when that of the output is written. */
  backward(batch: number): void {
    for (const { stage, furtherGradients } of this.#nodes.toReversed()) {
      const { gradient, size } = stage.output;
      if (gradient === 0) continue;
      for (const further of furtherGradients)
        this.#engine.kernels.combine(OPERATIONS.add, gradient, 0, further, 0, gradient, 1, batch * size);
      stage.backward(batch);
    }
  }
}
