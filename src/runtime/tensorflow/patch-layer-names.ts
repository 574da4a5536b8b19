import * as tf from "@tensorflow/tfjs";

/**
 * TensorFlow.js numbers the layers of each class for as long as the page lives, and has no way to begin again: the
 * model of a cell that is run twice is `conv2d_Conv2D2`. But a layer without a name asks for its class's name
 * exactly once before it has one, and then sets it: there the number is replaced by one of our own counting.
 */
export function installLayerNames(): void {
  if (installed) return;
  installed = true;
  const { prototype } = tf.layers.Layer;
  const getClassName = prototype.getClassName;
  prototype.getClassName = function () {
    const className = getClassName.call(this);
    if (!Object.hasOwn(this, "name")) renumberName(this, className);
    return className;
  };
}

/** The next layer of every class is the first again. */
export function resetLayerNames(): void {
  counts.clear();
}

let installed = false;
const counts = new Map<string, number>();

/** The name that the layer's constructor is about to set gets our number in place of its own. */
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
