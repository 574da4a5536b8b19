import { OPERATIONS } from "../kernels/binary.ts";
import type { Engine } from "../kernels/engine.ts";
import type { Parameter, Stage, Values } from "./stages/stage.ts";

/** The model's input, which is elsewhere for each batch and has no gradient. */
export class ModelInput implements Values {
  address = 0;
  readonly gradient = 0;
  /** Nothing is allocated for it. */
  readonly size = 0;
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

  /** Computes the output for `batch` samples at this address. */
  forward(input: number, batch: number, training: boolean): void {
    this.#input.address = input;
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
