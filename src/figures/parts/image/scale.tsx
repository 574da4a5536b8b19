import type { JSX } from "preact";
import type { Part } from "../grid/grid.tsx";
import { formatNumber } from "../text/format.ts";

/** The legend of a pixel grid: from the lowest value (grey and hatched if negative) to the highest. */
export function Scale(props: {
  readonly part: Part;
  readonly span: number;
  readonly signed: boolean;
}): JSX.Element {
  const { part, span, signed } = props;
  return (
    <div class={`fig-scale fig-as-${part}`}>
      <span>{signed ? formatNumber(-span, 0) : "0"}</span>
      <i class={signed ? "fig-scale-signed" : ""} />
      <span>{formatNumber(span, span < 10 ? 2 : 0)}</span>
    </div>
  );
}
