export const convolutionArithmetic = {
  given: ({
    input,
    kernel,
    padding,
    stride,
    dilation,
  }: {
    readonly input: number;
    readonly kernel: number;
    readonly padding: number;
    readonly stride: number;
    readonly dilation: number;
  }) =>
    `Input ${input} × ${input}, kernel ${kernel} × ${kernel}, padding ${padding}, stride ${stride}, dilation ${dilation}.`,
  output: (side: number) => `Output ${side} × ${side}`,
  positions: (n: number) => (n === 1 ? "one position" : `${n} positions`),
  reach: (isOne: boolean, cells: number) => `, ${isOne ? "" : "each "}covering ${cells} cells`,
  distance: (cells: number) => `, ${cells} cells apart`,
  unused: (cells: number) =>
    ` One more would go past the end, so ${cells === 1 ? "the last cell is" : `the last ${cells} cells are`} never covered.`,
  axis: (positions: string, reach: string, distance: string, unused: string) =>
    `Along one axis the kernel has ${positions}${reach}${distance}.${unused}`,
  noCells: "none",
  sees: (row: number, column: number, rows: string, columns: string) =>
    `output row ${row}, column ${column}: sees input rows ${rows} and columns ${columns}`,
  tooLarge: (covered: number, cells: number) =>
    `Along one axis the kernel covers ${covered} cells, but there are only ${cells}.`,
  underKernel: (cell: string) => `${cell}: under the kernel`,
  inPadded: (side: number) => ` in ${side} × ${side} with padding`,
  inputLabel: (side: number, padding: number) => `Input, ${side} × ${side}, padding ${padding}`,
  outputLabel: (side: number) => `Output, ${side} × ${side}`,
  noOutput: "No output",
  label: "Convolution arithmetic",
  presets: { neither: "Neither", padding: "Padding", stride: "Stride", both: "Both", dilation: "Dilation" },
  settings: {
    input: "Input n",
    kernel: "Kernel k",
    padding: "Padding p",
    stride: "Stride s",
    dilation: "Dilation d",
  },
  presetsLabel: "Ready-made settings",
  lessThanOne: ", less than 1",
};
