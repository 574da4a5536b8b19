import * as tf from "@tensorflow/tfjs";
import { isPauseDue, pause } from "../platform/pauses.ts";

type Iterator = Awaited<ReturnType<tf.data.Dataset<tf.TensorContainer>["iterator"]>>;

/**
 * `next` of the iterators that `tf.data.array` and `tf.data.generator` begin with: a loop over a dataset without an end
 * would let no message through.
 */
export async function patchDatasetReading(): Promise<void> {
  const sources = [tf.data.array([0]), tf.data.generator(() => [][Symbol.iterator]())];
  for (const source of sources) pauseBetween(await source.iterator());
}

function pauseBetween(iterator: Iterator): void {
  const prototype = Object.getPrototypeOf(iterator) as Iterator;
  const { next } = prototype;
  prototype.next = async function () {
    if (isPauseDue()) await pause();
    return next.call(this);
  };
}
