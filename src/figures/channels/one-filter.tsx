import type { JSX } from "preact";
import { useFigure } from "../parts/figure-host.tsx";
import { cellSize } from "../parts/grid/grid.tsx";
import { ChannelRow, ImageGrid, KERNEL_CELL, OutputGrid } from "./channel-grids.tsx";
import { CHANNEL_NAMES, type ChannelsModel } from "./model.ts";

/** The shown filter at work: the image, its channels, what each contributes, and their sum. */
export function OneFilter({ model }: { readonly model: ChannelsModel }): JSX.Element {
  const { width } = useFigure();
  return width.value >= 690 ? (
    <Wide model={model} width={width.value} />
  ) : (
    <Narrow model={model} width={width.value} />
  );
}

function Wide({ model, width }: { readonly model: ChannelsModel; readonly width: number }): JSX.Element {
  const side = model.source.size;
  const large = cellSize((width - 470) / 2, side, 5);
  const small = cellSize((width - 2 * (side * large + 1) - 3 * KERNEL_CELL - 148) / 2, side, 4);
  return (
    <div class="fig-channels">
      <ImageGrid model={model} cell={large} />
      <span class="fig-channels-brace fig-channels-apart" aria-hidden="true" />
      <div class="fig-channels-rows">
        {CHANNEL_NAMES.map((name, channel) => (
          <ChannelRow key={name} model={model} channel={channel} cell={small} titled={channel === 0} />
        ))}
      </div>
      <span class="fig-channels-brace fig-channels-together" aria-hidden="true" />
      <OutputGrid model={model} cell={large} />
    </div>
  );
}

function Narrow({ model, width }: { readonly model: ChannelsModel; readonly width: number }): JSX.Element {
  const large = cellSize((width - 24) / 2, model.source.size, 6);
  return (
    <div class="fig-channels fig-narrow">
      <ImageGrid model={model} cell={large} />
      <OutputGrid model={model} cell={large} />
      <div class="fig-channels-rows">
        {CHANNEL_NAMES.map((name, channel) => (
          <ChannelRow key={name} model={model} channel={channel} cell={3} titled />
        ))}
      </div>
    </div>
  );
}
