import type { JSX } from "preact";
import type { Activation } from "../maths/activation-functions.ts";
import { formatNumber } from "../parts/text/format.ts";
import { CHART, curvePath, slopePath } from "./curve-path.ts";

const MARGIN = 6;

/**
 * The function and its derivative, with the value and the tangent at `x`. Hidden from screen readers: the numbers are
 * in the text beside it, and the slider below moves the point by keyboard.
 */
export function CurveChart(props: {
  readonly activation: Activation;
  readonly x: number;
  readonly width: number;
  readonly onPoint: (x: number) => void;
}): JSX.Element {
  const { activation, x, width } = props;
  const unit = (width - 2 * MARGIN) / (CHART.right - CHART.left);
  const height = unit * (CHART.top - CHART.bottom) + 2 * MARGIN;
  const point = (event: PointerEvent & { readonly currentTarget: Element }) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = CHART.left + (event.clientX - box.left - MARGIN) / unit;
    props.onPoint(Math.max(CHART.left, Math.min(CHART.right, Math.round(at * 20) / 20)));
  };
  return (
    <svg
      class="fig-curves"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      onPointerMove={point}
      onPointerDown={point}
    >
      <g transform={`translate(${MARGIN + unit * 5} ${MARGIN + unit * CHART.top})`}>
        <Axes unit={unit} />
        <Curves activation={activation} x={x} unit={unit} />
        <Labels activation={activation} unit={unit} />
      </g>
    </svg>
  );
}

/** Both curves, with the point at `x` on each. */
function Curves(props: {
  readonly activation: Activation;
  readonly x: number;
  readonly unit: number;
}): JSX.Element {
  const { activation, x, unit } = props;
  const y = activation.value(x);
  const slope = activation.derivative(x);
  return (
    <>
      <g transform={`scale(${unit})`} class="fig-curve-lines">
        <path class="fig-curve-slope" d={slopePath(activation)} />
        <path class="fig-curve" d={curvePath(activation.value)} />
        <Tangent x={x} y={y} slope={slope} />
        <path class="fig-curve-input" d={`M${x},0V${-y}`} />
        <path class="fig-curve-output" d={`M0,${-y}H${x}`} />
      </g>
      <circle class="fig-curve-slope-dot" cx={x * unit} cy={-slope * unit} r="3.5" />
      <circle class="fig-curve-input-dot" cx={x * unit} cy="0" r="5" />
      <circle class="fig-curve-dot" cx={x * unit} cy={-y * unit} r="6" />
    </>
  );
}

function Tangent(props: { readonly x: number; readonly y: number; readonly slope: number }): JSX.Element {
  const half = 1.1 / Math.hypot(1, props.slope);
  const rise = half * props.slope;
  return (
    <path
      class="fig-curve-tangent"
      d={`M${props.x - half},${-(props.y - rise)}L${props.x + half},${-(props.y + rise)}`}
    />
  );
}

function Axes({ unit }: { readonly unit: number }): JSX.Element {
  const across = Array.from({ length: 11 }, (_, index) => index - 5);
  const up = Array.from({ length: 8 }, (_, index) => index - 2);
  return (
    <g class="fig-curve-axes">
      {across.map((x) => (
        <path
          key={`x${x}`}
          class={x === 0 ? "fig-curve-zero" : ""}
          d={`M${x * unit},${-CHART.top * unit}V${-CHART.bottom * unit}`}
        />
      ))}
      {up.map((y) => (
        <path
          key={`y${y}`}
          class={y === 0 ? "fig-curve-zero" : ""}
          d={`M${CHART.left * unit},${-y * unit}H${CHART.right * unit}`}
        />
      ))}
      {[-4, -2, 2, 4].map((x) => (
        <text key={`tx${x}`} x={x * unit} y="15" text-anchor="middle">
          {formatNumber(x)}
        </text>
      ))}
      {[-1, 1, 2, 3, 4].map((y) => (
        <text key={`ty${y}`} x="-7" y={-y * unit + 4} text-anchor="end">
          {formatNumber(y)}
        </text>
      ))}
    </g>
  );
}

/** Labels at the ends of the curves need no legend that is matched by colour. */
function Labels({
  activation,
  unit,
}: {
  readonly activation: Activation;
  readonly unit: number;
}): JSX.Element {
  const x = 3.9;
  const valueAbove = Math.min(activation.value(x) + 0.28, CHART.top - 0.35);
  return (
    <g class="fig-curve-labels">
      <text
        class="fig-curve-label"
        x={(x - (activation.value(x) > 2 ? 0.75 : 0)) * unit}
        y={-valueAbove * unit}
      >
        f(x)
      </text>
      <text class="fig-curve-slope-label" x={x * unit} y={-activation.derivative(x) * unit - 8}>
        f′(x)
      </text>
    </g>
  );
}

/** The curve alone, small, for choosing a function. */
export function Sparkline({ activation }: { readonly activation: Activation }): JSX.Element {
  return (
    <svg class="fig-sparkline" viewBox="-4 -3 8 4.6" aria-hidden="true">
      <path class="fig-sparkline-axes" d="M-4,0H4M0,-3V1.6" />
      <path class="fig-sparkline-curve" d={curvePath(activation.value)} />
    </svg>
  );
}
