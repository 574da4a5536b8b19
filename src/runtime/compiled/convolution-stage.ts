import { FLOAT_BYTES } from "../kernels/engine.ts";
import { inputGradientOf } from "../kernels/input-gradient.ts";
import type { ConvolutionPlan } from "./architecture.ts";
import { convolutionInfo, framesFor } from "./convolution-frames.ts";
import { weightsFor } from "./convolution-weights.ts";
import type { Site, Stage } from "./stage.ts";

/** A convolution whose outputs all have gradients. */
export function convolutionStage(site: Site, plan: ConvolutionPlan): Stage {
  const { engine, capacity } = site;
  const { kernels } = engine;
  const { input, output: shape, window } = plan;
  const run = window.columns * input.channels;
  const cells = shape.height * shape.width;
  const floats = cells * shape.channels;
  const inputFloats = input.height * input.width * input.channels;
  const frames = framesFor(site, plan);
  const weights = weightsFor(site, plan.kernel, plan.bias, window.rows * run, shape.channels);
  const inputGradient = inputGradientOf(engine, convolutionInfo(plan), site);
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
    backward(images, inputGradients, batch) {
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
      if (inputGradients === 0) return;
      inputGradient.read(engine.address(plan.kernel));
      for (let index = 0; index < batch; index++) {
        inputGradient.run(
          gradient + index * floats * FLOAT_BYTES,
          inputGradients + index * inputFloats * FLOAT_BYTES,
        );
      }
    },
  };
}
