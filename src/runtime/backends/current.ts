import * as tf from "@tensorflow/tfjs";

const setBackend = tf.engine().setBackend.bind(tf.engine());

/**
 * Makes a backend that has been started the current one, at once: TensorFlow.js waits only for one that has not.
 *
 * @throws Error when it is not there (any more)
 */
export function useBackend(name: string): void {
  setBackend(name).catch(() => undefined);
  if (tf.getBackend() !== name) throw new Error(`the backend "${name}" is gone`);
}

/** Does something on another backend without anybody seeing the change: it must not wait for anything. */
export function onBackend<Result>(name: string, action: () => Result): Result {
  const before = tf.getBackend();
  useBackend(name);
  try {
    return action();
  } finally {
    useBackend(before);
  }
}

let onChosen: (name: string) => void = () => {};

/** Calls the listener whenever a cell has chosen a backend with `tf.setBackend`. Replaces an earlier listener. */
export function onBackendChosen(listener: (name: string) => void): void {
  onChosen = listener;
}

export function backendChosen(name: string): void {
  onChosen(name);
}
