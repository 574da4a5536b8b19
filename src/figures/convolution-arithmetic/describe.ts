import { figureWords } from "../../words/figure-words.ts";
import type { AxisSpec, OutputSize } from "../maths/output-size.ts";
import type { Position } from "../maths/volume.ts";
import { capitalise } from "../parts/text/format.ts";
import type { ArithmeticModel } from "./model.ts";
import { sizeInText } from "./size-formula.ts";

/** Everything that the figure shows, as text. */
export function describe(model: ArithmeticModel): string {
  const { size } = model;
  return size.value.type === "valid"
    ? `${describeSettings(model)} ${capitalise(describeCurrent(model))}.`
    : describeSettings(model);
}

/** While stepping through the outputs, the current one; after a change of the settings, what follows from them. */
export function announcement(model: ArithmeticModel): string {
  return model.playback.unfolding.value ? capitalise(describeCurrent(model)) : describeSettings(model);
}

function describeSettings({ settings, size }: ArithmeticModel): string {
  const { input, kernel, padding, stride, dilation } = settings.value;
  const given = figureWords.convolutionArithmetic.given({ input, kernel, padding, stride, dilation });
  if (size.value.type === "invalid") return `${given} ${size.value.problem} ${size.value.remedy}`;
  const side = size.value.size;
  return `${given} ${figureWords.convolutionArithmetic.output(side)}: ${sizeInText(settings.value, size.value)}. ${describeAxis(settings.value, size.value)}`;
}

/** The positions of the kernel along one axis, and the cells that none of them covers. */
export function describeAxis({ stride, dilation }: AxisSpec, size: OutputSize): string {
  if (size.type === "invalid") {
    return figureWords.convolutionArithmetic.tooLarge(size.effectiveKernel, size.padded);
  }
  const isOne = size.size === 1;
  const { positions, reach, distance, axis, unused } = figureWords.convolutionArithmetic;
  return axis(
    positions(size.size),
    dilation > 1 ? reach(isOne, size.effectiveKernel) : "",
    stride > 1 && !isOne ? distance(stride) : "",
    size.unused === 0 ? "" : unused(size.unused),
  );
}

function describeCurrent(model: ArithmeticModel): string {
  return describeOutput(model, model.playback.current.value);
}

/** An output, and the rows and columns of the input that it sees. */
export function describeOutput({ settings }: ArithmeticModel, { row, column }: Position): string {
  const { input, kernel, padding, stride, dilation } = settings.value;
  const covered = (output: number) => {
    const cells = Array.from({ length: kernel }, (_, tap) => output * stride - padding + tap * dilation);
    const inside = cells.filter((cell) => cell >= 0 && cell < input).map((cell) => cell + 1);
    return inside.length === 0 ? figureWords.convolutionArithmetic.noCells : inside.join(", ");
  };
  return figureWords.convolutionArithmetic.sees(row + 1, column + 1, covered(row), covered(column));
}

/** An input cell, and whether a weight of the kernel lies on it. */
export function describeInput({ settings, size, playback }: ArithmeticModel, cell: Position): string {
  const { input, kernel, padding, stride, dilation } = settings.value;
  const { row, column } = cell;
  const isInside = row >= 0 && column >= 0 && row < input && column < input;
  const name = isInside ? figureWords.parts.position(row + 1, column + 1) : figureWords.parts.paddingZero;
  const isCovered = (index: number, output: number) => {
    const offset = index - output * stride + padding;
    return offset >= 0 && offset % dilation === 0 && offset / dilation < kernel;
  };
  const current = playback.current.value;
  const covered = isCovered(row, current.row) && isCovered(column, current.column);
  return size.value.type === "valid" && covered ? figureWords.convolutionArithmetic.underKernel(name) : name;
}
