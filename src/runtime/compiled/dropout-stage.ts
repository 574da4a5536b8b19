import * as tf from "@tensorflow/tfjs";
import { copyBytes, floatsAt } from "../kernels/memory.ts";
import { FLOAT_BYTES } from "../kernels/views.ts";
import type { DropoutPlan } from "./architecture.ts";
import type { Stage, StageContext } from "./stage.ts";

/** Dropout. TensorFlow.js itself draws the mask, so that a seed gives the same results as in its own layer. */
export function dropoutStage(
  { engine, memory, capacity }: StageContext,
  { shape, rate, seed }: DropoutPlan,
): Stage {
  const size = tf.util.sizeFromShape([...shape]);
  const output = memory.allocate(capacity * size);
  const gradient = memory.allocate(capacity * size);
  const mask = memory.allocate(capacity * size);
  const drawMask = (batch: number): void => {
    const drawn = tf.tidy(() => tf.dropout(tf.ones([batch, ...shape]), rate, undefined, seed).dataSync());
    floatsAt(engine, mask, batch * size).set(drawn);
  };
  const applyMask = (from: number, to: number, count: number): void => {
    const [source, target] = [floatsAt(engine, from, count), floatsAt(engine, to, count)];
    const factors = floatsAt(engine, mask, count);
    for (let i = 0; i < count; i++) target[i] = (source[i] ?? 0) * (factors[i] ?? 0);
  };
  return {
    output,
    gradient,
    parameters: [],
    forward(input, batch, training) {
      const count = batch * size;
      if (training) {
        drawMask(batch);
        applyMask(input, output, count);
      } else {
        copyBytes(engine, input, output, count * FLOAT_BYTES);
      }
    },
    backward(_input, inputGradient, batch) {
      if (inputGradient !== 0) applyMask(gradient, inputGradient, batch * size);
    },
  };
}
