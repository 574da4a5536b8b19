import * as tf from "@tensorflow/tfjs";
import { resumeAfter } from "../platform/activity.ts";

/** The values of a GPU arrive in a task of the runtime's. What follows belongs to the run that asked for them. */
export function patchReading(): void {
  const { prototype } = tf.Tensor;
  const { data } = prototype;
  prototype.data = function <Type extends tf.DataType>(this: tf.Tensor) {
    return resumeAfter(data.call(this) as Promise<tf.DataTypeMap[Type]>);
  };
}
