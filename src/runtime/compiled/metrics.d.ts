import type { MetricPlan } from "./architecture.ts";
import type { Targets } from "./losses.ts";
type OwnMetric = Exclude<MetricPlan["type"], "stock">;
/** The mean of a metric over a batch of outputs [batch, columns]. */
export type Metric = (outputs: Float32Array, targets: Targets, batch: number, columns: number) => number;
export declare const METRICS: Readonly<Record<OwnMetric, Metric>>;
export {};
