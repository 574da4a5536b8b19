import type { JSX } from "preact";
import type { AxisSpec, OutputSize } from "../maths/output-size.ts";
import { useFigure } from "../parts/figure-host.tsx";
import { cellSize } from "../parts/grid/grid.tsx";
import { describeAxis } from "./describe.ts";
import type { ArithmeticModel } from "./model.ts";

const BAR = 9;
const GAP = 4;
const LARGEST_CELL = 30;
const TALLEST_CELL = 22;

/** One axis of the convolution, drawn and described. */
export function Axis({ model }: { readonly model: ArithmeticModel }): JSX.Element {
  const { width } = useFigure();
  const { settings, size, playback } = model;
  return (
    <div class="fig-arithmetic-axis">
      <Tape
        settings={settings.value}
        size={size.value}
        width={Math.min(width.value, 560)}
        current={playback.current.value.column}
      />
      <p class="fig-remark">{describeAxis(settings.value, size.value)}</p>
    </div>
  );
}

/**
 * The cells with their padding, and below them a bar for each position of the kernel, with a dot for each weight.
 * The number of bars is the output size. A kernel that does not fit sticks out.
 */
function Tape(props: {
  readonly settings: AxisSpec;
  readonly size: OutputSize;
  readonly width: number;
  /** The position that is marked. */
  readonly current: number;
}): JSX.Element {
  const { settings, size, current } = props;
  const columns = Math.max(size.padded, size.effectiveKernel);
  const cell = cellSize(props.width - 2, columns, LARGEST_CELL);
  const positions = size.type === "valid" ? size.size : 1;
  const top = Math.min(cell, TALLEST_CELL) + 8;
  const [width, height] = [columns * cell + 2, top + positions * (BAR + GAP)];
  return (
    <svg
      class="fig-tape"
      width={width}
      height={height}
      viewBox={`-1 -1 ${width} ${height}`}
      aria-hidden="true"
    >
      <Cells settings={settings} size={size} cell={cell} />
      {Array.from({ length: positions }, (_, position) => (
        <Bar
          key={position}
          start={position * settings.stride}
          top={top + position * (BAR + GAP)}
          cell={cell}
          settings={settings}
          effectiveKernel={size.effectiveKernel}
          state={size.type === "invalid" ? "impossible" : position === current ? "current" : "plain"}
        />
      ))}
    </svg>
  );
}

/** Input and padding; the cells that no position of the kernel covers are crossed out. */
function Cells(props: { readonly settings: AxisSpec; readonly size: OutputSize; readonly cell: number }) {
  const { settings, size, cell } = props;
  const tall = Math.min(cell, TALLEST_CELL);
  const firstUnused = size.padded - (size.type === "valid" ? size.unused : 0);
  return (
    <>
      {Array.from({ length: size.padded }, (_, index) => {
        const isInput = index >= settings.padding && index < settings.padding + settings.input;
        return (
          <g key={index}>
            <rect
              class={isInput ? "fig-tape-cell" : "fig-tape-padding"}
              x={index * cell}
              y={0}
              width={cell}
              height={tall}
            />
            {index >= firstUnused && (
              <path
                class="fig-tape-unused"
                d={`M${index * cell + cell / 2 - 4} ${tall / 2 - 4}l8 8m0 -8l-8 8`}
              />
            )}
          </g>
        );
      })}
    </>
  );
}

function Bar(props: {
  readonly start: number;
  readonly top: number;
  readonly cell: number;
  readonly settings: AxisSpec;
  readonly effectiveKernel: number;
  readonly state: "current" | "plain" | "impossible";
}): JSX.Element {
  const { start, top, cell, settings, effectiveKernel, state } = props;
  return (
    <g class={`fig-tape-bar fig-tape-${state}`}>
      <rect x={start * cell + 1.5} y={top} width={effectiveKernel * cell - 3} height={BAR} rx={BAR / 2} />
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
