import { figureWords } from "../../../words/figure-words.ts";
import { type Kernel, withWeight } from "../../maths/kernel.ts";
import type { Position } from "../../maths/volume.ts";
import { type KernelName, NAMED_KERNELS } from "../../maths/well-known-kernels.ts";

/** The name of a well-known kernel, or "own" for weights that the reader edited. */
export type KernelChoice = KernelName | "own";

/** A kernel with one input and one output channel, as the reader chose or edited it. */
export interface EditableKernel {
  readonly name: KernelChoice;
  readonly kernel: Kernel;
}

export function namedKernel(name: KernelName): EditableKernel {
  return { name, kernel: NAMED_KERNELS[name].kernel };
}

/** The kernel after a choice in `KernelSelect`: "own" keeps the weights. */
export function withChoice({ kernel }: EditableKernel, name: KernelChoice): EditableKernel {
  return name === "own" ? { name, kernel } : namedKernel(name);
}

/** The kernel after one of its weights was edited. */
export function withEdit({ kernel }: EditableKernel, position: Position, weight: number): EditableKernel {
  return { name: "own", kernel: withWeight(kernel, [position.row, position.column, 0, 0], weight) };
}

/** The kernel's name within a sentence. */
export function kernelLabel({ name }: EditableKernel): string {
  return name === "own" ? figureWords.parts.ownInSentence : figureWords.kernels[name].label;
}
