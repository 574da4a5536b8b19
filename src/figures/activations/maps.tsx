import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { extent, largestMagnitude, type Volume } from "../maths/volume.ts";
import { useFigure } from "../parts/figure-host.tsx";
import { type Part, TitledGrid } from "../parts/grid/grid.tsx";
import { Scale } from "../parts/image/scale.tsx";
import { formatSize } from "../parts/text/format.ts";
import { describeCell, describeMaps } from "./describe.ts";
import { mapCell } from "./layout.ts";
import type { ActivationsModel } from "./model.ts";

/** An image, filtered, activated, and the slope at every cell. */
export function Maps({ model }: { readonly model: ActivationsModel }): JSX.Element {
  const { width } = useFigure();
  const { source } = model;
  const cell = mapCell(width.value, source.size);
  const isDrawing = source.kind.value === "drawing";
  return (
    <div class="fig-activations-maps">
      <TitledGrid
        title={figureWords.parts.picture}
        name="picture"
        label={figureWords.parts.pictureIs(source.name.value)}
        part="input"
        values={source.image.value}
        span={255}
        cell={cell}
        numbers={false}
        {...(isDrawing ? { painting: source.drawing } : {})}
      />
      {mapsOf(model).map((map) => (
        <MapGrid key={map.name} model={model} cell={cell} {...map} />
      ))}
      <p class="fig-remark">{describeMaps(model)}</p>
    </div>
  );
}

interface ShownMap {
  readonly name: string;
  readonly title: string;
  readonly detail: string;
  readonly part: Part;
  readonly values: Volume;
}

function mapsOf({ before, after, slopes }: ActivationsModel): readonly ShownMap[] {
  const { filtered, activated, slope } = figureWords.activations;
  return [
    { name: "before", title: "x", detail: filtered, part: "input", values: before.value },
    { name: "after", title: "f(x)", detail: activated, part: "output", values: after.value },
    { name: "slope", title: "f′(x)", detail: slope, part: "plain", values: slopes.value },
  ];
}

function MapGrid(props: ShownMap & { readonly model: ActivationsModel; readonly cell: number }): JSX.Element {
  const { model, name, title, detail, part, values, cell } = props;
  const span = part === "plain" ? 1 : largestMagnitude(values);
  return (
    <TitledGrid
      title={title}
      detail={detail}
      name={name}
      label={figureWords.activations.map(title, detail, formatSize(values))}
      part={part}
      values={values}
      span={span}
      cell={cell}
      numbers={false}
      current={model.position.value}
      describe={(position) => describeCell(model, position)}
      onPoint={model.pointAtCell}
      onChoose={model.pointAtCell}
      below={<Scale part={part} span={span} signed={extent(values).low < 0} />}
    />
  );
}
