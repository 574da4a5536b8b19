import * as tf from "@tensorflow/tfjs";
import { alea } from "seedrandom";
import { assertNever } from "../../../protocol/assert-never.ts";
import { copyBytes, floatsAt } from "../../kernels/memory.ts";
import { OPERANDS, OPERATIONS } from "../../kernels/operations/binary.ts";
import { FLOAT_BYTES } from "../../kernels/views.ts";
import type { Noise, NoisePlan } from "../architecture.ts";
import type { Stage, StageContext, Values } from "./stage.ts";

/**
 * Noise that multiplies the values, or is added to them: the same as in TensorFlow.js's own layers, for a seed of the
 * layer or of `resetState`.
 */
export function noiseStage(context: StageContext, { noise, shape }: NoisePlan, input: Values): Stage {
  const { engine, memory, capacity } = context;
  const { matrix } = OPERANDS;
  const size = tf.util.sizeFromShape([...shape]);
  const output = context.allocateOutput(size);
  const drawn = memory.allocate(capacity * size);
  const isAdded = noise.type === "gaussianNoise";
  const operation = isAdded ? OPERATIONS.add : OPERATIONS.multiply;
  const apply = (from: number, to: number, count: number): void =>
    engine.kernels.combine(operation, from, matrix, drawn, matrix, to, 1, count);
  const drawTo = (batch: number): void => {
    if (noise.type === "dropout" && noise.noiseShape === null) {
      drawDropout(noise, floatsAt(engine, drawn, batch * size));
      return;
    }
    // The memory may grow meanwhile, which would detach a view that was created before.
    const values = draw(noise, [batch, ...shape]);
    floatsAt(engine, drawn, batch * size).set(values);
  };
  return {
    output,
    parameters: [],
    forward(batch, training) {
      const count = batch * size;
      if (training) {
        drawTo(batch);
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

/** What the types of the generator leave out. */
interface AleaState {
  readonly c: number;
  readonly s0: number;
  readonly s1: number;
  readonly s2: number;
}

/**
 * What `tf.dropout` multiplies by, in a fraction of the time: floor(random + share) / share, where the share is that of the
 * values that stay, in float32. The random numbers are those of `tf.randomUniform`. Its generator is Alea (Baagøe, 2010),
 * whose state is in variables here.
 */
function drawDropout({ rate, seed }: Extract<Noise, { type: "dropout" }>, values: Float32Array): void {
  const share = Math.fround(1 - rate);
  let { c, s0, s1, s2 } = alea(String(seed ?? Math.random()), { state: true }).state() as AleaState;
  for (let i = 0; i < values.length; i++) {
    const next = 2_091_639 * s0 + c * 2.3283064365386963e-10;
    c = Math.trunc(next);
    s0 = s1;
    s1 = s2;
    s2 = next - c;
    values[i] = Math.floor(Math.fround(Math.fround(s2) + share)) / share;
  }
}

function draw(noise: Noise, shape: readonly number[]): Float32Array {
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
