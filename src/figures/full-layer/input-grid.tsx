import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { TitledGrid } from "../parts/grid/grid.tsx";
import { formatSize } from "../parts/text/format.ts";
import type { FullLayerModel } from "./model.ts";

/** The image with the window of the selected output. */
export function InputGrid({
  model,
  cell,
}: {
  readonly model: FullLayerModel;
  readonly cell: number;
}): JSX.Element {
  const { source, input, position } = model;
  const { row, column } = position.value;
  return (
    <TitledGrid
      title={figureWords.parts.image}
      detail={formatSize(input.value)}
      name="image"
      label={figureWords.fullLayer.imageIs(source.name.value)}
      part="input"
      values={input.value}
      span={1}
      cell={cell}
      numbers={false}
      windows={[{ row: row - 1, column: column - 1, height: 3, width: 3, part: "kernel" }]}
      {...(source.kind.value === "drawing" ? { painting: source.drawing } : {})}
    />
  );
}
