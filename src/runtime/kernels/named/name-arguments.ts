import type { KernelExports } from "../kernel-exports.ts";
import { columnKernels } from "./columns.ts";
import { convolutionGradients } from "./convolution-gradients.ts";
import { convolutions } from "./convolutions.ts";
import { copies } from "./copies.ts";
import { depthwiseConvolutions } from "./depthwise.ts";
import { optimizerSteps } from "./optimizers.ts";
import { poolings } from "./pooling.ts";
import { winogradKernels } from "./winograd.ts";

/** The kernels; those with many arguments take them by name. */
export type Kernels = ReturnType<typeof nameArguments>;

/**
 * Gives names to the arguments of exports that take many. What each kernel computes is documented in `assembly/`.
 * The calls write their arguments out: spreading an array at each call is slow, and there is a call per image.
 */
export function nameArguments(exports: KernelExports) {
  return {
    ...exports,
    ...convolutions(exports),
    ...convolutionGradients(exports),
    ...depthwiseConvolutions(exports),
    ...columnKernels(exports),
    ...winogradKernels(exports),
    ...poolings(exports),
    ...copies(exports),
    ...optimizerSteps(exports),
  };
}
