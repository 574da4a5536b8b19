import type { DropoutPlan } from "./architecture.ts";
import type { Site, Stage } from "./stage.ts";
/** Dropout; what is dropped is drawn by TensorFlow.js itself, so that the same seed drops the same. */
export declare function dropoutStage(site: Site, { shape, rate, seed }: DropoutPlan): Stage;
