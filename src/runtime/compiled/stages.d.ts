import type { LayerPlan } from "./architecture.ts";
import type { Site, Stage } from "./stage.ts";
/** Builds the stages of a chain of layers. */
export declare function buildStages(site: Site, layers: readonly LayerPlan[]): Stage[];
