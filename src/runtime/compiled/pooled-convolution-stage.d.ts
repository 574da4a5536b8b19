import type { ConvolutionPlan, PoolingPlan } from "./architecture.ts";
import type { Site, Stage } from "./stage.ts";
/**
 * A convolution and the max pooling behind it as one: each feature map is pooled while it is still in the
 * processor's cache, and never leaves it; and the backward pass goes only through the places that were a maximum.
 */
export declare function pooledConvolutionStage(site: Site, plan: ConvolutionPlan, pooling: PoolingPlan): Stage;
