import type { JSX } from "preact";
import type { AxisSpec, OutputSize } from "../maths/output-size.ts";
import { cellSize } from "../parts/grid/grid.tsx";

const BAR = 9;
const GAP = 4;

/**
 * One axis of the convolution as a tape: the cells with their padding, and below it one bar for each place of the
 * kernel, a dot where it has a weight. Counting the bars gives the output size. A kernel that does not fit sticks out.
 */
export function Tape(props: {
  readonly settings: AxisSpec;
  readonly size: OutputSize;
  readonly width: number;
  /** The place that is marked. */
  readonly current: number;
}): JSX.Element {
  const { settings, size, width, current } = props;
  const { padded, effectiveKernel } = size;
  const cell = cellSize(width - 2, Math.max(padded, effectiveKernel), 30);
  const tall = Math.min(cell, 22);
  const places = size.type === "valid" ? size.size : 1;
  const height = tall + 8 + places * (BAR + GAP);
  const unused = size.type === "valid" ? size.unused : 0;
  return (
    <svg
      class="fig-tape"
      width={Math.max(padded, effectiveKernel) * cell + 2}
      height={height}
      viewBox={`-1 -1 ${Math.max(padded, effectiveKernel) * cell + 2} ${height}`}
      aria-hidden="true"
    >
      {Array.from({ length: padded }, (_, index) => {
        const inside = index >= settings.padding && index < settings.padding + settings.input;
        return (
          <g key={index}>
            <rect
              class={inside ? "fig-tape-cell" : "fig-tape-padding"}
              x={index * cell}
              y={0}
              width={cell}
              height={tall}
            />
            {index >= padded - unused && (
              <path
                class="fig-tape-unused"
                d={`M${index * cell + cell / 2 - 4} ${tall / 2 - 4}l8 8m0 -8l-8 8`}
              />
            )}
          </g>
        );
      })}
      {Array.from({ length: places }, (_, place) => (
        <Bar
          key={place}
          start={place * settings.stride}
          top={tall + 8 + place * (BAR + GAP)}
          cell={cell}
          settings={settings}
          reach={effectiveKernel}
          kind={size.type === "valid" ? (place === current ? "current" : "plain") : "impossible"}
        />
      ))}
    </svg>
  );
}

function Bar(props: {
  readonly start: number;
  readonly top: number;
  readonly cell: number;
  readonly settings: AxisSpec;
  readonly reach: number;
  readonly kind: "current" | "plain" | "impossible";
}): JSX.Element {
  const { start, top, cell, settings, reach, kind } = props;
  return (
    <g class={`fig-tape-bar fig-tape-${kind}`}>
      <rect x={start * cell + 1.5} y={top} width={reach * cell - 3} height={BAR} rx={BAR / 2} />
      {Array.from({ length: settings.kernel }, (_, weight) => (
        <circle
          key={weight}
          cx={(start + weight * settings.dilation + 0.5) * cell}
          cy={top + BAR / 2}
          r={2.4}
        />
      ))}
    </g>
  );
}
