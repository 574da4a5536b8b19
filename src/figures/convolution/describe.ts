import { figureWords } from "../../words/figure-words.ts";
import { termsAt } from "../maths/cross-correlate.ts";
import { contains, extent, type Position, valueAt } from "../maths/volume.ts";
import { kernelLabel } from "../parts/kernel/editable-kernel.ts";
import { describeProducts } from "../parts/text/arithmetic.tsx";
import { formatNumber, formatSize, formatWeight } from "../parts/text/format.ts";
import type { ConvolutionModel } from "./model.ts";

/** Everything that the figure shows, as text. */
export function describe(model: ConvolutionModel): string {
  const { input, kernel, editable, stride, padding, output, size, mode, source } = model;
  if (size.value.type === "invalid") return `${size.value.problem} ${size.value.remedy}`;
  const content = mode.value === "numbers" ? figureWords.convolution.someNumbers : source.name.value;
  const { low, high } = extent(output.value);
  return (
    `${figureWords.convolution.given(formatSize(input.value), content, kernelLabel(editable.value), formatSize(kernel.value), stride.value, padding.value)} ` +
    `${figureWords.convolution.result(formatSize(output.value), formatNumber(low), formatNumber(high))} ` +
    `${describeCurrent(model)}.`
  );
}

/** The current output and its sum. */
export function describeCurrent(model: ConvolutionModel): string {
  const { playback } = model;
  const index = figureWords.convolution.outputNumber(playback.frame.value + 1, playback.length.value);
  return `${index}, ${describeOutput(model, playback.current.value)}`;
}

export function describeOutput({ input, kernel, sliding, output }: ConvolutionModel, cell: Position): string {
  const terms = termsAt(input.value, kernel.value, sliding.value, cell);
  const sum = describeProducts(valueAt(output.value, cell.row, cell.column), terms, formatWeight);
  return `${figureWords.parts.position(cell.row + 1, cell.column + 1)}: ${sum}`;
}

export function describeInput(model: ConvolutionModel, cell: Position): string {
  const { row, column } = cell;
  const input = model.input.value;
  const text = contains(input, row, column)
    ? `${figureWords.parts.position(row + 1, column + 1)}: ${formatNumber(valueAt(input, row, column))}`
    : figureWords.parts.paddingZero;
  const weight = weightOn(model, cell);
  return weight === null ? text : figureWords.convolution.underWeight(text, weight);
}

/** The weight that lies on an input cell, as text; null outside the kernel's window. */
export function weightOn({ terms }: ConvolutionModel, cell: Position): string | null {
  const term = terms.value.find(({ row, column }) => row === cell.row && column === cell.column);
  return term === undefined ? null : formatWeight(term.weight);
}
