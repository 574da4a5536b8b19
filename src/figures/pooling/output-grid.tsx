import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { figureWords } from "../../words/figure-words.ts";
import { channelOf, extent } from "../maths/volume.ts";
import { TitledGrid } from "../parts/grid/grid.tsx";
import { playedGrid } from "../parts/player/cell-playback.ts";
import { formatSize } from "../parts/text/format.ts";
import { describeOutput } from "./describe.ts";
import type { PoolingModel } from "./model.ts";

/** One channel of the output. Its cells can be pointed at and chosen. */
export function OutputGrid(props: {
  readonly model: PoolingModel;
  readonly channel: number;
  readonly cell: number;
  readonly title: string;
}): JSX.Element {
  const { model, channel, cell, title } = props;
  const { output, input, playback, mode } = model;
  const values = useMemo(() => channelOf(output.value, channel), [output.value, channel]);
  const span = useMemo(() => extent(channelOf(input.value, channel)).high, [input.value, channel]);
  const size = formatSize(values);
  return (
    <TitledGrid
      title={title}
      detail={size}
      name={`output-${channel}`}
      label={
        mode.value === "maps"
          ? figureWords.pooling.outputOfMap(channel + 1, size)
          : figureWords.pooling.outputLabel(size)
      }
      part="output"
      values={values}
      span={span}
      cell={cell}
      numbers={mode.value === "numbers"}
      {...playedGrid(playback)}
      describe={(position) => describeOutput(model, position, channel)}
      onPoint={(position) => {
        playback.point(position);
        if (position !== null) model.chooseChannel(channel);
      }}
      onChoose={(position) => {
        model.chooseChannel(channel);
        playback.chooseCell(position);
      }}
    />
  );
}
