import { inputGradientOf } from "../kernels/input-gradient.ts";
import { paddedImages } from "../kernels/padded-image.ts";
import { type ImageView, imageAt, imageSize } from "../kernels/views.ts";
import type { ConvolutionPlan } from "./architecture.ts";
import { convolutionInfo } from "./geometry.ts";
import type { Stage, StageContext } from "./stage.ts";
import { weightsOf } from "./weights.ts";

/** A convolution whose outputs all have gradients. */
export function convolutionStage(context: StageContext, plan: ConvolutionPlan): Stage {
  const { engine, memory, capacity } = context;
  const { kernels } = engine;
  const { kernel, bias, input, output: shape, window } = plan;
  const rowLength = window.columns * input.channels;
  const inputs = window.rows * rowLength;
  const conv = convolutionInfo(plan);
  const images = paddedImages(engine, memory, conv, capacity);
  const weights = weightsOf(context, { kernel, bias, inputs, outputs: shape.channels });
  const filterAt = (address: number) => ({ address, rows: window.rows, rowLength, width: weights.width });
  const inputGradient = inputGradientOf(engine, memory, conv);
  const outputs: ImageView = { ...shape, address: memory.allocate(capacity * imageSize(shape)) };
  const gradients: ImageView = { ...shape, address: memory.allocate(capacity * imageSize(shape)) };

  function computeWeightGradients(inputAddress: number, batch: number): void {
    const filterGradient = filterAt(weights.openGradient());
    for (let index = 0; index < batch; index++) {
      kernels.addFilterGradient({
        input: images.at(inputAddress, index),
        outputGradient: imageAt(gradients, index),
        filterGradient,
      });
    }
    const positions = batch * shape.height * shape.width;
    kernels.addBiasGradient(gradients.address, positions, shape.channels, weights.openBiasGradient());
    weights.closeGradient();
  }

  return {
    output: outputs.address,
    gradient: gradients.address,
    parameters: weights.parameters,
    forward(inputAddress, batch) {
      const [filter, biasAddress] = [filterAt(weights.read()), weights.readBias()];
      for (let index = 0; index < batch; index++) {
        kernels.convolve({
          input: images.pad(inputAddress, index),
          filter,
          bias: biasAddress,
          output: imageAt(outputs, index),
        });
      }
    },
    backward(inputAddress, inputGradients, batch) {
      computeWeightGradients(inputAddress, batch);
      if (inputGradients === 0) return;
      inputGradient.readFilter(engine.address(kernel));
      for (let index = 0; index < batch; index++)
        inputGradient.compute(gradients.address, inputGradients, index);
    },
  };
}
