import * as tf from "@tensorflow/tfjs";
import { share, supportsSharing } from "../kernels/operations/identity.ts";
import { runningEngine } from "../kernels/register.ts";

/** Members of `tf.engine()` in TensorFlow.js 4.22 that its type declarations hide. */
interface Recorder {
  /** Called only to save a tensor for a gradient; `tf.clone` is a different function. */
  clone(x: tf.Tensor): tf.Tensor;
  addTapeNode(
    kernelName: string,
    inputs: { readonly x: tf.Tensor },
    outputs: readonly tf.Tensor[],
    gradient: null,
    saved: readonly tf.Tensor[],
    attributes: object,
  ): void;
}

/**
 * An operation saves clones of its inputs for its gradient. TensorFlow.js runs a kernel for each, a third of all kernels
 * in a step of a small network. A clone that shares the values needs no kernel. It is on the tape like any other
 * operation, so that gradients of gradients work.
 */
export function patchSavedTensors(): void {
  const recorder = tf.engine() as unknown as Recorder;
  const stock = recorder.clone.bind(recorder);
  recorder.clone = (x) => {
    const engine = runningEngine();
    if (engine === undefined || !supportsSharing(engine, x)) return stock(x);
    const clone = tf.engine().makeTensorFromTensorInfo(share(engine, x));
    recorder.addTapeNode(tf.Identity, { x }, [clone], null, [], {});
    return clone;
  };
}
