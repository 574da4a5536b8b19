import { type Kernel, squareKernel } from "./kernel.ts";

export const KERNEL_NAMES = ["identity", "blur", "sharpen", "edges", "sobel-x", "sobel-y", "emboss"] as const;
export type KernelName = (typeof KERNEL_NAMES)[number];

/** A ready-made 3 × 3 kernel and what it is good for. */
export interface NamedKernel {
  readonly label: string;
  readonly explanation: string;
  readonly kernel: Kernel;
}

/** The ready-made kernels, by name. Gradients are positive where values grow to the right, or downwards. */
export const NAMED_KERNELS: Readonly<Record<KernelName, NamedKernel>> = {
  identity: {
    label: "Identity",
    explanation:
      "Copies the pixel in the middle: the output is the input, less its border where there is no padding.",
    kernel: squareKernel([0, 0, 0, 0, 1, 0, 0, 0, 0]),
  },
  blur: {
    label: "Blur",
    explanation: "The mean of nine pixels: fine detail is smoothed away.",
    kernel: squareKernel(Array.from({ length: 9 }, () => 1 / 9)),
  },
  sharpen: {
    label: "Sharpen",
    explanation: "Five times the middle less its four neighbours: differences grow.",
    kernel: squareKernel([0, -1, 0, -1, 5, -1, 0, -1, 0]),
  },
  edges: {
    label: "Edges, all directions",
    explanation: "Eight times the middle less all its neighbours: zero wherever the picture is flat.",
    kernel: squareKernel([-1, -1, -1, -1, 8, -1, -1, -1, -1]),
  },
  "sobel-x": {
    label: "Vertical edges, Sobel",
    explanation: "Right minus left: large where values grow to the right, negative where they fall.",
    kernel: squareKernel([-1, 0, 1, -2, 0, 2, -1, 0, 1]),
  },
  "sobel-y": {
    label: "Horizontal edges, Sobel",
    explanation: "Below minus above: large where values grow downwards, negative where they fall.",
    kernel: squareKernel([-1, -2, -1, 0, 0, 0, 1, 2, 1]),
  },
  emboss: {
    label: "Emboss",
    explanation: "Bottom right minus top left, kept on the picture: it looks lit from one side.",
    kernel: squareKernel([-2, -1, 0, -1, 1, 1, 0, 1, 2]),
  },
};
