import * as tf from "@tensorflow/tfjs";

/** How many layers of each class have been named since the last reset. */
const counts = new Map<string, number>();

/** The next layer of every class is number 1 again. */
export function resetLayerNames(): void {
  counts.clear();
}

/**
 * TensorFlow.js numbers the layers of each class for as long as the page lives and cannot reset the count: a cell that
 * runs twice would name its layer `conv2d_Conv2D2`. A layer without a name asks for its class name exactly once before
 * it sets its own; at that moment its number is replaced by ours.
 */
export function patchLayerNames(): void {
  const { prototype } = tf.layers.Layer;
  const { getClassName } = prototype;
  prototype.getClassName = function () {
    const className = getClassName.call(this);
    if (!Object.hasOwn(this, "name")) renumberName(this, className);
    return className;
  };
}

/** Replaces the number in the name that the layer's constructor is about to set. */
function renumberName(layer: tf.layers.Layer, className: string): void {
  const number = (counts.get(className) ?? 0) + 1;
  counts.set(className, number);
  Object.defineProperty(layer, "name", {
    configurable: true,
    enumerable: true,
    set(name: string) {
      const value = name.replace(/\d+$/, String(number));
      Object.defineProperty(layer, "name", { value, writable: true, configurable: true, enumerable: true });
    },
  });
}
