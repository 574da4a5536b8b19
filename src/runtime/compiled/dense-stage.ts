import { FLOAT_BYTES, roundUpToVector } from "../kernels/engine.ts";
import type { DensePlan } from "./architecture.ts";
import { weightsFor } from "./convolution-weights.ts";
import type { Site, Stage } from "./stage.ts";

/** y = x W + b: for the kernels a convolution of one row, in which the samples are the places. */
export function denseStage(site: Site, { inputs, outputs, kernel, bias }: DensePlan): Stage {
  const { engine, capacity } = site;
  const { kernels } = engine;
  const weights = weightsFor(site, kernel, bias, inputs, outputs);
  const turnedWidth = roundUpToVector(inputs);
  const turned = site.room(outputs * turnedWidth);
  const noBias = site.zeros(turnedWidth);
  const output = site.room(capacity * outputs);
  const gradient = site.room(capacity * outputs);
  const [inputBytes, outputBytes] = [inputs * FLOAT_BYTES, outputs * FLOAT_BYTES];
  return {
    output,
    gradient,
    parameters: weights.parameters,
    forward(input, batch) {
      const [matrix, shift] = [weights.read(), weights.readBias()];
      kernels.convolve(
        input,
        0,
        0,
        inputBytes,
        matrix,
        1,
        inputs,
        weights.width,
        shift,
        output,
        1,
        batch,
        outputs,
      );
    },
    backward(input, inputGradient, batch) {
      const sums = weights.openGradient();
      kernels.addFilterGradient(
        input,
        0,
        0,
        inputBytes,
        gradient,
        1,
        batch,
        outputs,
        sums,
        1,
        inputs,
        weights.width,
      );
      kernels.addBiasGradient(gradient, batch, outputs, weights.openBiasGradient());
      weights.closeGradient();
      if (inputGradient === 0) return;
      // dx = dy Wᵀ, which is a dense layer again.
      kernels.transpose(engine.address(kernel), turned, inputs, outputs, turnedWidth);
      kernels.convolve(
        gradient,
        0,
        0,
        outputBytes,
        turned,
        1,
        outputs,
        turnedWidth,
        noBias,
        inputGradient,
        1,
        batch,
        inputs,
      );
    },
  };
}
