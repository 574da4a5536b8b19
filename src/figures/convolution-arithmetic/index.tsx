import { computed, type ReadonlySignal, type Signal, signal, useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import * as v from "valibot";
import { wholeNumber } from "../attributes.ts";
import { type AxisSpec, type OutputSize, outputSize } from "../maths/output-size.ts";
import { padAll } from "../maths/padding.ts";
import { type Position, volumeFrom } from "../maths/volume.ts";
import "./style.css";
import type { FirstHeight, Mount } from "../figure.ts";
import { Segments, Stepper } from "../parts/controls/controls.tsx";
import { Figure, mountFigure, useAnnounceAfter, useFigure } from "../parts/figure-host.tsx";
import { cellSize, TitledGrid } from "../parts/grid/grid.tsx";
import { createPlayback, type Playback } from "../parts/player/playback.ts";
import { Player } from "../parts/player/player.tsx";
import { Formula } from "../parts/text/formula.tsx";
import { SIZE_IN_LETTERS, sizeInNumbers, sizeInText, sizeResult } from "./size-formula.ts";
import { Tape } from "./tape.tsx";

/** The settings at the start; the reader can change them all. */
export const attributes = v.strictObject({
  input: wholeNumber("input", 1, 12, 5),
  kernel: wholeNumber("kernel", 1, 7, 3),
  padding: wholeNumber("padding", 0, 4, 0),
  stride: wholeNumber("stride", 1, 4, 1),
  dilation: wholeNumber("dilation", 1, 3, 1),
});

export const height: FirstHeight<AxisSpec> = ({ input, padding }) => ({
  wide: 402 + 34 * (input + 2 * padding),
  narrow: 690 + 100 * padding,
});

/** Convolution arithmetic: how input, kernel, padding, stride and dilation make the size of the output. */
export const mount: Mount<AxisSpec> = (host, chosen, context) =>
  mountFigure(host, context, <ConvolutionArithmetic start={chosen} />);

const PRESETS = {
  neither: { input: 5, kernel: 3, padding: 0, stride: 1, dilation: 1 },
  padding: { input: 5, kernel: 3, padding: 1, stride: 1, dilation: 1 },
  stride: { input: 7, kernel: 3, padding: 0, stride: 2, dilation: 1 },
  both: { input: 5, kernel: 3, padding: 1, stride: 2, dilation: 1 },
  dilation: { input: 7, kernel: 3, padding: 0, stride: 1, dilation: 2 },
} as const satisfies Readonly<Record<string, AxisSpec>>;
type Preset = keyof typeof PRESETS;

const PRESET_OPTIONS: readonly { readonly value: Preset | "own"; readonly label: string }[] = [
  { value: "neither", label: "Neither" },
  { value: "padding", label: "Padding" },
  { value: "stride", label: "Stride" },
  { value: "both", label: "Both" },
  { value: "dilation", label: "Dilation" },
];

const RANGES = {
  input: [1, 12],
  kernel: [1, 7],
  padding: [0, 4],
  stride: [1, 4],
  dilation: [1, 3],
} as const satisfies Readonly<Record<keyof AxisSpec, readonly [number, number]>>;

const NAMES = [
  ["input", "Input n"],
  ["kernel", "Kernel k"],
  ["padding", "Padding p"],
  ["stride", "Stride s"],
  ["dilation", "Dilation d"],
] as const;

interface Model {
  readonly settings: Signal<AxisSpec>;
  readonly size: ReadonlySignal<OutputSize>;
  readonly playback: Playback;
  readonly pointed: Signal<Position | null>;
  /** The output whose window is shown. */
  readonly current: ReadonlySignal<Position>;
  /** Changes of the settings so far: each is announced. */
  readonly changes: Signal<number>;
}

function createModel(start: AxisSpec): Model {
  const settings = signal(start);
  const size = computed(() => outputSize(settings.value));
  const side = computed(() => (size.value.type === "valid" ? size.value.size : 0));
  const playback = createPlayback(computed(() => side.value * side.value));
  playback.choose(0);
  const pointed = signal<Position | null>(null);
  const current = computed(
    () =>
      pointed.value ?? {
        row: Math.floor(playback.position.value / Math.max(1, side.value)),
        column: playback.position.value % Math.max(1, side.value),
      },
  );
  return { settings, size, playback, pointed, current, changes: signal(0) };
}

function ConvolutionArithmetic({ start }: { readonly start: AxisSpec }): JSX.Element {
  const model = useMemo(() => createModel(start), [start]);
  const { settings, size, playback, changes } = model;
  const summary = useComputed(() => summarise(settings.value, size.value));
  const step = useComputed(() => describeOutput(model, model.current.value));
  useAnnounceAfter(changes.value, summary.value);
  useAnnounceAfter(playback.interactions.value, step.value);
  const change = (to: AxisSpec) => {
    settings.value = to;
    model.pointed.value = null;
    playback.choose(0);
    changes.value += 1;
  };
  return (
    <Figure
      label="Convolution arithmetic"
      now={`${summary.value} ${size.value.type === "valid" ? `${step.value}.` : ""}`}
    >
      <Segments
        label="Ready-made settings"
        value={presetOf(settings.value)}
        options={PRESET_OPTIONS}
        onChange={(preset) => {
          if (preset !== "own") change(PRESETS[preset]);
        }}
      />
      <div class="fig-arithmetic-settings">
        {NAMES.map(([name, label]) => (
          <Stepper
            key={name}
            label={label}
            value={settings.value[name]}
            low={RANGES[name][0]}
            high={RANGES[name][1]}
            onChange={(value) => change({ ...settings.value, [name]: value })}
          />
        ))}
      </div>
      <Grids model={model} />
      {size.value.type === "valid" && <Player playback={playback} noun="Output" />}
      <div class="fig-arithmetic-formula">
        <Formula tex={`\\displaystyle ${SIZE_IN_LETTERS}`} plain="o = ⌊(n + 2p − (d(k − 1) + 1)) / s⌋ + 1" />
        <Formula
          tex={`\\displaystyle ${sizeInNumbers(settings.value)}`}
          plain={`= ${sizeInText(settings.value, size.value)}`}
        />
        <Formula tex={`\\displaystyle ${sizeResult(settings.value, size.value)}`} plain="" />
      </div>
      <Axis model={model} />
    </Figure>
  );
}

function Grids({ model }: { readonly model: Model }): JSX.Element {
  const { width } = useFigure();
  const { settings, size, playback, current } = model;
  const { input, kernel, padding, stride, dilation } = settings.value;
  const { padded } = size.value;
  const side = size.value.type === "valid" ? size.value.size : 0;
  const beside = cellSize(width.value - 48, padded + Math.max(side, 3), 34);
  const cell = beside >= 18 ? beside : cellSize(width.value, padded, 26);
  const cells = useMemo(() => volumeFrom(input, input, 1, () => 1), [input]);
  const outputs = useMemo(() => volumeFrom(side, side, 1, () => 1), [side]);
  const origin = {
    row: current.value.row * stride - padding,
    column: current.value.column * stride - padding,
  };
  return (
    <div class="fig-arithmetic-grids">
      <TitledGrid
        title={
          <>
            input{" "}
            <small>
              {input} × {input}
              {padding > 0 && ` in ${padded} × ${padded} with padding`}
            </small>
          </>
        }
        name="input"
        label={`Input, ${input} × ${input}, padding ${padding}`}
        part="input"
        values={cells}
        padding={padAll(padding)}
        span={1.8}
        cell={cell}
        numbers
        format={(value) => (value === 0 && cell >= 18 ? "0" : "")}
        describe={(place) => describeInput(model, place)}
        windows={
          size.value.type === "valid"
            ? [{ ...origin, height: kernel, width: kernel, dilation, part: "kernel" }]
            : []
        }
      />
      {size.value.type === "valid" ? (
        <TitledGrid
          title={
            <>
              output{" "}
              <small>
                {side} × {side}
              </small>
            </>
          }
          name="output"
          label={`Output, ${side} × ${side}`}
          part="output"
          values={outputs}
          span={1.8}
          cell={cell}
          numbers
          format={() => ""}
          {...(playback.unfolding.value ? { known: playback.position.value + 1 } : {})}
          current={current.value}
          describe={(place) => describeOutput(model, place)}
          onPoint={(place) => {
            model.pointed.value = playback.playing.value ? null : place;
          }}
          onChoose={(place) => playback.choose(place.row * side + place.column)}
          onPress={playback.toggle}
        />
      ) : (
        <p class="fig-arithmetic-none">
          <b class="fig-fault">No output</b>
          {size.value.problem} {size.value.remedy}
        </p>
      )}
    </div>
  );
}

function Axis({ model }: { readonly model: Model }): JSX.Element {
  const { width } = useFigure();
  const { settings, size, current } = model;
  return (
    <div class="fig-arithmetic-axis">
      <Tape
        settings={settings.value}
        size={size.value}
        width={Math.min(width.value, 560)}
        current={current.value.column}
      />
      <p class="fig-remark">{axisRemark(settings.value, size.value)}</p>
    </div>
  );
}

/** What the tape shows, in words. */
function axisRemark({ stride, dilation }: AxisSpec, size: OutputSize): string {
  if (size.type === "invalid")
    return `Along one axis the kernel reaches ${size.effectiveKernel} cells, but there are ${size.padded}.`;
  const reach =
    dilation > 1 ? `, ${size.size === 1 ? "" : "each "}reaching ${size.effectiveKernel} cells` : "";
  const places = size.size === 1 ? "one place" : `${size.size} places`;
  const steps = stride > 1 && size.size > 1 ? `, ${stride} cells apart` : "";
  const left = size.unused === 1 ? "the last cell is" : `the last ${size.unused} cells are`;
  const rest = size.unused > 0 ? ` One more step would run over the end, so ${left} never seen.` : "";
  return `Along one axis the kernel takes ${places}${reach}${steps}.${rest}`;
}

function summarise(settings: AxisSpec, size: OutputSize): string {
  const { input, kernel, padding, stride, dilation } = settings;
  const given = `Input ${input} × ${input}, kernel ${kernel} × ${kernel}, padding ${padding}, stride ${stride}, dilation ${dilation}.`;
  if (size.type === "invalid") return `${given} ${size.problem} ${size.remedy}`;
  return `${given} Output ${size.size} × ${size.size}: ${sizeInText(settings, size)}. ${axisRemark(settings, size)}`;
}

function describeInput({ settings, size, current }: Model, place: Position): string {
  const { input, kernel, padding, stride, dilation } = settings.value;
  const inside = place.row >= 0 && place.column >= 0 && place.row < input && place.column < input;
  const name = inside ? `row ${place.row + 1}, column ${place.column + 1}` : "padding, 0";
  const taps = (cell: number, at: number) => {
    const offset = cell - at * stride + padding;
    return offset >= 0 && offset % dilation === 0 && offset / dilation < kernel;
  };
  const covered = taps(place.row, current.value.row) && taps(place.column, current.value.column);
  return size.value.type === "valid" && covered ? `${name}: under the kernel` : name;
}

function describeOutput({ settings }: Pick<Model, "settings">, place: Position): string {
  const { input, kernel, padding, stride, dilation } = settings.value;
  const seen = (at: number) => {
    const first = at * stride - padding;
    const cells = Array.from({ length: kernel }, (_, index) => first + index * dilation);
    const inside = cells.filter((cell) => cell >= 0 && cell < input).map((cell) => cell + 1);
    return inside.length === 0 ? "none" : inside.join(", ");
  };
  return (
    `output row ${place.row + 1}, column ${place.column + 1}: sees input rows ${seen(place.row)} ` +
    `and columns ${seen(place.column)}`
  );
}

function presetOf(settings: AxisSpec): Preset | "own" {
  const same = (preset: AxisSpec) => NAMES.every(([name]) => preset[name] === settings[name]);
  return PRESET_OPTIONS.find(({ value }) => value !== "own" && same(PRESETS[value]))?.value ?? "own";
}
