export type Activation = "relu" | "tanh" | "softmax";

export type Layer =
  | {
      readonly type: "convolution";
      readonly filters: number;
      readonly kernelSize: number;
      readonly padding: "same" | "valid";
      readonly activation: Activation;
    }
  /** Each channel by a filter of its own, with "same" padding and without activation. */
  | { readonly type: "depthwise"; readonly kernelSize: number }
  | { readonly type: "normalization" }
  | { readonly type: "activation"; readonly activation: "relu" }
  /** The input plus what the layers make of it. */
  | { readonly type: "residual"; readonly layers: readonly Layer[] }
  | { readonly type: "globalAverage" }
  /** Windows of 2 × 2, not overlapping. */
  | { readonly type: "pooling"; readonly method: "max" | "average" }
  | { readonly type: "flatten" }
  | { readonly type: "dense"; readonly units: number; readonly activation: Activation };

/** What is trained: a network for ten classes, on square images of one channel. */
export interface Training {
  readonly name: string;
  /** Height and width of the images, in pixels. */
  readonly side: number;
  /** Images in a batch. */
  readonly batch: number;
  /** The last of them is a softmax. */
  readonly layers: readonly Layer[];
}

/** The sizes by which networks of the lecture's kind differ. */
export interface Size {
  readonly filters: number;
  readonly side: number;
  readonly batch: number;
}

export const LECTURE_SIZE: Size = { filters: 4, side: 28, batch: 32 };

const POOLING: Layer = { type: "pooling", method: "max" };
const AVERAGE: Layer = { type: "pooling", method: "average" };

/** The lecture's network, or a larger one of its kind. */
export function lectureTraining({ filters, side, batch }: Size): Training {
  return {
    name: `${filters} filters, ${side} × ${side} pixels, batch ${batch}`,
    side,
    batch,
    layers: [convolution(filters, 7), POOLING, ...head(8)],
  };
}

/** The network of the lecture's exercise 9. */
export const SECOND_CONVOLUTION: Training = {
  ...lectureTraining(LECTURE_SIZE),
  name: "a second convolution, of 8 filters",
  layers: [convolution(4, 7), POOLING, convolution(8, 3), POOLING, ...head(8)],
};

/** Two blocks of two convolutions each, as in VGG. */
export const TWO_BLOCKS: Training = {
  ...lectureTraining(LECTURE_SIZE),
  name: "two blocks of two convolutions",
  layers: [
    ...[convolution(8, 3), convolution(8, 3), POOLING],
    ...[convolution(16, 3), convolution(16, 3), POOLING],
    ...head(32),
  ],
};

/** LeNet-5 in its common form, as in the lecture. */
export const LENET: Training = {
  name: "LeNet-5",
  side: 32,
  batch: 32,
  layers: [
    ...[lenetConvolution(6), AVERAGE, lenetConvolution(16), AVERAGE, lenetConvolution(120)],
    { type: "flatten" },
    { type: "dense", units: 84, activation: "tanh" },
    { type: "dense", units: 10, activation: "softmax" },
  ],
};

/** Two convolutions with batch normalization, and global pooling. */
export const NORMALIZED: Training = {
  ...lectureTraining(LECTURE_SIZE),
  name: "two convolutions with batch normalization, global pooling",
  layers: [...normalized(convolution(8, 3)), POOLING, ...normalized(convolution(16, 3)), ...globalHead()],
};

/** Two residual blocks, as in ResNet. */
export const RESIDUAL: Training = {
  ...lectureTraining(LECTURE_SIZE),
  name: "two residual blocks of 8 filters",
  layers: [...[convolution(8, 3), POOLING, residual(8), POOLING, residual(8)], ...globalHead()],
};

/** Depthwise separable convolutions, as in MobileNet. */
export const DEPTHWISE: Training = {
  ...lectureTraining(LECTURE_SIZE),
  name: "two depthwise separable convolutions",
  layers: [
    ...[convolution(8, 3), POOLING],
    ...[16, 32].flatMap((filters) => [
      ...normalized({ type: "depthwise", kernelSize: 3 }),
      ...normalized(convolution(filters, 1)),
    ]),
    ...globalHead(),
  ],
};

/** The network of a demonstration of jax-js (https://jax-js.com). */
export const JAX_DEMO: Training = {
  ...lectureTraining(LECTURE_SIZE),
  name: "24 filters of 5 × 5, 32 of 3 × 3, dense 128",
  layers: [convolution(24, 5), POOLING, convolution(32, 3), POOLING, ...head(128)],
};

function normalized(layer: Layer): readonly Layer[] {
  return [layer, { type: "normalization" }, { type: "activation", activation: "relu" }];
}

function residual(filters: number): Layer {
  const layers = [...normalized(convolution(filters, 3)), ...normalized(convolution(filters, 3))];
  return { type: "residual", layers };
}

function globalHead(): readonly Layer[] {
  return [{ type: "globalAverage" }, { type: "dense", units: 10, activation: "softmax" }];
}

function convolution(filters: number, kernelSize: number): Layer {
  return { type: "convolution", filters, kernelSize, padding: "same", activation: "relu" };
}

function lenetConvolution(filters: number): Layer {
  return { type: "convolution", filters, kernelSize: 5, padding: "valid", activation: "tanh" };
}

function head(units: number): readonly Layer[] {
  return [
    { type: "flatten" },
    { type: "dense", units, activation: "relu" },
    { type: "dense", units: 10, activation: "softmax" },
  ];
}
