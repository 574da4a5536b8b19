import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { valueAt } from "../maths/volume.ts";
import { formatNumber } from "../parts/text/format.ts";
import type { PoolingModel, WindowCell } from "./model.ts";

/** How the current output was computed: 9 = max(4, 9, 2, 5), or 5 = (4 + 9 + 2 + 5) / 4. */
export function PoolingSum({ model }: { readonly model: PoolingModel }): JSX.Element {
  const { mode, method, output, playback, channel, window } = model;
  const { row, column } = playback.current.value;
  const max = method.value === "max";
  return (
    <p class="fig-arithmetic">
      {mode.value === "maps" && `${figureWords.channels.map(channel.value + 1)}: `}
      <b class="fig-as-output">{formatNumber(valueAt(output.value, row, column, channel.value))}</b>
      {max ? " = max(" : " = ("}
      {window.value.map((entry, index) => (
        <span key={`${entry.cell.row},${entry.cell.column}`} class="fig-product">
          {index > 0 && <i>{max ? figureWords.parts.separator : " + "}</i>}
          <Term entry={entry} model={model} />
        </span>
      ))}
      {max ? ")" : `) / ${window.value.length}`}
    </p>
  );
}

/** One value of the window; max pooling's winner is underlined. */
function Term(props: { readonly entry: WindowCell; readonly model: PoolingModel }): JSX.Element {
  const { cell, value } = props.entry;
  const winner = props.model.method.value === "max" ? props.model.winner.value : null;
  const wins = winner?.row === cell.row && winner.column === cell.column;
  return <b class={wins ? "fig-as-output fig-pooling-winner" : "fig-as-input"}>{formatNumber(value)}</b>;
}
