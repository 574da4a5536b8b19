import * as tf from "@tensorflow/tfjs";
import type { Cases, Draw, Example, Value } from "./draw.ts";

/** An axis as a window moves along it. */
interface Axis {
  readonly length: number;
  readonly window: number;
  readonly stride: number;
  readonly dilation: number;
}

type Padding = "same" | "valid" | number | readonly (readonly number[])[];

/** The axes and the padding of a window that moves over an image or a volume. */
function windows(
  draw: Draw,
  dimensions: number,
  options: { readonly mayDilate: boolean; readonly pads: readonly string[] },
) {
  const dilates = options.mayDilate && draw.once(4);
  const axes = Array.from({ length: dimensions }, (): Axis => {
    const window = draw.integer(1, 4);
    const dilation = dilates ? draw.integer(1, 3) : 1;
    // Mostly long enough for one window.
    const least = draw.once(5) ? 1 : (window - 1) * dilation + 1;
    return { length: least + draw.integer(0, 4), window, stride: dilates ? 1 : draw.integer(1, 4), dilation };
  });
  const pad = paddingOf(draw, dimensions, draw.pick(...options.pads));
  return {
    lengths: axes.map(({ length }) => length),
    window: axes.map(({ window }) => window),
    attributes: {
      strides: axes.map(({ stride }) => stride),
      pad,
      ...(options.mayDilate ? { dilations: axes.map(({ dilation }) => dilation) } : {}),
    },
    rounding: typeof pad === "string" || draw.boolean() ? undefined : draw.pick("floor", "ceil", "round"),
  };
}

function paddingOf(draw: Draw, dimensions: number, kind: string): Padding {
  if (kind === "same" || kind === "valid") return kind;
  if (kind === "number") return draw.integer(0, 2);
  return [[0, 0], ...Array.from({ length: dimensions }, () => draw.list(2, 0, 2)), [0, 0]];
}

const PADS = ["same", "same", "valid", "valid", "number", "explicit"] as const;

function convolution(draw: Draw, depthwise = false) {
  const { lengths, window, attributes, rounding } = windows(draw, 2, { mayDilate: true, pads: PADS });
  const [inputs, outputs] = [draw.length(), draw.integer(1, 5)];
  const dataFormat = draw.once(6) ? "NCHW" : "NHWC";
  const image = dataFormat === "NHWC" ? [...lengths, inputs] : [inputs, ...lengths];
  return {
    x: [draw.length(3), ...image],
    filter: [...window, inputs, outputs],
    outputs: depthwise ? inputs * outputs : outputs,
    attributes: { ...attributes, dataFormat, dimRoundingMode: rounding },
  };
}

function operands(draw: Draw, shapes: { readonly x: readonly number[]; readonly filter: readonly number[] }) {
  const dtype = draw.once(5) ? draw.numeric() : "float32";
  return { x: draw.tensor(shapes.x, dtype), filter: draw.tensor(shapes.filter, dtype) };
}

function fused(depthwise: boolean) {
  return (draw: Draw): Example => {
    const shapes = convolution(draw, depthwise);
    const activation = draw.pick("linear", "relu", "relu6", "elu", "sigmoid", "leakyrelu", "prelu");
    const bias = draw.boolean() ? draw.tensor([shapes.outputs]) : undefined;
    const preluActivationWeights = activation === "prelu" ? draw.tensor([shapes.outputs]) : undefined;
    return {
      inputs: { ...operands(draw, shapes), bias, preluActivationWeights },
      attributes: { ...shapes.attributes, activation, leakyreluAlpha: 0.3 },
    };
  };
}

function pooling(draw: Draw): Example {
  const { lengths, window, attributes, rounding } = windows(draw, 2, { mayDilate: false, pads: PADS });
  const x = draw.tensor(
    [draw.length(3), ...lengths, draw.length(8)],
    draw.once(5) ? draw.numeric() : "float32",
  );
  return { inputs: { x }, attributes: { ...attributes, filterSize: window, dimRoundingMode: rounding } };
}

/** The CPU backend's gradient of average pooling does not know how the size was rounded. */
function averagePooling(draw: Draw): Example {
  const { inputs, attributes } = pooling(draw);
  return { inputs, attributes: { ...attributes, dimRoundingMode: undefined } };
}

function pooling3d(draw: Draw): Example {
  const { lengths, window, attributes, rounding } = windows(draw, 3, {
    mayDilate: false,
    pads: PADS.slice(0, 5),
  });
  const x = draw.tensor(
    [draw.length(2), ...lengths, draw.length(3)],
    draw.once(5) ? draw.numeric() : "float32",
  );
  const filterSize = window;
  return {
    inputs: { x },
    attributes: { ...attributes, filterSize, dimRoundingMode: rounding, dataFormat: "NDHWC" },
  };
}

function images(draw: Draw, dtype: tf.DataType = draw.numeric()): Value {
  return draw.tensor([draw.length(2), draw.length(), draw.length(), draw.length(4)], dtype);
}

function resize(draw: Draw): Example {
  const alignCorners = draw.boolean();
  const attributes = {
    alignCorners,
    halfPixelCenters: !alignCorners && draw.boolean(),
    size: draw.list(2, 1, 8),
  };
  return { inputs: { images: images(draw) }, attributes };
}

function suppression(attributes: (draw: Draw) => Readonly<Record<string, unknown>>) {
  return (draw: Draw): Example => {
    const count = draw.length(6);
    const corners = draw.integers([count, 4], 0, 8, "float32").values.map(Number);
    const boxes = {
      shape: [count, 4],
      dtype: "float32" as const,
      values: corners.map((corner) => corner / 8),
    };
    // No two scores are equal, since the order of equal ones is not defined.
    const scores = draw.permutation(Array.from({ length: count }, (_, index) => (index + 1) / 8));
    return {
      inputs: { boxes, scores: { shape: [count], dtype: "float32", values: scores } },
      attributes: {
        maxOutputSize: draw.integer(1, 6),
        iouThreshold: draw.pick(0.5, 0.25, 0.9),
        scoreThreshold: draw.pick(0, 0.3, 0.6),
        ...attributes(draw),
      },
    };
  };
}

export const IMAGE_CASES: Cases = {
  [tf.AvgPool]: averagePooling,
  [tf.AvgPool3D]: pooling3d,
  [tf.Conv2D](draw) {
    const shapes = convolution(draw);
    return { inputs: operands(draw, shapes), attributes: shapes.attributes };
  },
  [tf.Conv3D](draw) {
    const { lengths, window, attributes } = windows(draw, 3, { mayDilate: true, pads: ["same", "valid"] });
    const inputs = draw.integer(1, 3);
    const shapes = {
      x: [draw.length(2), ...lengths, inputs],
      filter: [...window, inputs, draw.integer(1, 3)],
    };
    return { inputs: operands(draw, shapes), attributes: { ...attributes, dataFormat: "NDHWC" } };
  },
  [tf.CropAndResize](draw) {
    const [count, batch] = [draw.length(4), draw.integer(1, 3)];
    const boxes = draw.tensor([count, 4], "float32", "unit");
    const image = draw.tensor(
      [batch, draw.integer(1, 5), draw.integer(1, 5), draw.integer(1, 3)],
      draw.numeric(),
    );
    return {
      inputs: { image, boxes, boxInd: draw.integers([count], 0, batch - 1) },
      attributes: {
        cropSize: draw.list(2, 1, 5),
        method: draw.pick("bilinear", "nearest"),
        extrapolationValue: draw.pick(0, 2),
      },
    };
  },
  [tf.DepthwiseConv2dNative](draw) {
    const shapes = convolution(draw, true);
    return { inputs: operands(draw, shapes), attributes: shapes.attributes };
  },
  [tf.Dilation2D](draw) {
    const { lengths, window, attributes } = windows(draw, 2, { mayDilate: true, pads: ["same", "valid"] });
    const channels = draw.integer(1, 3);
    const x = draw.tensor([draw.integer(1, 2), ...lengths, channels]);
    return { inputs: { x, filter: draw.tensor([...window, channels]) }, attributes };
  },
  [tf.FlipLeftRight]: (draw) => ({ inputs: { image: images(draw) } }),
  [tf.FusedBatchNorm](draw) {
    const x = images(draw, "float32");
    const shape = x.shape.slice(draw.pick(3, 3, 3, 0));
    const [scale, offset] = [draw.boolean(), draw.boolean()];
    return {
      inputs: {
        x,
        mean: draw.tensor(shape),
        variance: draw.tensor(shape, "float32", "positive"),
        offset: offset ? draw.tensor(shape) : undefined,
        scale: scale ? draw.tensor(shape) : undefined,
      },
      attributes: { varianceEpsilon: draw.pick(0.001, 0.1) },
    };
  },
  [tf.FusedConv2D]: fused(false),
  [tf.FusedDepthwiseConv2D]: fused(true),
  [tf.LRN]: (draw) => ({
    inputs: { x: images(draw, "float32") },
    attributes: {
      depthRadius: draw.integer(1, 5),
      bias: draw.pick(1, 2),
      alpha: draw.pick(1, 0.1),
      beta: draw.pick(0.5, 0.75),
    },
  }),
  [tf.MaxPool]: pooling,
  [tf.MaxPool3D]: pooling3d,
  [tf.MaxPoolWithArgmax](draw) {
    const { lengths, window, attributes } = windows(draw, 2, { mayDilate: false, pads: ["same", "valid"] });
    const x = draw.tensor([draw.length(3), ...lengths, draw.length(4)]);
    return {
      inputs: { x },
      attributes: { ...attributes, filterSize: window, includeBatchInIndex: draw.boolean() },
    };
  },
  [tf.NonMaxSuppressionV3]: suppression(() => ({})),
  [tf.NonMaxSuppressionV4]: suppression((draw) => ({ padToMaxOutputSize: draw.boolean() })),
  [tf.NonMaxSuppressionV5]: suppression((draw) => ({ softNmsSigma: draw.pick(0, 0.5) })),
  [tf.ResizeBilinear]: resize,
  [tf.ResizeNearestNeighbor]: resize,
  [tf.RotateWithOffset]: (draw) => ({
    inputs: { image: images(draw, "float32") },
    attributes: {
      radians: draw.integer(-6, 6) / 2 + 0.1,
      fillValue: draw.pick<unknown>(0, 3, [1, 2, 3]),
      center: draw.pick<unknown>(0.5, [0.25, 0.7]),
    },
  }),
  [tf.Transform](draw) {
    const image = draw.tensor([
      draw.integer(1, 3),
      draw.integer(1, 5),
      draw.integer(1, 5),
      draw.integer(1, 3),
    ]);
    const transforms = draw.tensor([draw.boolean() ? 1 : (image.shape[0] ?? 1), 8], "float32", "unit");
    return {
      inputs: { image, transforms },
      attributes: {
        interpolation: draw.pick("nearest", "bilinear"),
        fillMode: draw.pick("constant", "reflect", "wrap", "nearest"),
        fillValue: draw.pick(0, 2),
        outputShape: draw.boolean() ? draw.list(2, 1, 6) : undefined,
      },
    };
  },
};
