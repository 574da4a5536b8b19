import * as tf from "@tensorflow/tfjs";
import type { DropoutPlan } from "./architecture.ts";
import type { Site, Stage } from "./stage.ts";

/** Dropout; what is dropped is drawn by TensorFlow.js itself, so that the same seed drops the same. */
export function dropoutStage(site: Site, { shape, rate, seed }: DropoutPlan): Stage {
  const { engine, capacity } = site;
  const size = shape.reduce((product, length) => product * length, 1);
  const output = site.room(capacity * size);
  const gradient = site.room(capacity * size);
  const factors = site.room(capacity * size);
  const multiply = (from: number, to: number, count: number): void => {
    const [source, target] = [floats(from, count), floats(to, count)];
    const factor = floats(factors, count);
    for (let i = 0; i < count; i++) target[i] = (source[i] ?? 0) * (factor[i] ?? 0);
  };
  const floats = (address: number, count: number): Float32Array =>
    new Float32Array(engine.bytes(), address, count);
  const draw = (batch: number): void => {
    const drawn = tf.tidy(() => tf.dropout(tf.ones([batch, ...shape]), rate, undefined, seed).dataSync());
    floats(factors, batch * size).set(drawn);
  };
  return {
    output,
    gradient,
    parameters: [],
    forward(input, batch, training) {
      const count = batch * size;
      if (training) {
        draw(batch);
        multiply(input, output, count);
      } else {
        engine.kernels.widen(input, output, 1, count, count);
      }
    },
    backward(_input, inputGradient, batch) {
      if (inputGradient !== 0) multiply(gradient, inputGradient, batch * size);
    },
  };
}
