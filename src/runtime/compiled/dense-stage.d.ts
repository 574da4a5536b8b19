import type { DensePlan } from "./architecture.ts";
import type { Site, Stage } from "./stage.ts";
/** y = x W + b: for the kernels a convolution of one row, in which the samples are the places. */
export declare function denseStage(site: Site, { inputs, outputs, kernel, bias }: DensePlan): Stage;
