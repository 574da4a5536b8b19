import { figureWords } from "../../words/figure-words.ts";
import { type OutputSize, outputSize } from "../maths/output-size.ts";
import { samePaddingAlong } from "../maths/padding.ts";
import { type ReceptiveField, receptiveFields, type WindowLayer } from "../maths/receptive-fields.ts";

/** A layer as the reader sets it, the same along both axes. */
export interface StackLayer {
  readonly type: "conv" | "pool";
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: "same" | "none";
}

/** One level of the stack: the input (index 0) or the output of a layer. */
export interface Level {
  /** Cells along a side. */
  readonly side: number;
  /** The part of the input that a unit of this level sees. */
  readonly field: ReceptiveField;
  /** The layer below this level; null for the input. */
  readonly window: WindowLayer | null;
}

/** The levels up to the first layer that does not fit. */
export interface Stack {
  readonly levels: readonly Level[];
  /** Why the next layer does not fit, and what to change; null if all layers fit. Of those above nothing is known. */
  readonly fault: string | null;
}

/** Builds the levels from the input upwards. */
export function buildStack(inputSide: number, layers: readonly StackLayer[]): Stack {
  const windows: WindowLayer[] = [];
  const sides = [inputSide];
  let fault: string | null = null;
  for (const layer of layers) {
    const next = applyLayer(sides.at(-1) ?? inputSide, layer);
    if (next.size.type === "invalid") {
      fault = `${next.size.problem} ${remedyFor(layer)}`;
      break;
    }
    windows.push(next.window);
    sides.push(next.size.size);
  }
  const fields = receptiveFields(windows);
  const levels = sides.flatMap((side, index) => {
    const field = fields[index];
    return field === undefined ? [] : [{ side, field, window: windows[index - 1] ?? null }];
  });
  return { levels, fault };
}

function applyLayer(
  input: number,
  { kernel, stride, dilation, padding }: StackLayer,
): { readonly window: WindowLayer; readonly size: OutputSize } {
  const { before, after } =
    padding === "same" ? samePaddingAlong(input, kernel, stride, dilation) : { before: 0, after: 0 };
  // "same" padding can differ between the two sides, so it is counted as part of the input.
  const size = outputSize({ input: input + before + after, kernel, stride, dilation, padding: 0 });
  return { window: { kernel, stride, dilation, padding: before }, size };
}

function remedyFor({ type, dilation }: StackLayer): string {
  if (type === "pool") return figureWords.receptiveField.smallerKernel;
  return figureWords.receptiveField.smallerOr(dilation > 1);
}

/** The layers from the input up to a level. */
export function windowsUpTo(stack: Stack, level: number): readonly WindowLayer[] {
  return stack.levels.slice(1, level + 1).flatMap(({ window }) => (window === null ? [] : [window]));
}

export const THREE_BY_THREE: StackLayer = {
  type: "conv",
  kernel: 3,
  stride: 1,
  dilation: 1,
  padding: "none",
};
export const POOL: StackLayer = { type: "pool", kernel: 2, stride: 2, dilation: 1, padding: "none" };

export const STACK_NAMES = ["small-kernels", "large-kernel", "pooling", "stride", "dilation"] as const;
export type StackName = (typeof STACK_NAMES)[number];

/** Stacks to compare. */
export const STACKS: Readonly<Record<StackName, { readonly layers: readonly StackLayer[] }>> = {
  "small-kernels": { layers: [THREE_BY_THREE, THREE_BY_THREE, THREE_BY_THREE] },
  "large-kernel": { layers: [{ ...THREE_BY_THREE, kernel: 7 }] },
  pooling: { layers: [THREE_BY_THREE, POOL, THREE_BY_THREE] },
  stride: {
    layers: [{ ...THREE_BY_THREE, stride: 2 }, THREE_BY_THREE, THREE_BY_THREE],
  },
  dilation: {
    layers: [THREE_BY_THREE, { ...THREE_BY_THREE, dilation: 2 }, { ...THREE_BY_THREE, dilation: 4 }],
  },
};
