import { figureWords } from "../../words/figure-words.ts";
import type { PoolingMethod } from "../maths/pool.ts";
import { type Position, valueAt } from "../maths/volume.ts";
import { formatNumber, formatSize } from "../parts/text/format.ts";
import { type PoolingModel, windowCells } from "./model.ts";

/** Everything that the figure shows, as text. */
export function describe(model: PoolingModel): string {
  const { pooling, method, mode, output, playback } = model;
  const { size, stride } = pooling.value;
  const { pooling: said } = figureWords;
  const outputs = said.outputs(formatSize(output.value), mode.value === "maps");
  return (
    `${said.summary(said.kinds[method.value], describeInput(model), size, stride, outputs)} ` +
    `${figureWords.convolution.outputNumber(playback.frame.value + 1, playback.length.value)}, ${describeCurrent(model)}.`
  );
}

function describeInput({ mode, input, source }: PoolingModel): string {
  const size = formatSize(input.value);
  return mode.value === "numbers"
    ? figureWords.pooling.grid(size)
    : figureWords.pooling.maps(input.value.channels, source.name.value, size);
}

/** The current output, and what it was made from. */
export function describeCurrent(model: PoolingModel): string {
  return describeOutput(model, model.playback.current.value, model.channel.value);
}

export function describeOutput(model: PoolingModel, cell: Position, channel: number): string {
  const values = windowCells(model.input.value, model.pooling.value, cell, channel).map(({ value }) => value);
  const result = valueAt(model.output.value, cell.row, cell.column, channel);
  return `${figureWords.parts.position(cell.row + 1, cell.column + 1)}: ${describeSum(model.method.value, result, values)}`;
}

function describeSum(method: PoolingMethod, result: number, values: readonly number[]): string {
  const list = values.map((value) => formatNumber(value)).join(figureWords.parts.separator);
  return method === "max"
    ? figureWords.pooling.isLargest(formatNumber(result), list)
    : figureWords.pooling.isMean(formatNumber(result), list);
}
