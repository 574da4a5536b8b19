import * as tf from "@tensorflow/tfjs";

const setBackend = tf.engine().setBackend.bind(tf.engine());

/**
 * Makes a started backend the current one, synchronously: TensorFlow.js waits only for one that has not started.
 *
 * @throws {Error} if the backend is not available (any more)
 */
export function useBackend(name: string): void {
  setBackend(name).catch(() => undefined);
  if (tf.getBackend() !== name) throw new Error(`the backend "${name}" is gone`);
}

/** Runs a synchronous action on another backend. No other code can observe the change. */
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

/** Notifies the listener. */
export function backendChosen(name: string): void {
  onChosen(name);
}
