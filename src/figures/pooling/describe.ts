import type { PoolingMethod } from "../maths/pool.ts";
import { type Position, valueAt } from "../maths/volume.ts";
import { formatNumber, formatSize } from "../parts/text/format.ts";
import { type PoolingModel, windowCells } from "./model.ts";

/** Everything that the figure shows, as text. */
export function describe(model: PoolingModel): string {
  const { pooling, method, mode, output, playback } = model;
  const { size, stride } = pooling.value;
  const kind = method.value === "max" ? "Max" : "Average";
  const outputs = `${formatSize(output.value)} outputs${mode.value === "maps" ? " in each channel" : ""}`;
  return (
    `${kind} pooling of ${describeInput(model)}, window ${size} × ${size}, stride ${stride}: ${outputs}. ` +
    `Output ${playback.frame.value + 1} of ${playback.length.value}, ${describeCurrent(model)}.`
  );
}

function describeInput({ mode, input, source }: PoolingModel): string {
  const size = formatSize(input.value);
  return mode.value === "numbers"
    ? `a grid of ${size} numbers`
    : `${input.value.channels} feature maps of ${source.name.value}, ${size} each`;
}

/** The current output, and what it was made from. */
export function describeCurrent(model: PoolingModel): string {
  return describeOutput(model, model.playback.current.value, model.channel.value);
}

export function describeOutput(model: PoolingModel, cell: Position, channel: number): string {
  const values = windowCells(model.input.value, model.pooling.value, cell, channel).map(({ value }) => value);
  const result = valueAt(model.output.value, cell.row, cell.column, channel);
  return `row ${cell.row + 1}, column ${cell.column + 1}: ${describeSum(model.method.value, result, values)}`;
}

function describeSum(method: PoolingMethod, result: number, values: readonly number[]): string {
  const list = values.map((value) => formatNumber(value)).join(", ");
  return `${formatNumber(result)} is the ${method === "max" ? "largest" : "mean"} of ${list}`;
}
