export const receptiveField = {
  sees: (unit: string, rows: string, columns: string) =>
    `${unit} sees rows ${rows} and columns ${columns} of the input`,
  andPadding: " (and padding)",
  inputSize: (size: string) => `Input ${size}`,
  layerSees: (number: number, layer: string, size: string, field: string) =>
    `layer ${number} (${layer}) ${size}, sees ${field}`,
  layerUnfit: (number: number, reason: string) => `Layer ${number} does not fit. ${reason}`,
  dilation: (number: number) => `, dilation ${number}`,
  pool: " pool",
  weights: (weights: number, field: number) =>
    `With one channel everywhere, this stack has ${weights} weights; a single kernel that sees ${field} × ${field} cells has ${field * field}.`,
  paths:
    "The stronger a cell’s colour, the more paths lead from it to the unit. Nothing outside the frame reaches the unit.",
  range: (first: number, last: number, padding: string) => `${first} to ${last}${padding}`,
  fieldSum: (level: string, steps: number, dilation: number, cells: number) =>
    `what a unit of ${level} sees, and ${steps} more step${steps === 1 ? "" : "s"}${dilation > 1 ? `, ${dilation} apart,` : ""} of ${cells} cell${cells === 1 ? "" : "s"}`,
  label: "Receptive fields",
  layerFault: (number: number, reason: string) => `Layer ${number}: ${reason}`,
  ownStack: "Your own",
  removeLayer: (number: number) => `Remove layer ${number}`,
  layerNumber: (number: number) => `Layer ${number}`,
  is: "is",
  convolution: "convolution",
  pooling: "pooling",
  stacks: {
    "small-kernels": "Three 3 × 3",
    "large-kernel": "One 7 × 7",
    pooling: "With pooling",
    stride: "With stride",
    dilation: "Dilated",
  },
  layers: "Layers",
  addLayer: "Add a layer",
  layerName: (number: number) => `layer ${number}`,
  level: "Level",
  cells: "Cells",
  unitSees: "A unit sees",
  unfit: "does not fit",
  unitsOf: (level: string, size: string) =>
    `Units of ${level}, ${size}. Page Up and Page Down change the level.`,
  smallerOr: (isDilated: boolean) =>
    `Choose a smaller kernel${isDilated ? " or dilation" : ""}, the padding “same”, or smaller strides below.`,
  smallerKernel: "Choose a smaller kernel, or smaller strides below.",
  theInput: "the input",
};
