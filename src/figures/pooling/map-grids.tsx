import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { figureWords } from "../../words/figure-words.ts";
import { channelOf } from "../maths/volume.ts";
import { useFigure } from "../parts/figure-host.tsx";
import { cellSize, TitledGrid } from "../parts/grid/grid.tsx";
import { formatSize } from "../parts/text/format.ts";
import { POOLED_FILTERS, type PoolingModel } from "./model.ts";
import { OutputGrid } from "./output-grid.tsx";
import { windowMarks } from "./window-marks.ts";

/** The feature maps of an image, each above its pooled output. */
export function MapGrids({ model }: { readonly model: PoolingModel }): JSX.Element {
  const { width } = useFigure();
  const narrow = width.value < 560;
  const columns = narrow ? 2 : 4;
  const cell = cellSize((width.value - (columns - 1) * 14) / columns, model.input.value.width, 6);
  return (
    <div class={`fig-pooling-maps${narrow ? " fig-narrow" : ""}`}>
      {POOLED_FILTERS.map((name, channel) => (
        <MapColumn
          key={name}
          model={model}
          channel={channel}
          cell={cell}
          label={figureWords.kernels[name].label}
          short={figureWords.pooling.filters[name]}
        />
      ))}
    </div>
  );
}

function MapColumn(props: {
  readonly model: PoolingModel;
  readonly channel: number;
  readonly cell: number;
  readonly label: string;
  readonly short: string;
}): JSX.Element {
  const { model, channel, cell, label, short } = props;
  const { input } = model;
  const values = useMemo(() => channelOf(input.value, channel), [input.value, channel]);
  return (
    <div class="fig-pooling-map">
      <TitledGrid
        title={figureWords.channels.map(channel + 1)}
        detail={short}
        name={`input-${channel}`}
        label={figureWords.pooling.mapLabel(channel + 1, label, formatSize(values))}
        part="input"
        values={values}
        cell={cell}
        numbers={false}
        windows={windowMarks(model, channel)}
      />
      <OutputGrid model={model} channel={channel} cell={cell} title={figureWords.pooling.pooledTitle} />
    </div>
  );
}
