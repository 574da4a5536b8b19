import type { JSX } from "preact";
import {
  CELLS,
  type Connection,
  connectionsOf,
  countWeights,
  type Focus,
  inFocus,
  type Wiring,
} from "./connections.ts";

const HEIGHT = 132;
const TOP = 14;
const BOTTOM = HEIGHT - 14;

/** A layer along one axis: inputs above, outputs below, a line for each multiplication; those in focus are strong. */
export function WiringDrawing(props: {
  readonly wiring: Wiring;
  readonly width: number;
  readonly focus: Focus;
  readonly onPoint: (output: number) => void;
}): JSX.Element {
  const { wiring, width, focus, onPoint } = props;
  const connections = connectionsOf(wiring);
  const strong = new Set(inFocus(connections, focus));
  const step = width / CELLS;
  const x = (cell: number) => (cell + 0.5) * step;
  const side = Math.min(18, step - 6);
  const point = (event: PointerEvent & { readonly currentTarget: SVGSVGElement }) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    onPoint(Math.max(0, Math.min(CELLS - 1, Math.floor((event.clientX - left) / step))));
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
      {inOrder(connections, strong).map((line) => (
        <path
          key={`${line.input}-${line.output}`}
          class={`fig-wire${strong.has(line) ? " fig-wire-strong" : ""}${wiring === "convolution" ? ` fig-tap-${line.tap}` : ""}`}
          d={`M${x(line.input)} ${TOP}L${x(line.output)} ${BOTTOM}`}
        />
      ))}
      {Array.from({ length: CELLS }, (_, cell) => (
        <g key={cell}>
          <rect
            class={`fig-wire-input${[...strong].some(({ input }) => input === cell) ? " fig-wire-on" : ""}`}
            x={x(cell) - side / 2}
            y={TOP - side / 2}
            width={side}
            height={side}
            rx={3}
          />
          <rect
            class={`fig-wire-output${[...strong].some(({ output }) => output === cell) ? " fig-wire-on" : ""}`}
            x={x(cell) - side / 2}
            y={BOTTOM - side / 2}
            width={side}
            height={side}
            rx={3}
          />
        </g>
      ))}
    </svg>
  );
}

/** What the drawing shows, in words. */
export function sayWiring(wiring: Wiring, focus: Focus): string {
  const connections = connectionsOf(wiring);
  const count = inFocus(connections, focus).length;
  const all = `${connections.length} lines, ${countWeights(connections)} weights`;
  if (focus.kind === "weight")
    return `${all}; this weight is used ${count === 1 ? "once" : `${count} times`}`;
  return `${all}; this output sees ${count} inputs`;
}

/** Strong lines last, so that they lie on top. */
function inOrder(connections: readonly Connection[], strong: ReadonlySet<Connection>): readonly Connection[] {
  return connections.toSorted((a, b) => Number(strong.has(a)) - Number(strong.has(b)));
}
