import type { JSX } from "preact";
import { useFigure } from "../parts/figure-host.tsx";
import { cellSize } from "../parts/grid/grid.tsx";
import { InputGrid } from "./input-grid.tsx";
import { KernelGrid } from "./kernel-grid.tsx";
import type { ConvolutionModel } from "./model.ts";
import { Operator } from "./operator.tsx";
import { OutputGrid } from "./output-grid.tsx";

/** Input ∗ kernel = feature map in numbers, in as many rows as the width requires. */
export function NumberView({ model }: { readonly model: ConvolutionModel }): JSX.Element {
  const { width } = useFigure();
  const { rows, cell } = arrange(model, width.value);
  const input = <InputGrid model={model} cell={cell} />;
  const kernel = <KernelGrid model={model} cell={cell} />;
  const output = <OutputGrid model={model} cell={cell} />;
  switch (rows) {
    case 1:
      return (
        <div class="fig-convolution">
          {input}
          <Operator sign="∗" />
          {kernel}
          <Operator sign="=" />
          {output}
        </div>
      );
    case 2:
      return (
        <div class="fig-convolution fig-stacked">
          {input}
          <div class="fig-convolution-row">
            <Operator sign="∗" />
            {kernel}
            <Operator sign="=" />
            {output}
          </div>
        </div>
      );
    case 3:
      return (
        <div class="fig-convolution fig-stacked">
          {input}
          {kernel}
          {output}
        </div>
      );
  }
}

/** Below this size of a cell, a further row is better. */
const SMALLEST_IN_ONE_ROW = 26;
const SMALLEST_IN_TWO_ROWS = 25;

function arrange(
  model: ConvolutionModel,
  available: number,
): { readonly rows: 1 | 2 | 3; readonly cell: number } {
  const padded = model.input.value.width + 2 * model.padding.value;
  const kernel = model.kernel.value.width;
  const output = model.output.value.width;
  const inOneRow = cellSize(available - 124, padded + kernel + output);
  if (inOneRow >= SMALLEST_IN_ONE_ROW) return { rows: 1, cell: inOneRow };
  const alone = cellSize(available, Math.max(padded, output), 34);
  const inTwoRows = cellSize(available - 84, kernel + output);
  return inTwoRows >= SMALLEST_IN_TWO_ROWS
    ? { rows: 2, cell: Math.min(inTwoRows, alone) }
    : { rows: 3, cell: alone };
}
