import { outputSize } from "../maths/output-size.ts";
import { samePaddingAlong } from "../maths/padding.ts";
import { type ReceptiveField, receptiveFields, type WindowLayer } from "../maths/receptive-fields.ts";

/** A layer as a reader sets it; square, the same along both axes. */
export interface StackLayer {
  readonly type: "conv" | "pool";
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: "same" | "none";
}

/** One level of the stack: the input (index 0), or what a layer gives. */
export interface Level {
  /** Cells along a side. */
  readonly side: number;
  /** What a unit of this level sees of the input. */
  readonly field: ReceptiveField;
  /** The layer that makes this level; null for the input. */
  readonly window: WindowLayer | null;
}

/** As many levels as fit, and why the next one does not. */
export interface Stack {
  readonly levels: readonly Level[];
  readonly fault: string | null;
}

/** Builds the levels from the input upwards. */
export function buildStack(inputSide: number, layers: readonly StackLayer[]): Stack {
  const windows: WindowLayer[] = [];
  const sides = [inputSide];
  let fault: string | null = null;
  for (const [index, layer] of layers.entries()) {
    const input = sides.at(-1) ?? inputSide;
    const { kernel, stride, dilation } = layer;
    const padding = layer.padding === "same" ? samePaddingAlong(input, kernel, stride, dilation) : NO_SIDES;
    // Same padding may be odd: what is more on one side counts as input, so that the sum is right.
    const size = outputSize({
      input: input + padding.before + padding.after,
      kernel,
      stride,
      dilation,
      padding: 0,
    });
    if (size.type === "invalid") {
      fault = `Layer ${index + 1}: ${size.problem}`;
      break;
    }
    windows.push({ kernel, stride, dilation, padding: padding.before });
    sides.push(size.size);
  }
  const fields = receptiveFields(windows);
  const levels = sides.flatMap((side, index) => {
    const field = fields[index];
    return field === undefined ? [] : [{ side, field, window: windows[index - 1] ?? null }];
  });
  return { levels, fault };
}

const NO_SIDES = { before: 0, after: 0 };

/** The layers that lead from the input up to a level. */
export function windowsUpTo(stack: Stack, level: number): readonly WindowLayer[] {
  return stack.levels.slice(1, level + 1).flatMap(({ window }) => (window === null ? [] : [window]));
}

const PLAIN: StackLayer = { type: "conv", kernel: 3, stride: 1, dilation: 1, padding: "none" };
const POOL: StackLayer = { type: "pool", kernel: 2, stride: 2, dilation: 1, padding: "none" };

export const STACK_NAMES = ["small-kernels", "large-kernel", "pooling", "stride", "dilation"] as const;
export type StackName = (typeof STACK_NAMES)[number];

/** Stacks worth comparing. */
export const STACKS: Readonly<
  Record<StackName, { readonly label: string; readonly layers: readonly StackLayer[] }>
> = {
  "small-kernels": { label: "Three 3 × 3", layers: [PLAIN, PLAIN, PLAIN] },
  "large-kernel": { label: "One 7 × 7", layers: [{ ...PLAIN, kernel: 7 }] },
  pooling: { label: "With pooling", layers: [PLAIN, POOL, PLAIN] },
  stride: { label: "With stride", layers: [{ ...PLAIN, stride: 2 }, PLAIN, PLAIN] },
  dilation: { label: "Dilated", layers: [PLAIN, { ...PLAIN, dilation: 2 }, { ...PLAIN, dilation: 4 }] },
};
