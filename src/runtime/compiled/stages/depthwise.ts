import { transposedConvolution } from "../../kernels/input-gradient.ts";
import { clearFloats, copyBytes } from "../../kernels/memory.ts";
import type { DepthwiseFilterView } from "../../kernels/named/depthwise.ts";
import { paddedGradient, paddedImages } from "../../kernels/padded-image.ts";
import { FLOAT_BYTES, type ImageView, imageAt, imageSize, type WindowsView } from "../../kernels/views.ts";
import type { DepthwisePlan } from "../architecture.ts";
import { convolutionInfo } from "./geometry.ts";
import { type Stage, type StageContext, sampleAddress, type Values } from "./stage.ts";
import { parameterOf } from "./weights.ts";

/** A depthwise convolution: each channel is convolved by filters of its own. */
export function depthwiseStage(context: StageContext, plan: DepthwisePlan, input: Values): Stage {
  const { engine, memory, capacity } = context;
  const { kernels } = engine;
  const { kernel, bias, input: image, output: shape } = plan;
  const filterAt = (address: number): DepthwiseFilterView => filterView(plan, address);
  const conv = convolutionInfo(plan);
  const images = paddedImages(engine, memory, conv, capacity);
  const inputGradient = depthwiseInputGradient(context, conv);
  const noBias = memory.allocateZeros(shape.channels);
  const weightGradients = depthwiseWeightGradients(context, plan);
  const output = context.allocateOutput(imageSize(shape));
  const outputs: ImageView = { ...shape, address: output.address };
  const gradients: ImageView = { ...shape, address: output.gradient };

  return {
    output,
    parameters: weightGradients.parameters,
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
      weightGradients.compute(batch, gradients, (index) => images.at(sampleAddress(input, index), index));
      if (input.gradient === 0) return;
      const compute = inputGradient(filterAt(engine.address(kernel.variable)));
      const inputGradients: ImageView = { ...image, address: input.gradient };
      for (let index = 0; index < batch; index++)
        compute(imageAt(gradients, index), imageAt(inputGradients, index));
    },
  };
}

function depthwiseWeightGradients({ engine, memory }: StageContext, plan: DepthwisePlan) {
  const { kernels } = engine;
  const { kernel, bias, output: shape, window } = plan;
  const size = window.rows * window.columns * shape.channels;
  const filterGradient = memory.allocate(size);
  const biasGradient = memory.allocate(shape.channels);
  return {
    parameters: [...parameterOf(kernel, filterGradient), ...parameterOf(bias, biasGradient)],
    /** @param inputAt the padded input of a sample. */
    compute(batch: number, gradients: ImageView, inputAt: (index: number) => WindowsView): void {
      if (kernel.isTrained) {
        const sums = filterView(plan, clearFloats(engine, filterGradient, size));
        for (let index = 0; index < batch; index++) {
          kernels.addDepthwiseFilterGradient({
            input: inputAt(index),
            outputGradient: imageAt(gradients, index),
            filterGradient: sums,
          });
        }
      }
      if (bias?.isTrained !== true) return;
      const sums = clearFloats(engine, biasGradient, shape.channels);
      kernels.addBiasGradient(gradients.address, batch * shape.height * shape.width, shape.channels, sums);
    },
  };
}

function filterView({ input, output, window }: DepthwisePlan, address: number): DepthwiseFilterView {
  const { channels } = input;
  return {
    address,
    rows: window.rows,
    columns: window.columns,
    channels,
    multiplier: output.channels / channels,
  };
}

/** Reads the current filter, and returns what computes the gradient of one image by that of its output. */
type InputGradient = (filter: DepthwiseFilterView) => (outputGradient: ImageView, of: ImageView) => void;

type Conv2DInfo = ReturnType<typeof convolutionInfo>;

function depthwiseInputGradient(context: StageContext, conv: Conv2DInfo): InputGradient {
  const transposed = conv.inChannels === conv.outChannels ? transposedConvolution(conv) : null;
  return transposed === null ? bySums(context, conv) : byDepthwiseConvolution(context, conv, transposed);
}

/** With one filter per channel and strides of one: a depthwise convolution with the filters rotated by 180°. */
function byDepthwiseConvolution(
  { engine, memory }: StageContext,
  { filterHeight, filterWidth, inChannels }: Conv2DInfo,
  transposed: Conv2DInfo,
): InputGradient {
  const { kernels } = engine;
  const taps = filterHeight * filterWidth;
  const rotated = memory.allocate(taps * inChannels);
  const bias = memory.allocateZeros(inChannels);
  const gradients = paddedImages(engine, memory, transposed, 1);
  const tapBytes = inChannels * FLOAT_BYTES;
  const filter: DepthwiseFilterView = {
    address: rotated,
    rows: filterHeight,
    columns: filterWidth,
    channels: inChannels,
    multiplier: 1,
  };
  return ({ address }) => {
    for (let tap = 0; tap < taps; tap++)
      copyBytes(engine, address + (taps - 1 - tap) * tapBytes, rotated + tap * tapBytes, tapBytes);
    return (outputGradient, output) =>
      kernels.convolveDepthwise({ input: gradients.pad(outputGradient.address, 0), filter, bias, output });
  };
}

function bySums({ engine, memory }: StageContext, conv: Conv2DInfo): InputGradient {
  const padded = paddedGradient(engine, memory, conv);
  return (filter) =>
    (outputGradient, { address }) => {
      const inputGradient = padded.open(address, 0);
      engine.kernels.addDepthwiseInputGradient({ outputGradient, filter, inputGradient });
      padded.close(address, 0);
    };
}
