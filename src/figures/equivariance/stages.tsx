import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { figureWords } from "../../words/figure-words.ts";
import { boundingBox } from "../maths/bounding-box.ts";
import { largestMagnitude, type Position } from "../maths/volume.ts";
import { useFigure } from "../parts/figure-host.tsx";
import { cellSize, type Part, TitledGrid, type WindowMark } from "../parts/grid/grid.tsx";
import { formatSize } from "../parts/text/format.ts";
import { describeShift, percent } from "./describe.ts";
import { type EquivarianceModel, PADDED_SIDE, type Stage, UNIT_SIDE } from "./model.ts";

/** The shifted image and what each layer makes of it. */
export function Stages({ model }: { readonly model: EquivarianceModel }): JSX.Element {
  const { width } = useFigure();
  const narrow = width.value < 560;
  const columns = narrow ? 2 : 4;
  const cell = cellSize((width.value - (columns - 1) * 16) / columns, PADDED_SIDE, 6);
  const { featureMap, pooled, units, window } = model;
  return (
    <div class={`fig-equivariance${narrow ? " fig-narrow" : ""}`}>
      <ImageGrid model={model} cell={cell} />
      <StageGrid
        name="map"
        part="output"
        title={figureWords.parts.featureMap}
        detail={formatSize(featureMap.value.shifted)}
        stage={featureMap.value}
        cell={cell}
        windows={contentMarks(featureMap.value, "output")}
      />
      <StageGrid
        name="pooled"
        part="output"
        title={figureWords.equivariance.afterPooling}
        detail={formatSize(pooled.value.shifted)}
        stage={pooled.value}
        cell={cell * window.value}
      />
      <StageGrid
        name="units"
        part="plain"
        title={figureWords.equivariance.denseLayer}
        detail={figureWords.equivariance.units(UNIT_SIDE * UNIT_SIDE)}
        stage={units.value}
        cell={(cell * PADDED_SIDE) / UNIT_SIDE}
      />
    </div>
  );
}

/** The image. Dragging shifts it; on a drawing, the pointer draws instead. */
function ImageGrid({
  model,
  cell,
}: {
  readonly model: EquivarianceModel;
  readonly cell: number;
}): JSX.Element {
  const drag = useDrag(model);
  const drawing = model.source.kind.value === "drawing";
  const stage = model.image.value;
  return (
    <TitledGrid
      title={figureWords.parts.image}
      detail={drawing ? figureWords.equivariance.draw : figureWords.equivariance.dragIt}
      name="image"
      label={figureWords.equivariance.imageLabel(describeShift(model))}
      part="input"
      values={stage.shifted}
      span={1}
      cell={cell}
      numbers={false}
      windows={contentMarks(stage, "input")}
      {...(drawing ? { painting: model.painting } : { onDrag: drag })}
    />
  );
}

/** Shifts the image by as much as the pointer has moved since it was pressed. */
function useDrag({ right, down, shift }: EquivarianceModel): (position: Position, first: boolean) => void {
  const origin = useRef<Position>({ row: 0, column: 0 });
  return ({ row, column }, first) => {
    if (first) origin.current = { row: row - down.value, column: column - right.value };
    else shift(column - origin.current.column, row - origin.current.row);
  };
}

function StageGrid(props: {
  readonly name: string;
  readonly part: Part;
  readonly title: string;
  readonly detail: string;
  readonly stage: Stage;
  readonly cell: number;
  readonly windows?: readonly WindowMark[];
}): JSX.Element {
  const { stage, ...grid } = props;
  return (
    <TitledGrid
      {...grid}
      label={`${props.title}, ${props.detail}`}
      values={stage.shifted}
      span={largestMagnitude(stage.original)}
      numbers={false}
      below={
        <dl class="fig-equivariance-changes">
          <Change term={figureWords.equivariance.changedBy} share={stage.change} />
          <Change term={figureWords.equivariance.apart} share={stage.changeAfterShift} />
        </dl>
      }
    />
  );
}

function Change({ term, share }: { readonly term: string; readonly share: number }): JSX.Element {
  const text = percent(share);
  return (
    <>
      <dt>{term}</dt>
      <dd class={text === "0 %" ? "fig-zero" : ""}>{text}</dd>
    </>
  );
}

/** Where the content was (dashed), and where it is now. */
function contentMarks({ original, shifted }: Stage, part: Part): readonly WindowMark[] {
  const threshold = largestMagnitude(original) * 0.08;
  const [before, now] = [boundingBox(original, threshold), boundingBox(shifted, threshold)];
  return [
    ...(before === null ? [] : [{ ...before, part: "plain" as const, quiet: true }]),
    ...(now === null ? [] : [{ ...now, part }]),
  ];
}
