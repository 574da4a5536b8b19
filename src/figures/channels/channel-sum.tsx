import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { valueAt } from "../maths/volume.ts";
import { Arithmetic, Coloured } from "../parts/text/arithmetic.tsx";
import { formatNumber, formatWeight } from "../parts/text/format.ts";
import { CHANNEL_NAMES, type ChannelsModel, contributionAt } from "./model.ts";

/** The current output as the sum of what the channels contribute, and all its products on request. */
export function ChannelSum({ model }: { readonly model: ChannelsModel }): JSX.Element {
  const { map, position, terms } = model;
  const { row, column } = position.value;
  const contributions = CHANNEL_NAMES.map((name, channel) => ({
    name,
    channel,
    value: contributionAt(model, channel, position.value),
  }));
  return (
    <div class="fig-channels-sum">
      <p class="fig-arithmetic">
        <Coloured part="output" value={valueAt(map.value, row, column)} /> ={" "}
        {contributions.map(({ name, value }, index) => (
          <span key={name} class="fig-product">
            {index > 0 && <i> + </i>}
            <Coloured part="output" value={value < 0 ? `(${formatNumber(value)})` : value} />{" "}
            <small>{figureWords.channels.from(figureWords.channels.colours[name])}</small>
          </span>
        ))}
      </p>
      <details>
        <summary>{figureWords.channels.allProducts}</summary>
        {contributions.map(({ name, channel, value }) => (
          <div key={name} class="fig-channels-products">
            <small>{name}</small>
            <Arithmetic
              result={value}
              products={terms.value.filter(({ inputChannel }) => inputChannel === channel)}
              formatWeight={formatWeight}
            />
          </div>
        ))}
      </details>
    </div>
  );
}
