import * as tf from "@tensorflow/tfjs";
import { after } from "../platform/captured.ts";

/**
 * TensorFlow.js polls for the values of a GPU by `setTimeout`, in one loop for all that wait. With this patch that timer
 * is the runtime's own: a stop would end a cell's, and with it the loop.
 */
export function patchPolling(): void {
  tf.env().platform.setTimeoutCustom = (poll, ms) => after(ms, () => poll());
}
