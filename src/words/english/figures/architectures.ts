import { plural } from "../../plural.ts";

export const architectures = {
  duplicate: "Duplicate",
  remove: "Remove",
  fixEarlier: "An earlier layer is impossible: fix that one first.",
  own: "Your own network",
  summary: (network: string, input: string, layers: number, parameters: string, work: string) =>
    `${network}: input ${input}, ${plural(layers, "layer", "layers")}, ${parameters} parameters, ${work} multiply–accumulates.`,
  chosen: (what: string) => `Chosen: ${what}`,
  layer: (label: string, from: string, to: string, parameters: string, work: string) =>
    `${label}, from ${from} to ${to}, ${parameters} parameters, ${work} multiply–accumulates.`,
  pool: (size: number, method: "max" | "average", stride: string) =>
    `${size} × ${size} ${method} pool${stride}`,
  impossible: "This network cannot be built: one of its layers does not fit.",
  shares: (parameters: string, work: string) =>
    `${parameters} of the parameters are in dense layers, ${work} of the multiply–accumulates in convolutions.`,
  theInput: "the input.",
  earlier: (label: string) => `${label}. An earlier layer is impossible.`,
  stride: (stride: number) => `, stride ${stride}`,
  groups: (groups: number) => `, ${groups} groups`,
  conv: (kernel: number, same: number, stride: string, groups: string) =>
    `${kernel} × ${same} conv${stride}${groups}`,
  label: "Architectures of convolutional networks",
  ownRemark: "A network of your own.",
  networks: {
    lecture: {
      label: "This lecture’s network",
      remark: "The network that you train below, on Fashion-MNIST.",
    },
    "lenet-5": {
      label: "LeNet-5 (1998)",
      remark:
        "LeCun et al. 1998, in its common form: every map of C3 sees all six maps of S2. (The original joins them in part, and counts 60\u202f000 parameters.)",
    },
    alexnet: {
      label: "AlexNet (2012), one stream",
      remark:
        "Krizhevsky et al. 2012, as a single stream: every filter sees all channels. On two GPUs, as in the paper, it has 60\u202f965\u202f224 parameters.",
    },
    "alexnet-grouped": {
      label: "AlexNet (2012), two groups",
      remark:
        "Krizhevsky et al. 2012, as published: conv2, conv4 and conv5 are split over two GPUs, and each half sees half the channels.",
    },
    "vgg-16": {
      label: "VGG-16 (2014)",
      remark:
        "Simonyan & Zisserman 2014, configuration D: convolutions of 3 × 3 only, sides halved five times.",
    },
  },
  network: "Network",
  undo: "Undo my changes",
  maximum: "maximum",
  average: "average",
  groupsLabel: "Groups",
  method: "Method",
  window: "Window",
  units: "Units",
  sides: "Sides",
  parameters: (number: string) => `${number} parameters`,
  weights: "weights",
  biases: (n: number): string => (n === 1 ? "bias" : "biases"),
  work: (number: string, weights: string) => `${number} multiply–accumulates = ${weights} weights ·`,
  positions: "positions",
  noParameters: "No parameters: in every channel,",
  toAverage: "values become their average.",
  toMaximum: "values become their maximum.",
  usedOnce: (number: string) => `Each weight is used once: ${number} multiply–accumulates.`,
  compensated: (stride: number) =>
    `${stride > 1 ? ` / ${stride}, rounded up` : ""}: the padding compensates for the kernel.`,
  roundedDown: ", rounded down",
  workColumn: "Multiply–accumulates",
  workAtLength: "Multiply–accumulates",
  total: "Total",
  soFar: "So far",
  layerColumn: "Layer",
  outputColumn: "Output",
  parametersColumn: "Parameters",
  oneScale: "Height, width and channels at the same scale",
  twoScales: (ratio: string) => `Height and width at one scale, channels at 1/${ratio} of it`,
  folded: (scale: string) => `${scale}; vectors are folded into square sheets with as many cells.`,
  layerNames: { classes: "classes", output: "output" },
};
