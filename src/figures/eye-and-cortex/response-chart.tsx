import type { JSX } from "preact";
import type { ResponseCurves } from "./model.ts";

interface Tick {
  readonly at: number;
  readonly label: string;
}

interface ChartProps {
  readonly title: string;
  readonly curves: ResponseCurves;
  /** The stimulus shown at present, on the axis of the inputs. */
  readonly current: number;
  readonly ticks: readonly Tick[];
  readonly width: number;
  readonly height: number;
}

const PADDING = { left: 4, right: 6, top: 8, bottom: 18 };

/** The responses of both cells against the varied property. The figure's text alternative gives the current ones. */
export function ResponseChart(props: ChartProps): JSX.Element {
  const { title, curves, current, ticks, width, height } = props;
  const { x, y } = scales(props);
  const [left, right] = [PADDING.left, width - PADDING.right];
  const path = (responses: readonly number[]) =>
    `M${curves.inputs.map((input, index) => `${x(input).toFixed(1)},${y(responses[index] ?? 0).toFixed(1)}`).join("L")}`;
  return (
    <div class="fig-answers">
      <p class="fig-title">{title}</p>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <path class="fig-answers-axis" d={`M${left},${y(0)}H${right}M${left},${y(1)}H${right}`} />
        <path class="fig-answers-now" d={`M${x(current)},${y(0)}V${y(1)}`} />
        <path class="fig-answers-complex" d={path(curves.complex)} />
        <path class="fig-answers-simple" d={path(curves.simple)} />
        {ticks.map(({ at, label }, index) => (
          <text key={label} x={x(at)} y={height - 4} text-anchor={anchorOf(index, ticks.length)}>
            {label}
          </text>
        ))}
      </svg>
    </div>
  );
}

function scales({ curves, width, height }: ChartProps) {
  const low = curves.inputs[0] ?? 0;
  const high = curves.inputs.at(-1) ?? 1;
  const floor = height - PADDING.bottom;
  return {
    x: (input: number) =>
      PADDING.left + ((input - low) / (high - low)) * (width - PADDING.left - PADDING.right),
    y: (response: number) => floor - Math.max(0, Math.min(1, response)) * (floor - PADDING.top),
  };
}

function anchorOf(index: number, count: number): "start" | "middle" | "end" {
  if (index === 0) return "start";
  return index === count - 1 ? "end" : "middle";
}
