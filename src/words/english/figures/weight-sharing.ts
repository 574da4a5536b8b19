import { plural } from "../../plural.ts";

export const weightSharing = {
  times: (number: string) => `${number} times the convolution`,
  caption: "Parameters and multiplications of three layers with the same input and output",
  layer: "layer",
  parameters: "parameters",
  multiplications: "multiplications",
  eachLine: "each line: × 10",
  labels: { dense: "dense layer", local: "local windows", convolution: "convolution" },
  cells: (number: number) => `${number} inputs and ${number} outputs along one axis.`,
  sizes: (image: number, channels: number, filters: number, kernel: number) =>
    `Image ${image} × ${image} × ${channels}, ${plural(filters, "filter", "filters")} of ${kernel} × ${kernel}.`,
  parameterCounts: (list: string) => `Parameters: ${list}.`,
  connections: (number: number, weights: number) => `${number} connections, ${weights} weights`,
  outputSees: (total: string, inputs: number) =>
    `${total}; this output sees ${plural(inputs, "input", "inputs")}`,
  weightUsed: (total: string, times: number) =>
    `${total}; this weight is used ${times === 1 ? "once" : `${times} times`}`,
  ideas: {
    dense: "Every output has a weight for every input.",
    local: "Every output sees only its neighbourhood, with separate weights.",
    convolution: "All outputs use the same few weights.",
  },
  highlight: "Highlight",
  whatOutputSees: "What one output sees",
  whereWeightUsed: "Where one weight is used",
  output: "Output",
  weight: "Weight",
  label: "Weight sharing",
  image: "Image",
};
