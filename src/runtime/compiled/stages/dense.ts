import { denseWeights, imageRow, sampleWindows } from "../../kernels/dense-views.ts";
import { roundUpToVector } from "../../kernels/views.ts";
import type { DensePlan } from "../architecture.ts";
import type { Stage, StageContext, Values } from "./stage.ts";
import { weightsOf } from "./weights.ts";

/** y = x W + b */
export function denseStage(context: StageContext, plan: DensePlan, input: Values): Stage {
  const { kernels } = context.engine;
  const { inputs, outputs } = plan;
  const weights = weightsOf(context, plan);
  const computeInputGradient = inputGradient(context, plan);
  const output = context.allocateOutput(outputs);

  function computeWeightGradient(batch: number): void {
    kernels.addFilterGradient({
      input: sampleWindows(input.address, inputs),
      outputGradient: imageRow(output.gradient, batch, outputs),
      filterGradient: denseWeights(weights.openGradient(), inputs, weights.width),
    });
    weights.closeGradient();
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
      if (input.gradient !== 0) computeInputGradient(input, output, batch);
    },
  };
}

/** dx = dy Wᵀ, which is a dense layer with the weights Wᵀ. */
function inputGradient(
  { engine, memory }: StageContext,
  { inputs, outputs, kernel }: DensePlan,
): (input: Values, output: Values, batch: number) => void {
  const { kernels } = engine;
  const width = roundUpToVector(inputs);
  const transposed = memory.allocate(outputs * width);
  const noBias = memory.allocateZeros(width);
  return (input, output, batch) => {
    const from = engine.address(kernel.variable);
    kernels.transpose({ from, to: transposed, rows: inputs, columns: outputs, width });
    kernels.convolve({
      input: sampleWindows(output.gradient, outputs),
      filter: denseWeights(transposed, outputs, width),
      bias: noBias,
      output: imageRow(input.gradient, batch, inputs),
    });
  };
}
