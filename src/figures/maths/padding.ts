/** Cells of zeros added on each side before the kernel slides. */
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
 * "same" padding along one axis, as TensorFlow has it: the output gets ceil(input / stride) cells,
 * and an odd cell of padding goes after, not before.
 */
export function samePaddingAlong(
  input: number,
  kernel: number,
  stride = 1,
  dilation = 1,
): { readonly before: number; readonly after: number } {
  const reach = dilation * (kernel - 1) + 1;
  const total = Math.max(0, (Math.ceil(input / stride) - 1) * stride + reach - input);
  const before = Math.floor(total / 2);
  return { before, after: total - before };
}

/** "same" padding of both axes for a square kernel. */
export function samePadding(
  size: { readonly height: number; readonly width: number },
  kernel: number,
  stride = 1,
  dilation = 1,
): Padding {
  const vertical = samePaddingAlong(size.height, kernel, stride, dilation);
  const horizontal = samePaddingAlong(size.width, kernel, stride, dilation);
  return {
    top: vertical.before,
    bottom: vertical.after,
    left: horizontal.before,
    right: horizontal.after,
  };
}
