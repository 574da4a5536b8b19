import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { useFigure } from "../parts/figure-host.tsx";
import { cellSize, TitledGrid } from "../parts/grid/grid.tsx";
import { formatSize } from "../parts/text/format.ts";
import type { PoolingModel } from "./model.ts";
import { OutputGrid } from "./output-grid.tsx";
import { windowMarks, winnerMarks } from "./window-marks.ts";

/** A grid of numbers, which can be edited, beside its pooled output. */
export function NumberGrids({ model }: { readonly model: PoolingModel }): JSX.Element {
  const { width } = useFigure();
  const { input, output } = model;
  const cell = cellSize(width.value - 44, input.value.width + output.value.width, 42);
  return (
    <div class="fig-pooling">
      <TitledGrid
        title={figureWords.parts.input}
        detail={formatSize(input.value)}
        name="input"
        label={figureWords.pooling.inputLabel(formatSize(input.value))}
        part="input"
        values={input.value}
        cell={cell}
        numbers
        windows={[...winnerMarks(model), ...windowMarks(model, 0)]}
        onEdit={model.setNumber}
      />
      <OutputGrid model={model} channel={0} cell={cell} title={figureWords.parts.output} />
    </div>
  );
}
