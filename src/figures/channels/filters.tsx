import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
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
          {figureWords.channels.allFilters} <small>{figureWords.channels.eachMakesOne}</small>
        </legend>
        {filters.value.map((filter, index) => (
          <label key={`${index}-${figureWords.channels.filters[filter.name]}`}>
            <input
              type="radio"
              class="fig-hidden"
              name={group}
              aria-label={figureWords.channels.filter(index + 1, figureWords.channels.filters[filter.name])}
              checked={index === shown.value}
              onChange={() => model.showFilter(index)}
            />
            <FilterCard model={model} filter={filter} index={index} />
          </label>
        ))}
      </fieldset>
      <Controls>
        <Button disabled={filters.value.length >= MOST_FILTERS} onClick={model.addFilter}>
          {figureWords.channels.addFilter}
        </Button>
        <Button disabled={filters.value.length <= 1} onClick={model.removeFilter}>
          {figureWords.channels.removeFilter(shown.value + 1)}
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
        {index + 1}. {figureWords.channels.filters[filter.name]}
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
      {formatCount(values.length)} {figureWords.architectures.weights}{" "}
      <small>{figureWords.channels.tensor(outputChannels, formatCount(height * width * 64 * 128))}</small>
    </p>
  );
}
