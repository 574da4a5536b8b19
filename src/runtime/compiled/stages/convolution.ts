import { inputGradientOf } from "../../kernels/input-gradient.ts";
import { paddedImages } from "../../kernels/padded-image.ts";
import { type ImageView, imageAt, imageSize } from "../../kernels/views.ts";
import { supportsWinograd, winogradConvolution } from "../../kernels/winograd.ts";
import type { ConvolutionPlan } from "../architecture.ts";
import { convolutionInfo } from "./geometry.ts";
import { type Stage, type StageContext, sampleAddress, type Values } from "./stage.ts";
import { weightsOf } from "./weights.ts";

/** A convolution whose outputs all have gradients. */
export function convolutionStage(context: StageContext, plan: ConvolutionPlan, input: Values): Stage {
  const { engine, memory, capacity } = context;
  const { kernels } = engine;
  const { kernel, bias, input: image, output: shape, window } = plan;
  const rowLength = window.columns * image.channels;
  const inputs = window.rows * rowLength;
  const conv = convolutionInfo(plan);
  const images = paddedImages(engine, memory, conv, capacity);
  const weights = weightsOf(context, { kernel, bias, inputs, outputs: shape.channels });
  const filterAt = (address: number) => ({ address, rows: window.rows, rowLength, width: weights.width });
  const inputGradient = inputGradientOf(engine, memory, conv);
  const winograd = supportsWinograd(conv) ? winogradConvolution(engine, memory, conv) : null;
  const output = context.allocateOutput(imageSize(shape));
  const outputs: ImageView = { ...shape, address: output.address };
  const gradients: ImageView = { ...shape, address: output.gradient };

  function computeFilterGradient(batch: number): void {
    const filterGradient = filterAt(weights.openGradient());
    for (let index = 0; index < batch; index++) {
      kernels.addFilterGradient({
        input: images.at(sampleAddress(input, index), index),
        outputGradient: imageAt(gradients, index),
        filterGradient,
      });
    }
    weights.closeGradient();
  }

  return {
    output,
    parameters: weights.parameters,
    forward(batch) {
      const [filter, biasAddress] = [filterAt(weights.read()), weights.readBias()];
      winograd?.readFilter(filter.address);
      for (let index = 0; index < batch; index++) {
        const windows = images.pad(sampleAddress(input, index), index);
        const result = imageAt(outputs, index);
        if (winograd !== null) winograd.run(windows, biasAddress, result, null);
        else kernels.convolve({ input: windows, filter, bias: biasAddress, output: result });
      }
    },
    backward(batch) {
      if (weights.isTrained) computeFilterGradient(batch);
      weights.computeBiasGradient(gradients.address, batch * shape.height * shape.width);
      if (input.gradient === 0) return;
      inputGradient.readFilter(engine.address(kernel.variable));
      for (let index = 0; index < batch; index++)
        inputGradient.compute(gradients.address, input.gradient, index);
    },
  };
}
