/** How the outputs of a layer are connected to its inputs, along one axis. */
export const CONNECTIVITIES = ["dense", "local", "convolution"] as const;
export type Connectivity = (typeof CONNECTIVITIES)[number];

/** Cells of the input, and of the output, in the drawing. */
export const CELLS = 9;
/** Weights of the kernel in the drawing. */
export const TAPS = 3;

/** One multiplication. Connections of a layer with the same `weight` share it. */
export interface Connection {
  readonly input: number;
  readonly output: number;
  readonly weight: number;
  /** The weight's index in the kernel; null for a connection that reaches beyond the kernel. */
  readonly tap: number | null;
}

/** All connections from `CELLS` inputs to `CELLS` outputs, with "same" padding. */
export function connectionsOf(connectivity: Connectivity): readonly Connection[] {
  const all: Connection[] = [];
  for (let output = 0; output < CELLS; output++) {
    for (let input = 0; input < CELLS; input++) {
      const offset = input - output + (TAPS - 1) / 2;
      const tap = offset >= 0 && offset < TAPS ? offset : null;
      const weight = weightOf(connectivity, input, output, tap);
      if (weight !== null) all.push({ input, output, weight, tap });
    }
  }
  return all;
}

/** Which of the layer's weights connects an input to an output; null if none does. */
function weightOf(
  connectivity: Connectivity,
  input: number,
  output: number,
  tap: number | null,
): number | null {
  switch (connectivity) {
    case "dense":
      return output * CELLS + input;
    case "local":
      return tap === null ? null : output * TAPS + tap;
    case "convolution":
      return tap;
  }
}

/** The number of different weights. */
export function countWeights(connections: readonly Connection[]): number {
  return new Set(connections.map(({ weight }) => weight)).size;
}

/** What is highlighted: all inputs of one output, or all uses of the weight of one of its connections. */
export type Focus =
  | { readonly type: "output"; readonly output: number }
  | { readonly type: "weight"; readonly output: number; readonly tap: number };

/** The highlighted connections. */
export function inFocus(connections: readonly Connection[], focus: Focus): readonly Connection[] {
  if (focus.type === "output") return connections.filter(({ output }) => output === focus.output);
  const chosen = connections.find(({ output, tap }) => output === focus.output && tap === focus.tap);
  return chosen === undefined ? [] : connections.filter(({ weight }) => weight === chosen.weight);
}
