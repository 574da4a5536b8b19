export const convolution = {
  given: (input: string, content: string, name: string, kernel: string, stride: number, padding: number) =>
    `Input ${input} (${content}), kernel ${name} ${kernel}, stride ${stride}, ${padding === 0 ? "no padding" : `padding ${padding}`}.`,
  result: (size: string, low: string, high: string) => `Feature map ${size}, values from ${low} to ${high}.`,
  outputNumber: (number: number, all: number) => `Output ${number} of ${all}`,
  underWeight: (cell: string, weight: string) => `${cell}, under the weight ${weight}`,
  label: "Convolution, step by step",
  convolved: "What is convolved",
  numbers: "Numbers",
  picture: "Picture",
  inputLabel: (size: string, padding: number) => `Input, ${size}${padding > 0 ? `, padding ${padding}` : ""}`,
  kernel: "kernel",
  kernelLabel: (name: string, size: string) => `Kernel, ${name}, ${size}`,
  underKernel: "under the kernel",
  underKernelLabel: "Pixels under the kernel",
  outputLabel: (size: string) => `Feature map, ${size}`,
  reset: "Reset input",
  ownKernel: "Your own kernel: type a new value over any weight.",
};
