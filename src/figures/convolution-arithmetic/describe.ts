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
  const given =
    `Input ${input} × ${input}, kernel ${kernel} × ${kernel}, padding ${padding}, stride ${stride}, ` +
    `dilation ${dilation}.`;
  if (size.value.type === "invalid") return `${given} ${size.value.problem} ${size.value.remedy}`;
  const side = size.value.size;
  return `${given} Output ${side} × ${side}: ${sizeInText(settings.value, size.value)}. ${describeAxis(settings.value, size.value)}`;
}

/** The positions of the kernel along one axis, and the cells that none of them covers. */
export function describeAxis({ stride, dilation }: AxisSpec, size: OutputSize): string {
  if (size.type === "invalid") {
    return `Along one axis the kernel covers ${size.effectiveKernel} cells, but there are only ${size.padded}.`;
  }
  const isOne = size.size === 1;
  const positions = isOne ? "one position" : `${size.size} positions`;
  const reach = dilation > 1 ? `, ${isOne ? "" : "each "}covering ${size.effectiveKernel} cells` : "";
  const distance = stride > 1 && !isOne ? `, ${stride} cells apart` : "";
  return `Along one axis the kernel has ${positions}${reach}${distance}.${describeUnused(size.unused)}`;
}

function describeUnused(unused: number): string {
  if (unused === 0) return "";
  const cells = unused === 1 ? "the last cell is" : `the last ${unused} cells are`;
  return ` One more would go past the end, so ${cells} never covered.`;
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
    return inside.length === 0 ? "none" : inside.join(", ");
  };
  return (
    `output row ${row + 1}, column ${column + 1}: sees input rows ${covered(row)} ` +
    `and columns ${covered(column)}`
  );
}

/** An input cell, and whether a weight of the kernel lies on it. */
export function describeInput({ settings, size, playback }: ArithmeticModel, cell: Position): string {
  const { input, kernel, padding, stride, dilation } = settings.value;
  const { row, column } = cell;
  const isInside = row >= 0 && column >= 0 && row < input && column < input;
  const name = isInside ? `row ${row + 1}, column ${column + 1}` : "padding, 0";
  const isCovered = (index: number, output: number) => {
    const offset = index - output * stride + padding;
    return offset >= 0 && offset % dilation === 0 && offset / dilation < kernel;
  };
  const current = playback.current.value;
  const covered = isCovered(row, current.row) && isCovered(column, current.column);
  return size.value.type === "valid" && covered ? `${name}: under the kernel` : name;
}
