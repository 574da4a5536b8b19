/** How the units of a layer are tied to its inputs, along one axis. */
export const WIRINGS = ["dense", "local", "convolution"] as const;
export type Wiring = (typeof WIRINGS)[number];

/** Cells of input and of output in the drawing. */
export const CELLS = 9;
/** Weights of the kernel in the drawing. */
export const TAPS = 3;

/** One line of the drawing, with the weight that it carries. Lines of one layer with the same `weight` share it. */
export interface Connection {
  readonly input: number;
  readonly output: number;
  readonly weight: number;
  /** Which weight of the kernel it is; null where there is no kernel. */
  readonly tap: number | null;
}

/** All lines from `CELLS` inputs to as many outputs, the kernel of a window being padded at the ends. */
export function connectionsOf(wiring: Wiring): readonly Connection[] {
  const all: Connection[] = [];
  for (let output = 0; output < CELLS; output++) {
    for (let input = 0; input < CELLS; input++) {
      const tap = input - output + (TAPS - 1) / 2;
      const inWindow = tap >= 0 && tap < TAPS;
      if (wiring === "dense")
        all.push({ input, output, weight: output * CELLS + input, tap: inWindow ? tap : null });
      else if (inWindow)
        all.push({ input, output, weight: wiring === "local" ? output * TAPS + tap : tap, tap });
    }
  }
  return all;
}

/** How many weights there are to learn. */
export function countWeights(connections: readonly Connection[]): number {
  return new Set(connections.map(({ weight }) => weight)).size;
}

/** What the reader looks at: all inputs of one output, or all uses of the weight on one line. */
export type Focus =
  | { readonly kind: "output"; readonly output: number }
  | { readonly kind: "weight"; readonly output: number; readonly tap: number };

/** The lines in focus. */
export function inFocus(connections: readonly Connection[], focus: Focus): readonly Connection[] {
  if (focus.kind === "output") return connections.filter(({ output }) => output === focus.output);
  const line = connections.find(({ output, tap }) => output === focus.output && tap === focus.tap);
  return line === undefined ? [] : connections.filter(({ weight }) => weight === line.weight);
}
