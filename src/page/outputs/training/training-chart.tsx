import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { words } from "../../../words/words.ts";
import { formatSignificant } from "../../ui/format.ts";
import { type Axis, linearScale, niceAxis, wholeTicks } from "../chart-scale.ts";
import type { EarlierRun } from "./cell-training.ts";
import { curvesByMetric, type MetricCurves, type Point } from "./training-metrics.ts";

interface TrainingChartProps {
  readonly metric: MetricCurves;
  readonly epochs: number;
  /** Whose curves stay next to those of this training. */
  readonly earlier: readonly EarlierRun[];
}

const HEIGHT = 226;
const MARGIN = { top: 34, right: 80, bottom: 38 };
/** Between a tick's label and the axis. */
const TICK_GAP = 10;
/** A curve with more points than this is drawn thinner, so that its noise does not hide the other one. */
const DENSE = 60;

/** One metric over the epochs: training solid, validation dotted with rings, each labelled at its end. */
export function TrainingChart({ metric, epochs, earlier }: TrainingChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const width = useSignal(0);
  useLayoutEffect(() => {
    const element = host.current;
    if (element === null) return;
    const measure = () => {
      // A hidden element has no width to lay out by.
      if (element.clientWidth > 0) width.value = Math.round(element.clientWidth);
    };
    // Observers do not report what is far from the window, but that is printed too.
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [width]);
  return (
    <div class="chart" ref={host} style={{ minHeight: `${HEIGHT}px` }}>
      {width.value > 0 ? (
        <Drawing metric={metric} epochs={epochs} earlier={earlier} width={width.value} />
      ) : null}
    </div>
  );
}

function Drawing({ metric, epochs, earlier, width }: TrainingChartProps & { readonly width: number }) {
  const others = earlier.map((run) => comparedCurve(run, metric));
  const points = [...metric.training, ...metric.validation, ...others.flat()];
  const yAxis = niceAxis(
    points.map((point) => point.y),
    5,
  );
  const left = marginFor(yAxis);
  const right = width - MARGIN.right;
  const lastX = Math.max(epochs, ...points.map((point) => point.x));
  const x = linearScale({ low: 0, high: lastX }, { from: left, to: right });
  const y = linearScale(yAxis, { from: HEIGHT - MARGIN.bottom, to: MARGIN.top });
  const toPixels = (point: Point) => ({ x: x(point.x), y: y(point.y) });
  return (
    <svg
      class="chart-drawing"
      width={width}
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      role="img"
      aria-label={describe(metric)}
    >
      <text class="chart-title" x={0} y={12}>
        {metric.name}
      </text>
      <Grid axis={yAxis} y={y} from={left} to={right} />
      <EpochAxis
        ticks={wholeTicks(lastX, Math.min(8, width / tickSpace(lastX)))}
        x={x}
        middle={(left + right) / 2}
      />
      {others.map((points, index) => (
        <EarlierCurve key={`${index}`} number={index + 1} points={points.map(toPixels)} />
      ))}
      <Curves training={metric.training.map(toPixels)} validation={metric.validation.map(toPixels)} />
    </svg>
  );
}

/** Of an earlier run: the validation curve if this training has one, since that is what is compared, else the training. */
function comparedCurve({ output }: EarlierRun, { name, validation }: MetricCurves): readonly Point[] {
  const curves = curvesByMetric(output).find((metric) => metric.name === name);
  if (curves === undefined) return [];
  return validation.length > 0 && curves.validation.length > 0 ? curves.validation : curves.training;
}

function EarlierCurve({ number, points }: { readonly number: number; readonly points: readonly Position[] }) {
  const last = points.at(-1);
  if (last === undefined) return null;
  return (
    <g class="chart-earlier" data-run={number}>
      <path d={pathOf(points)} />
      <circle cx={last.x} cy={last.y} r={9} />
      <text x={last.x} y={last.y} text-anchor="middle" dominant-baseline="central">
        {number}
      </text>
    </g>
  );
}

/** The space that the axis's longest label needs on its left. */
export function marginFor({ ticks }: Axis): number {
  return TICK_GAP + Math.max(...ticks.map((tick) => labelWidth(formatSignificant(tick)))) + 2;
}

/** The width of a number in the charts' type, in CSS pixels: tabular digits of Inter at 13 px. */
function labelWidth(number: string): number {
  return [...number].reduce((sum, character) => sum + (character === "." ? 4 : 8.2), 0);
}

/** The space that each number of the lower axis needs, in CSS pixels. */
function tickSpace(largest: number): number {
  return Math.max(60, labelWidth(String(Math.ceil(largest))) + 34);
}

function EpochAxis(props: {
  readonly ticks: readonly number[];
  readonly x: (value: number) => number;
  readonly middle: number;
}) {
  return (
    <>
      {props.ticks.map((tick) => (
        <text
          key={tick}
          class="chart-tick"
          x={props.x(tick)}
          y={HEIGHT - MARGIN.bottom + 18}
          text-anchor="middle"
        >
          {tick}
        </text>
      ))}
      <text class="chart-tick" x={props.middle} y={HEIGHT - 3} text-anchor="middle">
        {words.outputs.epochs}
      </text>
    </>
  );
}

interface CurvesProps {
  readonly training: readonly Position[];
  readonly validation: readonly Position[];
}

function Curves({ training, validation }: CurvesProps) {
  return (
    <>
      <path
        class={training.length > DENSE ? "chart-training is-dense" : "chart-training"}
        d={pathOf(training)}
      />
      <End points={training} />
      <path class="chart-validation" d={pathOf(validation)} />
      {validation.length <= 40
        ? validation.map((point, index) => (
            <circle key={`${index}`} class="chart-validation-ring" cx={point.x} cy={point.y} r={4.5} />
          ))
        : null}
      {placeLabels(training.at(-1), validation.at(-1)).map((label) => (
        <text key={label.text} class={label.class} x={label.x} y={label.y} dominant-baseline="central">
          {label.text}
        </text>
      ))}
    </>
  );
}

interface GridProps {
  readonly axis: Axis;
  readonly y: (value: number) => number;
  readonly from: number;
  readonly to: number;
}

function Grid({ axis, y, from, to }: GridProps) {
  return (
    <>
      {axis.ticks.map((tick) => (
        <g key={tick}>
          <line class="chart-grid" x1={from} x2={to} y1={y(tick)} y2={y(tick)} />
          <text
            class="chart-tick"
            x={from - TICK_GAP}
            y={y(tick)}
            text-anchor="end"
            dominant-baseline="central"
          >
            {formatSignificant(tick)}
          </text>
        </g>
      ))}
    </>
  );
}

interface Position {
  readonly x: number;
  readonly y: number;
}

function End({ points }: { readonly points: readonly Position[] }) {
  const last = points.at(-1);
  return last === undefined ? null : <circle class="chart-training-dot" cx={last.x} cy={last.y} r={4} />;
}

const LABEL_GAP = 16;

/** The curves' names at their ends, moved apart if they overlap. */
function placeLabels(training: Position | undefined, validation: Position | undefined) {
  const labels = [
    ...(training === undefined
      ? []
      : [{ text: words.outputs.training, class: "chart-label is-training", at: training }]),
    ...(validation === undefined
      ? []
      : [{ text: words.outputs.validation, class: "chart-label is-validation", at: validation }]),
  ];
  const right = Math.max(0, ...labels.map((label) => label.at.x)) + 10;
  const [first, second] = [...labels].sort((one, other) => one.at.y - other.at.y);
  const overlap =
    first === undefined || second === undefined ? 0 : Math.max(0, LABEL_GAP - (second.at.y - first.at.y));
  return labels.map((label) => ({
    text: label.text,
    class: label.class,
    x: right,
    y: label.at.y + (label === first ? -overlap / 2 : overlap / 2),
  }));
}

function pathOf(points: readonly Position[]): string {
  return points
    .map((point, index) => `${index === 0 ? "M" : "L"}${point.x.toFixed(1)} ${point.y.toFixed(1)}`)
    .join("");
}

function describe(metric: MetricCurves): string {
  const part = (name: string, points: readonly Point[]) => {
    const [first, last] = [points[0], points.at(-1)];
    return first === undefined || last === undefined
      ? ""
      : words.outputs.curve(
          name,
          formatSignificant(first.y),
          formatSignificant(last.y),
          formatSignificant(last.x),
        );
  };
  return words.outputs.chartOver(
    metric.name,
    part(words.outputs.training, metric.training) + part(words.outputs.validation, metric.validation),
  );
}
