import { clearFloats } from "../../kernels/memory.ts";
import type { DepthwiseFilterView } from "../../kernels/named-depthwise.ts";
import { paddedGradient, paddedImages } from "../../kernels/padded-image.ts";
import { type ImageView, imageAt, imageSize } from "../../kernels/views.ts";
import type { DepthwisePlan } from "../architecture.ts";
import { convolutionInfo } from "./geometry.ts";
import { type Stage, type StageContext, sampleAddress, type Values } from "./stage.ts";
import { parameterOf } from "./weights.ts";

/** A depthwise convolution: each channel is convolved by filters of its own. */
export function depthwiseStage(context: StageContext, plan: DepthwisePlan, input: Values): Stage {
  const { engine, memory, capacity } = context;
  const { kernels } = engine;
  const { kernel, bias, input: image, output: shape, window } = plan;
  const { channels } = image;
  const size = window.rows * window.columns * shape.channels;
  const filterAt = (address: number): DepthwiseFilterView => ({
    address,
    rows: window.rows,
    columns: window.columns,
    channels,
    multiplier: shape.channels / channels,
  });
  const conv = convolutionInfo(plan);
  const images = paddedImages(engine, memory, conv, capacity);
  const inputGradients = paddedGradient(engine, memory, conv);
  const noBias = memory.allocateZeros(shape.channels);
  const filterGradient = memory.allocate(size);
  const biasGradient = memory.allocate(shape.channels);
  const output = context.allocateOutput(imageSize(shape));
  const outputs: ImageView = { ...shape, address: output.address };
  const gradients: ImageView = { ...shape, address: output.gradient };

  function computeWeightGradients(batch: number): void {
    if (kernel.isTrained) {
      const sums = filterAt(clearFloats(engine, filterGradient, size));
      for (let index = 0; index < batch; index++) {
        kernels.addDepthwiseFilterGradient({
          input: images.at(sampleAddress(input, index), index),
          outputGradient: imageAt(gradients, index),
          filterGradient: sums,
        });
      }
    }
    if (bias?.isTrained !== true) return;
    const sums = clearFloats(engine, biasGradient, shape.channels);
    kernels.addBiasGradient(gradients.address, batch * shape.height * shape.width, shape.channels, sums);
  }

  return {
    output,
    parameters: [...parameterOf(kernel, filterGradient), ...parameterOf(bias, biasGradient)],
    forward(batch) {
      const filter = filterAt(engine.address(kernel.variable));
      const biasAddress = bias === null ? noBias : engine.address(bias.variable);
      for (let index = 0; index < batch; index++) {
        kernels.convolveDepthwise({
          input: images.pad(sampleAddress(input, index), index),
          filter,
          bias: biasAddress,
          output: imageAt(outputs, index),
        });
      }
    },
    backward(batch) {
      computeWeightGradients(batch);
      if (input.gradient === 0) return;
      const filter = filterAt(engine.address(kernel.variable));
      for (let index = 0; index < batch; index++) {
        const inputGradient = inputGradients.open(input.gradient, index);
        kernels.addDepthwiseInputGradient({
          outputGradient: imageAt(gradients, index),
          filter,
          inputGradient,
        });
        inputGradients.close(input.gradient, index);
      }
    },
  };
}
