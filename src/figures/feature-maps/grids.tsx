import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { useFigure } from "../parts/figure-host.tsx";
import { cellSize, TitledGrid, type WindowMark } from "../parts/grid/grid.tsx";
import { formatSize } from "../parts/text/format.ts";
import { FilterCard } from "./filter-card.tsx";
import type { FeatureMapsModel } from "./model.ts";

/** The image beside the filters and their feature maps; below one another on a phone. */
export function Grids({ model }: { readonly model: FeatureMapsModel }): JSX.Element {
  const { width } = useFigure();
  const narrow = width.value < 600;
  const columns = model.source.image.value.width;
  const mapCell = narrow
    ? cellSize((width.value - 20) / 2, columns, 7)
    : cellSize((width.value * 0.71 - 22) / 2 - 100, columns, 6);
  const imageCell = narrow ? cellSize(width.value, columns, 7) : cellSize(width.value * 0.27, columns, 8);
  return (
    <div class={`fig-feature-maps${narrow ? " fig-narrow" : ""}`}>
      <ImageGrid model={model} cell={imageCell} />
      <div class="fig-filter-cards">
        {model.filters.value.map((filter, index) => (
          <FilterCard key={index} model={model} filter={filter} index={index} cell={mapCell} />
        ))}
      </div>
    </div>
  );
}

/** The image with the window of the selected sum. A drawing is drawn on; on other images, a position is selected. */
function ImageGrid({
  model,
  cell,
}: {
  readonly model: FeatureMapsModel;
  readonly cell: number;
}): JSX.Element {
  const { source, position } = model;
  const size = formatSize(source.image.value);
  const selecting = { onPoint: position.point, onChoose: position.choose };
  return (
    <TitledGrid
      title={figureWords.parts.image}
      detail={size}
      name="image"
      label={figureWords.featureMaps.imageLabel(source.name.value, size)}
      part="input"
      values={source.image.value}
      span={255}
      cell={cell}
      numbers={false}
      windows={[windowMark(model)]}
      {...(source.kind.value === "drawing" ? { painting: source.drawing } : selecting)}
    />
  );
}

function windowMark({ position }: FeatureMapsModel): WindowMark {
  const { row, column } = position.current.value;
  return { row: row - 1, column: column - 1, height: 3, width: 3, part: "kernel" };
}
