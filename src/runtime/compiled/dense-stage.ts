import { denseWeights, imageRow, sampleWindows } from "../kernels/dense-views.ts";
import { roundUpToVector } from "../kernels/views.ts";
import type { DensePlan } from "./architecture.ts";
import type { Stage, StageContext } from "./stage.ts";
import { weightsOf } from "./weights.ts";

/** y = x W + b */
export function denseStage(context: StageContext, plan: DensePlan): Stage {
  const { engine, memory, capacity } = context;
  const { kernels } = engine;
  const { inputs, outputs, kernel } = plan;
  const weights = weightsOf(context, plan);
  const transposedWidth = roundUpToVector(inputs);
  const transposed = memory.allocate(outputs * transposedWidth);
  const noBias = memory.allocateZeros(transposedWidth);
  const output = memory.allocate(capacity * outputs);
  const gradient = memory.allocate(capacity * outputs);

  function computeWeightGradients(input: number, batch: number): void {
    kernels.addFilterGradient({
      input: sampleWindows(input, inputs),
      outputGradient: imageRow(gradient, batch, outputs),
      filterGradient: denseWeights(weights.openGradient(), inputs, weights.width),
    });
    kernels.addBiasGradient(gradient, batch, outputs, weights.openBiasGradient());
    weights.closeGradient();
  }

  /** dx = dy Wᵀ, which is a dense layer with the weights Wᵀ. */
  function computeInputGradient(inputGradient: number, batch: number): void {
    const from = engine.address(kernel);
    kernels.transpose({ from, to: transposed, rows: inputs, columns: outputs, width: transposedWidth });
    kernels.convolve({
      input: sampleWindows(gradient, outputs),
      filter: denseWeights(transposed, outputs, transposedWidth),
      bias: noBias,
      output: imageRow(inputGradient, batch, inputs),
    });
  }

  return {
    output,
    gradient,
    parameters: weights.parameters,
    forward(input, batch) {
      const [matrix, bias] = [weights.read(), weights.readBias()];
      kernels.convolve({
        input: sampleWindows(input, inputs),
        filter: denseWeights(matrix, inputs, weights.width),
        bias,
        output: imageRow(output, batch, outputs),
      });
    },
    backward(input, inputGradient, batch) {
      computeWeightGradients(input, batch);
      if (inputGradient !== 0) computeInputGradient(inputGradient, batch);
    },
  };
}
