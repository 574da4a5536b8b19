import { figureWords } from "../../words/figure-words.ts";
import type { AxisSpec, OutputSize } from "../maths/output-size.ts";

const coloured = (part: "input" | "kernel" | "output", tex: string | number) =>
  `\\htmlClass{fig-as-${part}}{${tex}}`;

/** The formula of the output size in letters, as TeX with the colours of the figures. */
export const SIZE_IN_LETTERS = [
  coloured("output", "o"),
  "=\\left\\lfloor\\frac{",
  coloured("input", "n"),
  "+ 2p - \\bigl(",
  coloured("kernel", "d"),
  "\\,(",
  coloured("kernel", "k"),
  "- 1) + 1\\bigr)}{",
  coloured("kernel", "s"),
  "}\\right\\rfloor + 1",
].join("");

/** The same with the numbers in it. */
export function sizeInNumbers({ input, kernel, padding, stride, dilation }: AxisSpec): string {
  return [
    "{}=\\left\\lfloor\\frac{",
    coloured("input", input),
    `+ 2\\cdot ${padding} - \\bigl(`,
    coloured("kernel", dilation),
    "\\,(",
    coloured("kernel", kernel),
    "- 1) + 1\\bigr)}{",
    coloured("kernel", stride),
    "}\\right\\rfloor + 1",
  ].join("");
}

/** The last step: the fraction and its result. */
export function sizeResult({ stride }: AxisSpec, size: OutputSize): string {
  const free = size.padded - size.effectiveKernel;
  const result =
    size.type === "valid"
      ? coloured("output", `\\mathbf{${size.size}}`)
      : `${Math.floor(free / stride) + 1} < 1`;
  return `{}=\\left\\lfloor\\frac{${free}}{${coloured("kernel", stride)}}\\right\\rfloor + 1 = ${result}`;
}

/** The same in one line of plain text. */
export function sizeInText({ input, kernel, padding, stride, dilation }: AxisSpec, size: OutputSize): string {
  const value = Math.floor((size.padded - size.effectiveKernel) / stride) + 1;
  const end = size.type === "valid" ? "" : figureWords.convolutionArithmetic.lessThanOne;
  return `⌊(${input} + 2·${padding} − (${dilation}·(${kernel} − 1) + 1)) / ${stride}⌋ + 1 = ${value}${end}`;
}
