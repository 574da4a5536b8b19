import { denseWeights, imageRow, sampleWindows } from "../../kernels/dense-views.ts";
import { roundUpToVector } from "../../kernels/views.ts";
import type { DensePlan } from "../architecture.ts";
import type { Stage, StageContext, Values } from "./stage.ts";
import { weightsOf } from "./weights.ts";

/** y = x W + b */
export function denseStage(context: StageContext, plan: DensePlan, input: Values): Stage {
  const { engine, memory } = context;
  const { kernels } = engine;
  const { inputs, outputs, kernel } = plan;
  const weights = weightsOf(context, plan);
  const transposedWidth = roundUpToVector(inputs);
  const transposed = memory.allocate(outputs * transposedWidth);
  const noBias = memory.allocateZeros(transposedWidth);
  const output = context.allocateOutput(outputs);

  function computeWeightGradient(batch: number): void {
    kernels.addFilterGradient({
      input: sampleWindows(input.address, inputs),
      outputGradient: imageRow(output.gradient, batch, outputs),
      filterGradient: denseWeights(weights.openGradient(), inputs, weights.width),
    });
    weights.closeGradient();
  }

  /** dx = dy Wᵀ, which is a dense layer with the weights Wᵀ. */
  function computeInputGradient(batch: number): void {
    const from = engine.address(kernel.variable);
    kernels.transpose({ from, to: transposed, rows: inputs, columns: outputs, width: transposedWidth });
    kernels.convolve({
      input: sampleWindows(output.gradient, outputs),
      filter: denseWeights(transposed, outputs, transposedWidth),
      bias: noBias,
      output: imageRow(input.gradient, batch, inputs),
    });
  }

  return {
    output,
    parameters: weights.parameters,
    forward(batch) {
      const [matrix, bias] = [weights.read(), weights.readBias()];
      kernels.convolve({
        input: sampleWindows(input.address, inputs),
        filter: denseWeights(matrix, inputs, weights.width),
        bias,
        output: imageRow(output.address, batch, outputs),
      });
    },
    backward(batch) {
      if (weights.isTrained) computeWeightGradient(batch);
      weights.computeBiasGradient(output.gradient, batch);
      if (input.gradient !== 0) computeInputGradient(batch);
    },
  };
}
