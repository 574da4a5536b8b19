import * as tf from "@tensorflow/tfjs";

type CallbackConstructor = new () => tf.Callback;

/** TensorFlow.js does not give out its own registry. */
const registered: { readonly level: number; readonly create: CallbackConstructor }[] = [];

/** `tf.registerCallbackConstructor`: every `fit` with `verbose` of at least this level gets such a callback. */
export function registerCallback(level: number, create: CallbackConstructor): void {
  tf.registerCallbackConstructor(level, create);
  registered.push({ level, create });
}

/** New callbacks for a `fit`, in the order in which TensorFlow.js calls them. */
export function createRegisteredCallbacks(verbose: number): tf.Callback[] {
  return registered
    .toSorted((a, b) => a.level - b.level)
    .flatMap(({ level, create }) => (verbose >= level ? [new create()] : []));
}
