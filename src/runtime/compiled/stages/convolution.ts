import { filterGradientOf } from "../../kernels/filter-gradient.ts";
import { inputGradientOf } from "../../kernels/input-gradient.ts";
import { paddedImages } from "../../kernels/padded-image.ts";
import { type ImageView, imageAt, imageSize } from "../../kernels/views.ts";
import { supportsWinograd, tiledConvolution, winogradConvolution } from "../../kernels/winograd.ts";
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
  const isTiled = supportsWinograd(conv, capacity);
  const gradientOfFilter = kernel.isTrained ? filterGradientOf(engine, memory, conv, capacity) : null;
  const padded = isTiled || gradientOfFilter?.isTiled === true ? tiledConvolution(conv) : conv;
  const images = paddedImages(engine, memory, padded, capacity);
  const weights = weightsOf(context, { kernel, bias, inputs, outputs: shape.channels });
  const filterAt = (address: number) => ({ address, rows: window.rows, rowLength, width: weights.width });
  const inputGradient = input.gradient === 0 ? null : inputGradientOf(engine, memory, conv, capacity);
  const winograd = isTiled ? winogradConvolution(engine, memory, conv) : null;
  const output = context.allocateOutput(imageSize(shape));
  const outputs: ImageView = { ...shape, address: output.address };
  const gradients: ImageView = { ...shape, address: output.gradient };

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
      const filterGradient = filterAt(kernel.isTrained ? weights.openGradient() : 0);
      gradientOfFilter?.open();
      weights.computeBiasGradient(gradients.address, batch * shape.height * shape.width);
      inputGradient?.readFilter(engine.address(kernel.variable));
      for (let index = 0; index < batch; index++) {
        const outputGradient = imageAt(gradients, index);
        const windows = images.at(sampleAddress(input, index), index);
        gradientOfFilter?.add({ input: windows, outputGradient, filterGradient });
        inputGradient?.compute(outputGradient, input.gradient, index);
      }
      gradientOfFilter?.close(filterGradient);
      if (kernel.isTrained) weights.closeGradient();
    },
  };
}
