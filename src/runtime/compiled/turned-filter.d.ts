import type * as tf from "@tensorflow/tfjs";
import type { ConvolutionPlan } from "./architecture.ts";
import type { Site } from "./stage.ts";
/** A filter with its outputs first, as `assembly/sparse-gradient.ts` reads it: [outputs, rows, width]. */
export interface TurnedFilter {
    /** Length of a row, a multiple of four. */
    readonly width: number;
    /** The filter as it is now, turned. */
    read(): number;
    /** Where a turned gradient is to be added up, at zero. */
    open(): number;
    /** Turns the gradient back, into the filter's own shape. */
    close(gradient: number): void;
}
export declare function turnedFilter(site: Site, kernel: tf.Variable, { input, output, window }: ConvolutionPlan): TurnedFilter;
