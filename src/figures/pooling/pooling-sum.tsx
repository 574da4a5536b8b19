import type { JSX } from "preact";
import type { PoolingMethod } from "../maths/pool.ts";
import type { Position } from "../maths/volume.ts";
import { formatNumber } from "../parts/text/format.ts";

/** How one output was made: 9 = max(4, 9, 2, 5), or 5 = (4 + 9 + 2 + 5) / 4. The winner is underlined. */
export function PoolingSum(props: {
  /** Which map it is about, where there are several. */
  readonly prefix?: string;
  readonly method: PoolingMethod;
  readonly result: number;
  readonly window: readonly { readonly place: Position; readonly value: number }[];
  readonly winner: Position | null;
}): JSX.Element {
  const { method, result, window, winner } = props;
  return (
    <p class="fig-arithmetic">
      {props.prefix}
      <b class="fig-as-output">{formatNumber(result)}</b>
      {method === "max" ? " = max(" : " = ("}
      {window.map(({ place, value }, index) => {
        const wins = method === "max" && winner?.row === place.row && winner.column === place.column;
        return (
          <span key={`${place.row},${place.column}`} class="fig-product">
            {index > 0 && <i>{method === "max" ? ", " : " + "}</i>}
            <b class={wins ? "fig-as-output fig-pooling-winner" : "fig-as-input"}>{formatNumber(value)}</b>
          </span>
        );
      })}
      {method === "max" ? ")" : `) / ${window.length}`}
    </p>
  );
}

/** The same in words. */
export function sayPooling(method: PoolingMethod, result: number, values: readonly number[]): string {
  const list = values.map((value) => formatNumber(value)).join(", ");
  return `${formatNumber(result)} is the ${method === "max" ? "largest" : "mean"} of ${list}`;
}
