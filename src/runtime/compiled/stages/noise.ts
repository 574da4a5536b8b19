import * as tf from "@tensorflow/tfjs";
import { assertNever } from "../../../protocol/assert-never.ts";
import { copyBytes, floatsAt } from "../../kernels/memory.ts";
import { FLOAT_BYTES } from "../../kernels/views.ts";
import type { Noise, NoisePlan } from "../architecture.ts";
import type { Stage, StageContext, Values } from "./stage.ts";

/**
 * Noise that multiplies the values, or is added to them. TensorFlow.js itself draws it, so that a seed gives the same
 * results as in its own layers.
 */
export function noiseStage(context: StageContext, { noise, shape }: NoisePlan, input: Values): Stage {
  const { engine, memory, capacity } = context;
  const size = tf.util.sizeFromShape([...shape]);
  const output = context.allocateOutput(size);
  const drawn = memory.allocate(capacity * size);
  const isAdded = noise.type === "gaussianNoise";
  const apply = (from: number, to: number, count: number): void => {
    const [source, target] = [floatsAt(engine, from, count), floatsAt(engine, to, count)];
    const values = floatsAt(engine, drawn, count);
    for (let i = 0; i < count; i++) {
      const [value, by] = [source[i] ?? 0, values[i] ?? 0];
      target[i] = isAdded ? by + value : value * by;
    }
  };
  return {
    output,
    parameters: [],
    forward(batch, training) {
      const count = batch * size;
      if (training) {
        floatsAt(engine, drawn, count).set(draw(noise, [batch, ...shape]));
        apply(input.address, output.address, count);
      } else {
        copyBytes(engine, input.address, output.address, count * FLOAT_BYTES);
      }
    },
    backward(batch) {
      if (input.gradient === 0) return;
      const count = batch * size;
      if (isAdded) copyBytes(engine, output.gradient, input.gradient, count * FLOAT_BYTES);
      else apply(output.gradient, input.gradient, count);
    },
  };
}

function draw(noise: Noise, shape: readonly number[]): Float32Array {
  // The memory may grow, which would detach a view that was created before.
  return tf.tidy(() =>
    drawTensor(noise, [...shape])
      .dataSync()
      .slice(),
  ) as Float32Array;
}

function drawTensor(noise: Noise, shape: number[]): tf.Tensor {
  switch (noise.type) {
    case "dropout": {
      const noiseShape = noise.noiseShape?.map((length, axis) => length ?? shape[axis] ?? 1);
      return tf.dropout(tf.ones(shape), noise.rate, noiseShape, noise.seed);
    }
    case "gaussianDropout":
      return tf.randomNormal(shape, 1, noise.standardDeviation);
    case "gaussianNoise":
      return tf.randomNormal(shape, 0, noise.standardDeviation);
    default:
      return assertNever(noise);
  }
}
