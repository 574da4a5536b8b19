import type { ConvolutionPlan, ImageShape, OperationPlan } from "../architecture.ts";
import { readActivation } from "./activation-layers.ts";
import { biasOf, ensure, imageOf, type LayerInfo, nameOf, pairOf, weightOf, windowOf } from "./layer-info.ts";

export function readConv2D(info: LayerInfo): OperationPlan[] {
  const { config, input, output } = info;
  ensureNotDilated(info);
  const plan: ConvolutionPlan = {
    type: "convolution",
    input: imageOf(input),
    output: imageOf(output),
    window: windowOf(config, config["kernelSize"]),
    kernel: weightOf(info, 0),
    bias: biasOf(info, 1),
  };
  return [plan, ...readActivation(info)];
}

export function readDepthwise(info: LayerInfo): OperationPlan[] {
  const { config, input, output } = info;
  // TensorFlow.js ignores the dilation of this layer, so it does not count.
  return [
    {
      type: "depthwise",
      input: imageOf(input),
      output: imageOf(output),
      window: windowOf(config, config["kernelSize"]),
      kernel: weightOf(info, 0),
      bias: biasOf(info, 1),
    },
    ...readActivation(info),
  ];
}

/** A depthwise convolution, and one of 1 × 1 windows. */
export function readSeparable(info: LayerInfo): OperationPlan[] {
  const { config, input, output } = info;
  ensureNotDilated(info);
  const [image, result] = [imageOf(input), imageOf(output)];
  const [depthwise, pointwise] = [weightOf(info, 0), weightOf(info, 1)];
  const between: ImageShape = { ...result, channels: pointwise.variable.shape[2] ?? 0 };
  const window = windowOf(config, config["kernelSize"]);
  return [
    { type: "depthwise", input: image, output: between, window, kernel: depthwise, bias: null },
    {
      type: "convolution",
      input: between,
      output: result,
      window: { rows: 1, columns: 1, strideRows: 1, strideColumns: 1, padding: "valid" },
      kernel: pointwise,
      bias: biasOf(info, 2),
    },
    ...readActivation(info),
  ];
}

function ensureNotDilated({ layer, config }: LayerInfo): void {
  ensure(
    pairOf(config["dilationRate"]).every((rate) => rate === 1),
    `${nameOf(layer)} is dilated`,
  );
}
