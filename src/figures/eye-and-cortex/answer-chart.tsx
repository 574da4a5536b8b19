import type { JSX } from "preact";

/** What two cells answer while one thing about the stimulus changes. */
export interface AnswerCurves {
  /** What is changed, from lowest to highest. */
  readonly inputs: readonly number[];
  readonly simple: readonly number[];
  readonly complex: readonly number[];
}

const PADDING = { left: 4, right: 6, top: 8, bottom: 18 };

/** Answers against what is changed, with a mark where it is now. The figure's words say the same. */
export function AnswerChart(props: {
  readonly title: string;
  readonly curves: AnswerCurves;
  readonly now: number;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  readonly width: number;
  readonly height: number;
}): JSX.Element {
  const { curves, width, height } = props;
  const low = curves.inputs[0] ?? 0;
  const high = curves.inputs.at(-1) ?? 1;
  const x = (input: number) =>
    PADDING.left + ((input - low) / (high - low)) * (width - PADDING.left - PADDING.right);
  const floor = height - PADDING.bottom;
  const y = (answer: number) => floor - Math.max(0, Math.min(1, answer)) * (floor - PADDING.top);
  const path = (answers: readonly number[]) =>
    `M${curves.inputs.map((input, index) => `${x(input).toFixed(1)},${y(answers[index] ?? 0).toFixed(1)}`).join("L")}`;
  return (
    <div class="fig-answers">
      <p class="fig-title">{props.title}</p>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <path class="fig-answers-axis" d={`M${x(low)},${floor}H${x(high)}M${x(low)},${y(1)}H${x(high)}`} />
        <path class="fig-answers-now" d={`M${x(props.now)},${floor}V${y(1)}`} />
        <path class="fig-answers-complex" d={path(curves.complex)} />
        <path class="fig-answers-simple" d={path(curves.simple)} />
        {props.ticks.map(({ at, label }, index) => (
          <text
            key={label}
            x={x(at)}
            y={height - 4}
            text-anchor={index === 0 ? "start" : index === props.ticks.length - 1 ? "end" : "middle"}
          >
            {label}
          </text>
        ))}
      </svg>
    </div>
  );
}
