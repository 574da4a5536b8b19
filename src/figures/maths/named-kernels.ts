import { type Kernel, squareKernel } from "./kernel.ts";

export const KERNEL_NAMES = ["identity", "blur", "sharpen", "edges", "sobel-x", "sobel-y", "emboss"] as const;
export type KernelName = (typeof KERNEL_NAMES)[number];

/** A well-known 3 × 3 kernel and what it does. */
export interface NamedKernel {
  readonly label: string;
  readonly explanation: string;
  readonly kernel: Kernel;
}

/** Well-known kernels, by name. Gradients are positive where values increase to the right or downwards. */
export const NAMED_KERNELS: Readonly<Record<KernelName, NamedKernel>> = {
  identity: {
    label: "Identity",
    explanation:
      "Copies the central pixel: the output is the input, without its border if there is no padding.",
    kernel: squareKernel([0, 0, 0, 0, 1, 0, 0, 0, 0]),
  },
  blur: {
    label: "Blur",
    explanation: "The mean of nine pixels: fine detail is smoothed away.",
    kernel: squareKernel(Array.from({ length: 9 }, () => 1 / 9)),
  },
  sharpen: {
    label: "Sharpen",
    explanation: "Five times the central pixel minus its four neighbours: differences are amplified.",
    kernel: squareKernel([0, -1, 0, -1, 5, -1, 0, -1, 0]),
  },
  edges: {
    label: "Edges, all directions",
    explanation:
      "Eight times the central pixel minus all its neighbours: zero wherever the image is uniform.",
    kernel: squareKernel([-1, -1, -1, -1, 8, -1, -1, -1, -1]),
  },
  "sobel-x": {
    label: "Vertical edges, Sobel",
    explanation:
      "Right minus left: positive where values increase to the right, negative where they decrease.",
    kernel: squareKernel([-1, 0, 1, -2, 0, 2, -1, 0, 1]),
  },
  "sobel-y": {
    label: "Horizontal edges, Sobel",
    explanation: "Below minus above: positive where values increase downwards, negative where they decrease.",
    kernel: squareKernel([-1, -2, -1, 0, 0, 0, 1, 2, 1]),
  },
  emboss: {
    label: "Emboss",
    explanation: "Bottom right minus top left, added to the image: it looks lit from one side.",
    kernel: squareKernel([-2, -1, 0, -1, 1, 1, 0, 1, 2]),
  },
};
