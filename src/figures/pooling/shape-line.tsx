import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import type { Volume } from "../maths/volume.ts";
import { formatCount, formatSize } from "../parts/text/format.ts";
import type { PoolingModel } from "./model.ts";

/** Input shape → output shape, and how many values remain. */
export function ShapeLine({ model }: { readonly model: PoolingModel }): JSX.Element {
  const { input, output } = model;
  const perChannel = input.value.channels > 1 ? ` ${figureWords.pooling.separately}` : "";
  return (
    <p class="fig-remark fig-pooling-shape">
      <b class="fig-as-input">{shape(input.value)}</b> → <b class="fig-as-output">{shape(output.value)}</b>:{" "}
      {figureWords.pooling.become(
        formatCount(input.value.values.length),
        formatCount(output.value.values.length),
      )}
      {perChannel}
    </p>
  );
}

function shape(volume: Volume): string {
  return volume.channels === 1 ? formatSize(volume) : `${formatSize(volume)} × ${volume.channels}`;
}
