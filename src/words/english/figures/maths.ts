export const maths = {
  /** In a formula: “x if x > 0, else 0”. */
  ifAbove: "if",
  otherwise: "else",
  names: { input: "input", kernel: "kernel", padding: "padding", stride: "stride", dilation: "dilation" },
  invalid: (name: string, value: number, least: number) =>
    `The ${name} is ${value}, but it must be a whole number of at least ${least}.`,
  chooseValid: (name: string, least: number) => `Choose a whole number of at least ${least} for the ${name}.`,
  coversDilated: (kernel: number, same: number, dilation: number, cells: number) =>
    `The ${kernel} × ${same} kernel with dilation ${dilation} covers ${cells} cells`,
  covers: (cells: number) => `The kernel covers ${cells} cells`,
  availablePadded: (cells: number) => `the input with its padding has only ${cells}`,
  available: (cells: number) => `the input has only ${cells}`,
  smallerDilated: "a smaller kernel or dilation",
  smaller: "a smaller kernel",
  fitsNowhere: (covers: string, available: string) =>
    `${covers}, but ${available}: it fits nowhere, so there is no output.`,
  remedy: (smaller: string, missing: number, padding: number) =>
    `Choose ${smaller}, an input larger by ${missing}, or padding ${padding}.`,
  groups: (groups: number, channels: number, filters: number) =>
    `${groups} groups do not divide both ${channels} input channels and ${filters} filters evenly.`,
  windowTooLarge: (kernel: number, same: number, height: number, width: number) =>
    `A window of ${kernel} × ${same} does not fit an input of ${height} × ${width}. Use a smaller window, padding, or a larger input.`,
};
