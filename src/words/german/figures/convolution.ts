import type { convolution as english } from "../../english/figures/convolution.ts";

export const convolution: typeof english = {
  someNumbers: "Zahlen",
  given: (input, content, name, kernel, stride, padding) =>
    `Eingabe ${input} (${content}), Kernel ${name} ${kernel}, Schrittweite ${stride}, ${padding === 0 ? "kein Padding" : `Padding ${padding}`}.`,
  result: (size: string, low: string, high: string) => `Merkmalskarte ${size}, Werte von ${low} bis ${high}.`,
  outputNumber: (number: number, all: number) => `Ausgabe ${number} von ${all}`,
  underWeight: (cell: string, weight: string) => `${cell}, unter dem Gewicht ${weight}`,
  label: "Faltung, Schritt für Schritt",
  convolved: "Was gefaltet wird",
  numbers: "Zahlen",
  picture: "Bild",
  inputLabel: (size, padding) => `Eingabe, ${size}${padding > 0 ? `, Padding ${padding}` : ""}`,
  kernel: "Kernel",
  kernelLabel: (name: string, size: string) => `Kernel, ${name}, ${size}`,
  underKernel: "unter dem Kernel",
  underKernelLabel: "Pixel unter dem Kernel",
  outputLabel: (size: string) => `Merkmalskarte, ${size}`,
  reset: "Eingabe zurücksetzen",
  ownKernel: "Ein eigener Kernel: über ein Gewicht einen neuen Wert schreiben.",
};
