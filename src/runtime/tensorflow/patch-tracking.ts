import * as tf from "@tensorflow/tfjs";
import { noteCreation } from "./created-tensors.ts";

/** A tensor that no `tidy` will dispose of is noted, with the code that made it. */
export function patchTracking(): void {
  const engine = tf.engine() as unknown as Tracking;
  const { track } = engine;
  engine.track = function <Tracked extends tf.Tensor>(tensor: Tracked): Tracked {
    if (this.state.activeScope == null) noteCreation(tensor);
    return track.call(this, tensor) as Tracked;
  };
}

/** Members of TensorFlow.js's engine that its types hide. */
interface Tracking {
  readonly state: { readonly activeScope: unknown };
  track<Tracked extends tf.Tensor>(tensor: Tracked): Tracked;
}
