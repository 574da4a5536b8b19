import * as tf from "@tensorflow/tfjs";
import { backendChosen } from "../backends/current.ts";

/** Reports a backend that a cell chooses with `tf.setBackend`, once it runs. */
export function patchSetBackend(): void {
  const engine = tf.engine();
  const setBackend = engine.setBackend.bind(engine);
  engine.setBackend = async (name) => {
    const started = await setBackend(name);
    if (started) backendChosen(name);
    return started;
  };
}
