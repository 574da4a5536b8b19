import type { ActivationPlan } from "./architecture.ts";
import type { Site, Stage } from "./stage.ts";
/**
 * An activation. Where `before` is a stage that does not need its own outputs any more, it works in place there;
 * another activation does need them.
 */
export declare function activationStage(site: Site, plan: ActivationPlan, before: Stage | undefined): Stage;
