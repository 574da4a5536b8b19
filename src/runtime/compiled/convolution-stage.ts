import { FLOAT_BYTES } from "../kernels/engine.ts";
import type { ConvolutionPlan } from "./architecture.ts";
import { framesFor } from "./convolution-frames.ts";
import { weightsFor } from "./convolution-weights.ts";
import type { Site, Stage } from "./stage.ts";
import { turnedFilter } from "./turned-filter.ts";

/** A convolution whose outputs all have gradients. */
export function convolutionStage(site: Site, plan: ConvolutionPlan): Stage {
  const { engine, capacity } = site;
  const { kernels } = engine;
  const { input, output: shape, window } = plan;
  const run = window.columns * input.channels;
  const cells = shape.height * shape.width;
  const floats = cells * shape.channels;
  const frames = framesFor(site, plan);
  const weights = weightsFor(site, plan.kernel, plan.bias, window.rows * run, shape.channels);
  const turned = turnedFilter(site, plan.kernel, plan);
  const places = site.integers(everyPlace(plan, frames.down, frames.right));
  const output = site.room(capacity * floats);
  const gradient = site.room(capacity * floats);
  return {
    output,
    gradient,
    parameters: weights.parameters,
    forward(images, batch) {
      const [filter, bias] = [weights.read(), weights.readBias()];
      for (let index = 0; index < batch; index++) {
        kernels.convolve(
          frames.put(images, index),
          frames.rowStride,
          frames.down,
          frames.right,
          filter,
          window.rows,
          run,
          weights.width,
          bias,
          output + index * floats * FLOAT_BYTES,
          shape.height,
          shape.width,
          shape.channels,
        );
      }
    },
    backward(images, inputGradient, batch) {
      const sums = weights.openGradient();
      for (let index = 0; index < batch; index++) {
        kernels.addFilterGradient(
          frames.at(images, index),
          frames.rowStride,
          frames.down,
          frames.right,
          gradient + index * floats * FLOAT_BYTES,
          shape.height,
          shape.width,
          shape.channels,
          sums,
          window.rows,
          run,
          weights.width,
        );
      }
      kernels.addBiasGradient(gradient, batch * cells, shape.channels, weights.openBiasGradient());
      weights.closeGradient();
      if (inputGradient === 0) return;
      const filter = turned.read();
      for (let index = 0; index < batch; index++) {
        kernels.addSparseInputGradient(
          frames.openGradient(inputGradient, index),
          frames.rowStride,
          gradient + index * floats * FLOAT_BYTES,
          places,
          cells,
          shape.channels,
          filter,
          window.rows,
          turned.width,
        );
        frames.closeGradient(inputGradient, index);
      }
    },
  };
}

/** Where each output's window begins, in bytes. */
function everyPlace({ output }: ConvolutionPlan, down: number, right: number): Int32Array {
  const places = new Int32Array(output.height * output.width * output.channels);
  for (let index = 0; index < places.length; index++) {
    const cell = Math.floor(index / output.channels);
    places[index] = Math.floor(cell / output.width) * down + (cell % output.width) * right;
  }
  return places;
}
