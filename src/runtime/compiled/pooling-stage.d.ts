import type { PoolingPlan } from "./architecture.ts";
import type { Site, Stage } from "./stage.ts";
/** How far the first window lies above and left of the image. */
export declare function poolPadding({ input, window }: PoolingPlan): {
    readonly top: number;
    readonly left: number;
};
export declare function poolingStage(site: Site, plan: PoolingPlan): Stage;
