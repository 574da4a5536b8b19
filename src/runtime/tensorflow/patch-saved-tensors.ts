import * as tf from "@tensorflow/tfjs";
import { share, supportsSharing } from "../kernels/identity.ts";
import { runningEngine } from "../kernels/register.ts";

/** What TensorFlow.js keeps for gradients, and its tape, as its own types should show them. */
interface Recorder {
  /** Called for nothing but keeping a tensor while the tape runs; `tf.clone` is another function. */
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
 * What an operation keeps for its gradient is a clone of its inputs. TensorFlow.js runs a kernel for each, a third of
 * all that run in a step of a small network. A clone that shares the values needs none; it stands on the tape like any
 * other, so that the gradient of a gradient finds its way through it.
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
