import type { LayerSpec, Shape } from "../maths/layer-cost.ts";

/** A layer under the name that its paper, or common use, gives it. */
export interface NamedLayer {
  readonly name: string;
  readonly layer: LayerSpec;
  /** What a pooling layer passes on; convolutions and dense layers have none. */
  readonly pooling?: "max" | "average";
}

/** A network, written down layer by layer; everything else is computed from this. */
export interface Network {
  readonly input: Shape;
  readonly layers: readonly NamedLayer[];
}

export const ARCHITECTURE_NAMES = ["lecture", "lenet-5", "alexnet", "alexnet-grouped", "vgg-16"] as const;
export type ArchitectureName = (typeof ARCHITECTURE_NAMES)[number];

interface ConvOptions {
  readonly stride?: number;
  readonly padding?: "same" | "valid";
  readonly groups?: number;
}

function conv(name: string, filters: number, kernel: number, options: ConvOptions = {}): NamedLayer {
  const { stride = 1, padding = "same", groups = 1 } = options;
  return { name, layer: { type: "conv", filters, kernel, stride, padding, groups } };
}

function pool(name: string, size: number, stride: number, pooling: "max" | "average" = "max"): NamedLayer {
  return { name, layer: { type: "pool", size, stride, padding: "valid" }, pooling };
}

function dense(name: string, units: number): NamedLayer {
  return { name, layer: { type: "dense", units } };
}

/**
 * AlexNet. Source: Krizhevsky, Sutskever and Hinton, "ImageNet Classification with Deep Convolutional Neural
 * Networks" (2012), which says 224 × 224 but whose sizes come out only for an input of 227 × 227. There the second,
 * fourth and fifth convolution are split over two GPUs: two groups. In a single stream every filter sees all
 * channels. (The network of Krizhevsky's "One weird trick", 2014, is a different one, with 64 filters at first.)
 */
function alexnet(groups: 1 | 2): Network {
  return {
    input: { height: 227, width: 227, channels: 3 },
    layers: [
      conv("conv1", 96, 11, { stride: 4, padding: "valid" }),
      pool("pool1", 3, 2),
      conv("conv2", 256, 5, { groups }),
      pool("pool2", 3, 2),
      conv("conv3", 384, 3),
      conv("conv4", 384, 3, { groups }),
      conv("conv5", 256, 3, { groups }),
      pool("pool5", 3, 2),
      dense("fc6", 4096),
      dense("fc7", 4096),
      dense("fc8", 1000),
    ],
  };
}

/** One stage of VGG: some convolutions of 3 × 3, then the sides are halved. */
function vggStage(stage: number, convolutions: number, filters: number): readonly NamedLayer[] {
  const names = Array.from({ length: convolutions }, (_, index) => `conv${stage}_${index + 1}`);
  return [...names.map((name) => conv(name, filters, 3)), pool(`pool${stage}`, 2, 2)];
}

/** The networks of the lecture, by name. */
export const ARCHITECTURES: Readonly<Record<ArchitectureName, Network>> = {
  lecture: {
    input: { height: 28, width: 28, channels: 1 },
    layers: [conv("conv", 4, 7), pool("pool", 2, 2), dense("dense", 8), dense("classes", 10)],
  },
  /**
   * LeNet-5 in its common form. Source: LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to
   * document recognition" (1998), where C3 sees only some maps of S2, subsampling has weights of its own and the
   * last layer compares with fixed patterns: about 60 000 parameters.
   */
  "lenet-5": {
    input: { height: 32, width: 32, channels: 1 },
    layers: [
      conv("C1", 6, 5, { padding: "valid" }),
      pool("S2", 2, 2, "average"),
      conv("C3", 16, 5, { padding: "valid" }),
      pool("S4", 2, 2, "average"),
      conv("C5", 120, 5, { padding: "valid" }),
      dense("F6", 84),
      dense("output", 10),
    ],
  },
  alexnet: {
    ...alexnet(1),
  },
  "alexnet-grouped": {
    ...alexnet(2),
  },
  /** Source: Simonyan and Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition" (2014), configuration D. */
  "vgg-16": {
    input: { height: 224, width: 224, channels: 3 },
    layers: [
      ...vggStage(1, 2, 64),
      ...vggStage(2, 2, 128),
      ...vggStage(3, 3, 256),
      ...vggStage(4, 3, 512),
      ...vggStage(5, 3, 512),
      dense("fc6", 4096),
      dense("fc7", 4096),
      dense("fc8", 1000),
    ],
  },
};
