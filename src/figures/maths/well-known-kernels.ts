import { type Kernel, squareKernel } from "./kernel.ts";

export const KERNEL_NAMES = ["identity", "blur", "sharpen", "edges", "sobel-x", "sobel-y", "emboss"] as const;
export type KernelName = (typeof KERNEL_NAMES)[number];

/** A well-known 3 × 3 kernel; what it does is in the dictionary. */
export interface NamedKernel {
  readonly kernel: Kernel;
}

/** Well-known kernels, by name. Gradients are positive where values increase to the right or downwards. */
export const NAMED_KERNELS: Readonly<Record<KernelName, NamedKernel>> = {
  identity: {
    kernel: squareKernel([0, 0, 0, 0, 1, 0, 0, 0, 0]),
  },
  blur: {
    kernel: squareKernel(Array.from({ length: 9 }, () => 1 / 9)),
  },
  sharpen: {
    kernel: squareKernel([0, -1, 0, -1, 5, -1, 0, -1, 0]),
  },
  edges: {
    kernel: squareKernel([-1, -1, -1, -1, 8, -1, -1, -1, -1]),
  },
  "sobel-x": {
    kernel: squareKernel([-1, 0, 1, -2, 0, 2, -1, 0, 1]),
  },
  "sobel-y": {
    kernel: squareKernel([-1, -2, -1, 0, 0, 0, 1, 2, 1]),
  },
  emboss: {
    kernel: squareKernel([-2, -1, 0, -1, 1, 1, 0, 1, 2]),
  },
};
