import type { JSX } from "preact";
import type { Bounds } from "./grid-keys.ts";
import type { WindowMark } from "./grid-props.ts";

/** A mark as an element over the grid. */
export function WindowOutline(props: {
  readonly mark: WindowMark;
  readonly bounds: Bounds;
  readonly strong?: boolean;
}): JSX.Element {
  const { mark, bounds } = props;
  const dilation = mark.dilation ?? 1;
  const emphasis = props.strong ? " fig-current" : mark.quiet ? " fig-quiet" : "";
  return (
    <div
      class={`fig-mark fig-as-${mark.part}${emphasis}${dilation > 1 ? " fig-spread" : ""}`}
      style={{
        "--row": String(mark.row - bounds.top),
        "--column": String(mark.column - bounds.left),
        "--tall": String((mark.height - 1) * dilation + 1),
        "--wide": String((mark.width - 1) * dilation + 1),
      }}
      aria-hidden="true"
    >
      {dilation > 1 &&
        Array.from({ length: mark.height * mark.width }, (_, index) => (
          <i
            key={index}
            style={{
              "--row": String(Math.floor(index / mark.width) * dilation),
              "--column": String((index % mark.width) * dilation),
            }}
          />
        ))}
    </div>
  );
}
