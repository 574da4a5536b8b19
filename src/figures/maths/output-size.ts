/** What decides how many places a kernel takes along one axis. All in cells. */
export interface AxisSpec {
  readonly input: number;
  readonly kernel: number;
  /** Zeros on each side. */
  readonly padding: number;
  readonly stride: number;
  /** Distance between neighbouring weights of the kernel; 1 leaves no gap. */
  readonly dilation: number;
}

/** How far a kernel reaches and how many outputs it gives, or why there are none. */
export type OutputSize =
  | {
      readonly possible: true;
      readonly size: number;
      /** Cells from the kernel's first weight to its last: dilation · (kernel − 1) + 1. */
      readonly reach: number;
      /** Cells of input and padding together. */
      readonly padded: number;
      /** Cells at the far end (padding included) that the last step leaves out. */
      readonly unused: number;
    }
  | {
      readonly possible: false;
      readonly reach: number;
      readonly padded: number;
      readonly problem: string;
      readonly remedy: string;
    };

/**
 * The number of outputs along one axis: floor((input + 2·padding − reach) / stride) + 1.
 * Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016), relationship 15.
 */
export function outputSize(settings: AxisSpec): OutputSize {
  const { input, kernel, padding, stride, dilation } = settings;
  const reach = dilation * (kernel - 1) + 1;
  const padded = input + 2 * padding;
  const fault = invalidSetting(settings);
  if (fault !== null) return { possible: false, reach, padded, ...fault };
  if (reach > padded) return { possible: false, reach, padded, ...tooLarge(settings, reach, padded) };
  const size = Math.floor((padded - reach) / stride) + 1;
  return { possible: true, size, reach, padded, unused: padded - reach - (size - 1) * stride };
}

interface Fault {
  readonly problem: string;
  readonly remedy: string;
}

function invalidSetting(settings: AxisSpec): Fault | null {
  const smallest = { input: 1, kernel: 1, padding: 0, stride: 1, dilation: 1 } as const;
  for (const name of ["input", "kernel", "padding", "stride", "dilation"] as const) {
    const value = settings[name];
    if (Number.isInteger(value) && value >= smallest[name]) continue;
    return {
      problem: `The ${name} is ${value}, but cells are counted in whole numbers from ${smallest[name]}.`,
      remedy: `Choose a whole number of at least ${smallest[name]} for the ${name}.`,
    };
  }
  return null;
}

function tooLarge({ kernel, padding, dilation }: AxisSpec, reach: number, padded: number): Fault {
  const why =
    dilation > 1
      ? `The ${kernel} × ${kernel} kernel spread by dilation ${dilation} covers ${reach} cells`
      : `The kernel covers ${reach} cells`;
  const where =
    padding > 0 ? `the input with its padding has only ${padded}` : `the input has only ${padded}`;
  const missing = reach - padded;
  const less = dilation > 1 ? "a smaller kernel or dilation" : "a smaller kernel";
  return {
    problem: `${why}, but ${where}: it fits nowhere, so there is no output.`,
    remedy: `Take ${less}, an input of ${missing} more, or padding ${padding + Math.ceil(missing / 2)}.`,
  };
}
