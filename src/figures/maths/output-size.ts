import { figureWords } from "../../words/figure-words.ts";
/** A sliding kernel along one axis. All in cells. */
export interface AxisSpec {
  readonly input: number;
  readonly kernel: number;
  /** Zeros on each side. */
  readonly padding: number;
  readonly stride: number;
  /** Distance between neighbouring weights of the kernel; 1 leaves no gap. */
  readonly dilation: number;
}

/** The number of outputs along one axis, or why there are none. */
export type OutputSize =
  | {
      readonly type: "valid";
      readonly size: number;
      /** Cells from the kernel's first weight to its last, gaps included. */
      readonly effectiveKernel: number;
      /** Cells of input and padding together. */
      readonly padded: number;
      /** Cells at the far end, padding included, that no position of the kernel covers. */
      readonly unused: number;
    }
  | {
      readonly type: "invalid";
      readonly effectiveKernel: number;
      readonly padded: number;
      readonly problem: string;
      readonly remedy: string;
    };

/** Cells from a dilated kernel's first weight to its last: dilation · (kernel − 1) + 1. */
export function effectiveKernelSize(kernel: number, dilation: number): number {
  return dilation * (kernel - 1) + 1;
}

/**
 * The number of positions of a kernel along a padded axis: floor((padded − effectiveKernel) / stride) + 1.
 * 0 or less if it does not fit.
 * Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016), relationship 15.
 */
export function outputCount(padded: number, effectiveKernel: number, stride: number): number {
  return Math.floor((padded - effectiveKernel) / stride) + 1;
}

/** The output size along one axis; if there is no output, what is wrong and what to change. */
export function outputSize(spec: AxisSpec): OutputSize {
  const { input, kernel, padding, stride, dilation } = spec;
  const effectiveKernel = effectiveKernelSize(kernel, dilation);
  const padded = input + 2 * padding;
  const fault = invalidSetting(spec) ?? (effectiveKernel > padded ? tooLarge(spec) : null);
  if (fault !== null) return { type: "invalid", effectiveKernel, padded, ...fault };
  const size = outputCount(padded, effectiveKernel, stride);
  const unused = padded - effectiveKernel - (size - 1) * stride;
  return { type: "valid", size, effectiveKernel, padded, unused };
}

interface Fault {
  readonly problem: string;
  readonly remedy: string;
}

function invalidSetting(spec: AxisSpec): Fault | null {
  const smallest = { input: 1, kernel: 1, padding: 0, stride: 1, dilation: 1 } as const;
  for (const name of ["input", "kernel", "padding", "stride", "dilation"] as const) {
    const value = spec[name];
    if (Number.isInteger(value) && value >= smallest[name]) continue;
    return {
      problem: figureWords.maths.invalid(figureWords.maths.names[name], value, smallest[name]),
      remedy: figureWords.maths.chooseValid(figureWords.maths.names[name], smallest[name]),
    };
  }
  return null;
}

function tooLarge({ input, kernel, padding, dilation }: AxisSpec): Fault {
  const effectiveKernel = effectiveKernelSize(kernel, dilation);
  const padded = input + 2 * padding;
  const covers =
    dilation > 1
      ? figureWords.maths.coversDilated(kernel, kernel, dilation, effectiveKernel)
      : figureWords.maths.covers(effectiveKernel);
  const available =
    padding > 0 ? figureWords.maths.availablePadded(padded) : figureWords.maths.available(padded);
  const missing = effectiveKernel - padded;
  const smaller = dilation > 1 ? figureWords.maths.smallerDilated : figureWords.maths.smaller;
  return {
    problem: figureWords.maths.fitsNowhere(covers, available),
    remedy: figureWords.maths.remedy(smaller, missing, padding + Math.ceil(missing / 2)),
  };
}
