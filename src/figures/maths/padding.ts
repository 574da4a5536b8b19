import { effectiveKernelSize } from "./output-size.ts";

/** Cells of zeros added on each side of an input. */
export interface Padding {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** The same number of cells on every side. */
export function padAll(cells: number): Padding {
  return { top: cells, right: cells, bottom: cells, left: cells };
}

export const NO_PADDING: Padding = padAll(0);

/**
 * "same" padding along one axis, as in TensorFlow: the output has ceil(input / stride) cells,
 * and an odd cell of padding goes after the input, not before it.
 */
export function samePaddingAlong(
  input: number,
  kernel: number,
  stride = 1,
  dilation = 1,
): { readonly before: number; readonly after: number } {
  const covered = (Math.ceil(input / stride) - 1) * stride + effectiveKernelSize(kernel, dilation);
  const total = Math.max(0, covered - input);
  const before = Math.floor(total / 2);
  return { before, after: total - before };
}

/** "same" padding along both axes, for a kernel and strides given as one number or as [height, width]. */
export function samePadding(
  size: { readonly height: number; readonly width: number },
  kernel: PerAxis,
  stride: PerAxis = 1,
  dilation = 1,
): Padding {
  const [kernelHeight, kernelWidth] = perAxis(kernel);
  const [strideDown, strideAcross] = perAxis(stride);
  const vertical = samePaddingAlong(size.height, kernelHeight, strideDown, dilation);
  const horizontal = samePaddingAlong(size.width, kernelWidth, strideAcross, dilation);
  return {
    top: vertical.before,
    bottom: vertical.after,
    left: horizontal.before,
    right: horizontal.after,
  };
}

/** One number for both axes, or [vertical, horizontal]. */
type PerAxis = number | readonly [vertical: number, horizontal: number];

function perAxis(value: PerAxis): readonly [vertical: number, horizontal: number] {
  return typeof value === "number" ? [value, value] : value;
}
