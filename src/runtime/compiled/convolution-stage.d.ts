import type { ConvolutionPlan } from "./architecture.ts";
import type { Site, Stage } from "./stage.ts";
/** A convolution whose outputs all have gradients. */
export declare function convolutionStage(site: Site, plan: ConvolutionPlan): Stage;
