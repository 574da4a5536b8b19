import type { JSX } from "preact";
import {
  CELLS,
  type Connection,
  type Connectivity,
  connectionsOf,
  type Focus,
  inFocus,
} from "./connectivity.ts";

const HEIGHT = 132;
const INPUT_Y = 14;
const OUTPUT_Y = HEIGHT - 14;

/** A layer along one axis: inputs above, outputs below, a line for each connection. Those in focus are bold. */
export function ConnectivityDrawing(props: {
  readonly connectivity: Connectivity;
  readonly width: number;
  readonly focus: Focus;
  /** The pointer is over an output, or over the input above it. */
  readonly onPoint: (output: number) => void;
}): JSX.Element {
  const { connectivity, width, focus, onPoint } = props;
  const connections = connectionsOf(connectivity);
  const bold = inFocus(connections, focus);
  const spacing = width / CELLS;
  const x = (cell: number) => (cell + 0.5) * spacing;
  const side = Math.min(18, spacing - 6);
  const point = (event: PointerEvent & { readonly currentTarget: SVGSVGElement }) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    onPoint(Math.max(0, Math.min(CELLS - 1, Math.floor((event.clientX - left) / spacing))));
  };
  return (
    <svg
      class="fig-wiring"
      width={width}
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      aria-hidden="true"
      onPointerMove={point}
      onPointerDown={point}
    >
      <Lines connectivity={connectivity} connections={connections} bold={new Set(bold)} x={x} />
      {Array.from({ length: CELLS }, (_, cell) => (
        <Pair key={cell} cell={cell} bold={bold} x={x(cell)} side={side} />
      ))}
    </svg>
  );
}

/** An input, and the output below it. */
function Pair(props: {
  readonly cell: number;
  readonly bold: readonly Connection[];
  readonly x: number;
  readonly side: number;
}): JSX.Element {
  const { cell, bold, x, side } = props;
  return (
    <g>
      <Cell part="input" on={bold.some(({ input }) => input === cell)} x={x} y={INPUT_Y} side={side} />
      <Cell part="output" on={bold.some(({ output }) => output === cell)} x={x} y={OUTPUT_Y} side={side} />
    </g>
  );
}

function Lines(props: {
  readonly connectivity: Connectivity;
  readonly connections: readonly Connection[];
  readonly bold: ReadonlySet<Connection>;
  readonly x: (cell: number) => number;
}): JSX.Element {
  const { connectivity, connections, bold, x } = props;
  // SVG draws in order, so the bold lines come last.
  const inOrder = connections.toSorted((a, b) => Number(bold.has(a)) - Number(bold.has(b)));
  return (
    <>
      {inOrder.map((line) => (
        <path
          key={`${line.input}-${line.output}`}
          class={`fig-wire${bold.has(line) ? " fig-wire-strong" : ""}${connectivity === "convolution" ? ` fig-tap-${line.tap}` : ""}`}
          d={`M${x(line.input)} ${INPUT_Y}L${x(line.output)} ${OUTPUT_Y}`}
        />
      ))}
    </>
  );
}

function Cell(props: {
  readonly part: "input" | "output";
  /** Whether a connection in focus begins or ends here. */
  readonly on: boolean;
  readonly x: number;
  readonly y: number;
  readonly side: number;
}): JSX.Element {
  const { part, on, x, y, side } = props;
  return (
    <rect
      class={`fig-wire-${part}${on ? " fig-wire-on" : ""}`}
      x={x - side / 2}
      y={y - side / 2}
      width={side}
      height={side}
      rx={3}
    />
  );
}
