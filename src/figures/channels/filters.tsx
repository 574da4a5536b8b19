import type { JSX } from "preact";
import { filterSlice } from "../maths/filters.ts";
import { channelOf, largestMagnitude, volume } from "../maths/volume.ts";
import { Button, Controls } from "../parts/controls/controls.tsx";
import { usePageId } from "../parts/figure-host.tsx";
import { Thumbnail } from "../parts/image/thumbnail.tsx";
import { formatCount } from "../parts/text/format.ts";
import type { ColourFilter } from "./colour-filters.ts";
import { CHANNEL_NAMES, type ChannelsModel, MOST_FILTERS } from "./model.ts";

/** All filters, each with the map it makes. The chosen one is shown channel by channel. */
export function Filters({ model }: { readonly model: ChannelsModel }): JSX.Element {
  const group = usePageId();
  const { filters, shown } = model;
  return (
    <div class="fig-channels-filters">
      <fieldset>
        <legend class="fig-title fig-as-kernel">
          all filters <small>each makes one map out of all channels</small>
        </legend>
        {filters.value.map((filter, index) => (
          <label key={`${index}-${filter.label}`}>
            <input
              type="radio"
              class="fig-hidden"
              name={group}
              aria-label={`Filter ${index + 1}: ${filter.label}`}
              checked={index === shown.value}
              onChange={() => model.showFilter(index)}
            />
            <FilterCard model={model} filter={filter} index={index} />
          </label>
        ))}
      </fieldset>
      <Controls>
        <Button disabled={filters.value.length >= MOST_FILTERS} onClick={model.addFilter}>
          Add a filter
        </Button>
        <Button disabled={filters.value.length <= 1} onClick={model.removeFilter}>
          Remove filter {shown.value + 1}
        </Button>
      </Controls>
    </div>
  );
}

function FilterCard(props: {
  readonly model: ChannelsModel;
  readonly filter: ColourFilter;
  readonly index: number;
}): JSX.Element {
  const { model, filter, index } = props;
  const map = channelOf(model.output.value, index);
  const span = largestMagnitude(filter.kernel);
  return (
    <span class="fig-channels-card">
      <span class="fig-channels-squares fig-as-kernel">
        {CHANNEL_NAMES.map((name, channel) => {
          const { height, width, values } = filterSlice(filter.kernel, channel, 0);
          return <Thumbnail key={name} picture={volume(height, width, 1, values)} size={24} span={span} />;
        })}
      </span>
      <span aria-hidden="true">→</span>
      <span class="fig-as-output">
        <Thumbnail picture={map} size={44} span={largestMagnitude(map)} />
      </span>
      <small>
        {index + 1}. {filter.label}
      </small>
    </span>
  );
}

/** The shape of the weight tensor, and how many weights it has. */
export function WeightCount({ model }: { readonly model: ChannelsModel }): JSX.Element {
  const { height, width, inputChannels, outputChannels, values } = model.tensor.value;
  return (
    <p class="fig-arithmetic">
      <b class="fig-as-kernel">
        {height}·{width}
      </b>
      ·<b class="fig-as-input">{inputChannels}</b>·<b class="fig-as-output">{outputChannels}</b> ={" "}
      {formatCount(values.length)} weights{" "}
      <small>
        of a 4-D tensor: height, width, channels in, channels out; and {outputChannels}{" "}
        {outputChannels === 1 ? "bias" : "biases"}. With 64 channels in and 128 out it would be{" "}
        {formatCount(height * width * 64 * 128)}.
      </small>
    </p>
  );
}
