import type { JSX } from "preact";
import type { Volume } from "../maths/volume.ts";
import { formatCount, formatSize } from "../parts/text/format.ts";
import type { PoolingModel } from "./model.ts";

/** Input shape → output shape, and how many values remain. */
export function ShapeLine({ model }: { readonly model: PoolingModel }): JSX.Element {
  const { input, output } = model;
  const perChannel =
    input.value.channels > 1 ? " Each channel is pooled separately, so their number stays the same." : "";
  return (
    <p class="fig-remark fig-pooling-shape">
      <b class="fig-as-input">{shape(input.value)}</b> → <b class="fig-as-output">{shape(output.value)}</b>:{" "}
      {formatCount(input.value.values.length)} values become {formatCount(output.value.values.length)}.
      {perChannel}
    </p>
  );
}

function shape(volume: Volume): string {
  return volume.channels === 1 ? formatSize(volume) : `${formatSize(volume)} × ${volume.channels}`;
}
