import { computed, type ReadonlySignal, type Signal, signal, useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import * as v from "valibot";
import { choice, wholeNumber } from "../attributes.ts";
import { type ConvolutionOptions, crossCorrelate, type Term, termsAt } from "../maths/cross-correlate.ts";
import { type Kernel, squareKernel, withWeight } from "../maths/kernel.ts";
import { KERNEL_NAMES, type KernelName, NAMED_KERNELS } from "../maths/named-kernels.ts";
import { type OutputSize, outputSize } from "../maths/output-size.ts";
import { padAll } from "../maths/padding.ts";
import {
  contains,
  extent,
  type Position,
  type Volume,
  valueAt,
  volume,
  volumeFrom,
  withValue,
} from "../maths/volume.ts";
import "./style.css";
import type { FigureContext, FirstHeight, Mount } from "../figure.ts";
import { Button, Controls, Segments, Select } from "../parts/controls/controls.tsx";
import { Figure, mountFigure, useAnnounceAfter, useFigure } from "../parts/figure-host.tsx";
import { cellSize, showsNumbers, TitledGrid, type WindowMark } from "../parts/grid/grid.tsx";
import { ImageChooser } from "../parts/image/image-chooser.tsx";
import { createImageSource, type ImageSource } from "../parts/image/image-source.ts";
import { Scale } from "../parts/image/scale.tsx";
import { createPlayback, type Playback } from "../parts/player/playback.ts";
import { Player } from "../parts/player/player.tsx";
import { Arithmetic, sayArithmetic } from "../parts/text/arithmetic.tsx";
import { formatNumber, formatWeight } from "../parts/text/format.ts";

/** `show`: begin with a small grid of numbers or with a picture. `weights`: the ready-made kernel at the start. */
export const attributes = v.strictObject({
  input: wholeNumber("input", 3, 12, 7),
  kernel: wholeNumber("kernel", 1, 5, 3),
  stride: wholeNumber("stride", 1, 3, 1),
  padding: wholeNumber("padding", 0, 2, 0),
  weights: choice("weights", KERNEL_NAMES, "sobel-x"),
  show: choice("show", ["numbers", "picture"], "numbers"),
});
type Attributes = v.InferOutput<typeof attributes>;

export const height: FirstHeight<Attributes> = ({ show }) =>
  show === "numbers" ? { wide: 515, narrow: 786 } : { wide: 593, narrow: 783 };

/** Convolution, step by step: input, kernel and feature map, with the arithmetic of every output. */
export const mount: Mount<Attributes> = (host, chosen, context) =>
  mountFigure(host, context, <Convolution attributes={chosen} context={context} />);

type Mode = "numbers" | "picture";
type KernelChoice = KernelName | "own";

/** All that the reader can change, and what follows from it. */
interface Model {
  readonly mode: Signal<Mode>;
  readonly numbers: Signal<Volume>;
  readonly source: ImageSource;
  readonly kernelName: Signal<KernelChoice>;
  readonly kernel: Signal<Kernel>;
  readonly stride: Signal<number>;
  readonly padding: Signal<number>;
  readonly input: ReadonlySignal<Volume>;
  readonly sliding: ReadonlySignal<ConvolutionOptions>;
  readonly size: ReadonlySignal<OutputSize>;
  readonly output: ReadonlySignal<Volume>;
  /** The output that the pointer is over. */
  readonly pointed: Signal<Position | null>;
  readonly playback: Playback;
  /** The output that everything shown is about. */
  readonly current: ReadonlySignal<Position>;
  readonly terms: ReadonlySignal<readonly Term[]>;
}

function createModel(chosen: Attributes, context: FigureContext): Model {
  const mode = signal<Mode>(chosen.show);
  const numbers = signal(numberPattern(chosen.input));
  const source = createImageSource(context);
  const named = chosen.kernel === 3;
  const kernelName = signal<KernelChoice>(named ? chosen.weights : "own");
  const kernel = signal(named ? NAMED_KERNELS[chosen.weights].kernel : meanKernel(chosen.kernel));
  const stride = signal(chosen.stride);
  const padding = signal(chosen.padding);
  const input = computed(() => (mode.value === "numbers" ? numbers.value : source.image.value));
  const sliding = computed<ConvolutionOptions>(() => ({
    padding: padAll(padding.value),
    stride: stride.value,
    dilation: 1,
  }));
  const size = computed(() =>
    outputSize({
      input: input.value.height,
      kernel: kernel.value.height,
      padding: padding.value,
      stride: stride.value,
      dilation: 1,
    }),
  );
  const output = computed(() => crossCorrelate(input.value, kernel.value, sliding.value));
  const pointed = signal<Position | null>(null);
  const length = computed(() => output.value.height * output.value.width);
  const playback = createPlayback(length, Math.floor(length.value * 0.3));
  if (chosen.show === "picture") lookAtMiddle({ playback, output });
  const current = computed(() => pointed.value ?? placeOf(playback.position.value, output.value.width));
  const terms = computed(() => termsAt(input.value, kernel.value, sliding.value, current.value));
  return {
    mode,
    numbers,
    source,
    kernelName,
    kernel,
    stride,
    padding,
    input,
    sliding,
    size,
    output,
    pointed,
    playback,
    current,
    terms,
  };
}

function Convolution(props: {
  readonly attributes: Attributes;
  readonly context: FigureContext;
}): JSX.Element {
  const model = useMemo(
    () => createModel(props.attributes, props.context),
    [props.attributes, props.context],
  );
  const words = useComputed(() => describe(model));
  useAnnounceAfter(model.playback.interactions.value, describeStep(model));
  const { size } = model;
  return (
    <Figure label="Convolution, step by step" now={words.value}>
      <Controls>
        <Segments
          label="What is convolved"
          value={model.mode.value}
          options={[
            { value: "numbers", label: "Numbers" },
            { value: "picture", label: "Picture" },
          ]}
          onChange={(mode) => {
            model.mode.value = mode;
            lookAtMiddle(model);
          }}
        />
        {model.mode.value === "picture" && <ImageChooser source={model.source} />}
      </Controls>
      {size.value.type === "valid" ? (
        <>
          {model.mode.value === "numbers" ? <NumberView model={model} /> : <PictureView model={model} />}
          <div class="fig-convolution-sum">
            <Sum model={model} />
          </div>
          <Player playback={model.playback} noun="Output" />
        </>
      ) : (
        <p class="fig-fault">
          {size.value.problem} {size.value.remedy}
        </p>
      )}
      <Settings model={model} original={props.attributes} />
    </Figure>
  );
}

function NumberView({ model }: { readonly model: Model }): JSX.Element {
  const { width } = useFigure();
  const padded = model.numbers.value.width + 2 * model.padding.value;
  const { width: side } = model.kernel.value;
  const { width: outputSide } = model.output.value;
  const oneRow = cellSize(width.value - 124, padded + side + outputSide);
  const stacked = oneRow < 26;
  const besides = cellSize(width.value - 84, side + outputSide);
  const alone = cellSize(width.value, Math.max(padded, outputSide), 34);
  const cell = stacked ? (besides >= 25 ? Math.min(besides, alone) : alone) : oneRow;
  const apart = stacked && besides < 25;
  return (
    <div class={`fig-convolution${stacked ? " fig-stacked" : ""}`}>
      <InputGrid model={model} cell={cell} />
      {!stacked && <Operator sign="∗" />}
      {apart ? (
        <>
          <KernelGrid model={model} cell={cell} />
          <OutputGrid model={model} cell={cell} />
        </>
      ) : stacked ? (
        <div class="fig-convolution-row">
          <Operator sign="∗" />
          <KernelGrid model={model} cell={cell} />
          <Operator sign="=" />
          <OutputGrid model={model} cell={cell} />
        </div>
      ) : (
        <>
          <KernelGrid model={model} cell={cell} />
          <Operator sign="=" />
          <OutputGrid model={model} cell={cell} />
        </>
      )}
    </div>
  );
}

function PictureView({ model }: { readonly model: Model }): JSX.Element {
  const { width } = useFigure();
  const padded = model.input.value.width + 2 * model.padding.value;
  const full = model.input.value.width + model.output.value.width;
  const narrow = width.value < 600;
  const middle = model.kernel.value.width * 34 + 100;
  const drawing = model.source.kind.value === "drawing";
  const wide = cellSize(width.value - middle, full + 2 * model.padding.value, 11);
  const beside = cellSize(width.value - 16, padded + model.output.value.width, 11);
  const cell = narrow ? (drawing ? cellSize(width.value, padded, 11) : beside) : wide;
  const patch = (
    <div class={`fig-convolution-patch${narrow ? " fig-flat" : ""}`}>
      <PatchGrid model={model} cell={34} />
      <Operator sign="∗" />
      <KernelGrid model={model} cell={34} />
    </div>
  );
  if (!narrow) {
    return (
      <div class="fig-convolution">
        <InputGrid model={model} cell={cell} />
        {patch}
        <Operator sign="=" />
        <OutputGrid model={model} cell={cell} />
      </div>
    );
  }
  return (
    <div class="fig-convolution fig-stacked">
      {drawing ? (
        <>
          <InputGrid model={model} cell={cell} />
          <OutputGrid model={model} cell={cell} />
        </>
      ) : (
        <div class="fig-convolution-row">
          <InputGrid model={model} cell={cell} />
          <OutputGrid model={model} cell={cell} />
        </div>
      )}
      {patch}
    </div>
  );
}

function InputGrid({ model, cell }: { readonly model: Model; readonly cell: number }): JSX.Element {
  const numbers = model.mode.value === "numbers";
  const { input, padding, kernel, stride, source } = model;
  const readable = numbers && showsNumbers(input.value.width + 2 * padding.value, input.value.height, cell);
  const window: WindowMark = {
    row: model.current.value.row * stride.value - padding.value,
    column: model.current.value.column * stride.value - padding.value,
    height: kernel.value.height,
    width: kernel.value.width,
    part: "kernel",
  };
  const weightOn = (place: Position) => {
    const term = model.terms.value.find((one) => one.row === place.row && one.column === place.column);
    return term === undefined ? null : `×${formatWeight(term.weight)}`;
  };
  const drawing = !numbers && source.kind.value === "drawing";
  return (
    <TitledGrid
      title={
        <>
          input <small>{sizeText(input.value)}</small>
        </>
      }
      name="input"
      label={`Input, ${sizeText(input.value)}${padding.value > 0 ? `, padding ${padding.value}` : ""}`}
      part="input"
      values={input.value}
      padding={padAll(padding.value)}
      cell={cell}
      numbers={readable}
      {...(numbers ? {} : { span: 255 })}
      windows={[window]}
      describe={(place) => describeInput(model, place)}
      {...(readable && cell >= 30 ? { remark: weightOn } : {})}
      {...(numbers
        ? {
            onEdit: (place: Position, value: number) => {
              if (place.row < 0 || place.column < 0) return;
              if (place.row >= input.value.height || place.column >= input.value.width) return;
              model.numbers.value = withValue(model.numbers.value, place.row, place.column, 0, value);
            },
          }
        : {})}
      {...(drawing ? { onPaint: source.paint } : {})}
    />
  );
}

function KernelGrid({ model, cell }: { readonly model: Model; readonly cell: number }): JSX.Element {
  const { kernel, kernelName } = model;
  return (
    <TitledGrid
      title="kernel"
      name="kernel"
      label={`Kernel, ${kernelLabel(kernelName.value)}, ${sizeText(kernel.value)}`}
      part="kernel"
      values={volume(kernel.value.height, kernel.value.width, 1, kernel.value.values)}
      cell={cell}
      numbers
      format={formatWeight}
      onEdit={(place, value) => {
        kernelName.value = "own";
        kernel.value = withWeight(kernel.value, [place.row, place.column, 0, 0], value);
      }}
    />
  );
}

/** What lies under the kernel, enlarged: the numbers behind a picture's pixels. */
function PatchGrid({ model, cell }: { readonly model: Model; readonly cell: number }): JSX.Element {
  const { kernel, terms } = model;
  const values = useMemo(
    () =>
      volume(
        kernel.value.height,
        kernel.value.width,
        1,
        terms.value.map((term) => term.input),
      ),
    [kernel.value, terms.value],
  );
  return (
    <TitledGrid
      title="under the kernel"
      name="patch"
      label="Pixels under the kernel"
      part="input"
      values={values}
      span={255}
      cell={cell}
      numbers
    />
  );
}

function OutputGrid({ model, cell }: { readonly model: Model; readonly cell: number }): JSX.Element {
  const { output, playback, pointed, current } = model;
  const numbers =
    model.mode.value === "numbers" && showsNumbers(output.value.width, output.value.height, cell);
  const { low, high } = extent(output.value);
  const span = Math.max(-low, high);
  const unfolding = playback.unfolding.value;
  return (
    <TitledGrid
      title={
        <>
          feature map <small>{sizeText(output.value)}</small>
        </>
      }
      name="output"
      label={`Feature map, ${sizeText(output.value)}`}
      part="output"
      values={output.value}
      span={span}
      cell={cell}
      numbers={numbers}
      {...(unfolding ? { known: playback.position.value + 1 } : {})}
      revealed={pointed.value}
      current={current.value}
      describe={(place) => describeOutput(model, place)}
      onPoint={(place) => {
        pointed.value = playback.playing.value ? null : place;
      }}
      onChoose={(place) => playback.choose(place.row * output.value.width + place.column)}
      onPress={playback.toggle}
      below={numbers ? null : <Scale part="output" span={span} signed={low < 0} />}
    />
  );
}

function Sum({ model }: { readonly model: Model }): JSX.Element {
  const { row, column } = model.current.value;
  return (
    <Arithmetic
      result={valueAt(model.output.value, row, column)}
      products={model.terms.value}
      formatWeight={formatWeight}
    />
  );
}

function Settings({
  model,
  original,
}: {
  readonly model: Model;
  readonly original: Attributes;
}): JSX.Element {
  const { kernelName, kernel, stride, padding, mode } = model;
  return (
    <div>
      <Controls>
        <Select
          label="Kernel"
          value={kernelName.value}
          options={[
            ...KERNEL_NAMES.map((name) => ({ value: name, label: NAMED_KERNELS[name].label })),
            { value: "own" as const, label: "Your own" },
          ]}
          onChange={(name) => {
            kernelName.value = name;
            if (name !== "own") kernel.value = NAMED_KERNELS[name].kernel;
          }}
        />
        <Select
          label="Stride"
          value={String(stride.value)}
          options={["1", "2", "3"].map((value) => ({ value, label: value }))}
          onChange={(value) => {
            stride.value = Number(value);
            lookAtMiddle(model);
          }}
        />
        <Select
          label="Padding"
          value={String(padding.value)}
          options={[
            { value: "0", label: "none" },
            { value: "1", label: "1" },
            { value: "2", label: "2" },
          ]}
          onChange={(value) => {
            padding.value = Number(value);
            lookAtMiddle(model);
          }}
        />
        {mode.value === "numbers" && (
          <Button
            onClick={() => {
              model.numbers.value = numberPattern(original.input);
            }}
          >
            Reset input
          </Button>
        )}
      </Controls>
      <p class="fig-remark fig-convolution-about">
        {kernelName.value === "own"
          ? "Your own kernel: type over any of its weights."
          : NAMED_KERNELS[kernelName.value].explanation}
      </p>
    </div>
  );
}

/** With another size the step that was shown is another place: the middle has something to see. */
function lookAtMiddle({ playback, output }: Pick<Model, "playback" | "output">): void {
  const { height, width } = output.value;
  playback.choose(Math.floor(height / 2) * width + Math.floor(width / 2));
}

function Operator({ sign }: { readonly sign: string }): JSX.Element {
  return (
    <span class="fig-operator" aria-hidden="true">
      {sign}
    </span>
  );
}

/** A small picture in numbers from 0 to 9 with edges in all directions: a slanted bar with a soft end. */
function numberPattern(side: number): Volume {
  const middle = (side - 1) / 2;
  return volumeFrom(side, side, 1, (row, column) => {
    const across = (row - middle) * 0.45 + (column - middle) * 0.9;
    const along = (row - middle) * 0.9 - (column - middle) * 0.45;
    const strength =
      1.75 - Math.abs(across) * (4.4 / side) - Math.max(0, Math.abs(along) - side * 0.24) * 0.9;
    return Math.round(9 * Math.max(0, Math.min(1, strength)) * (0.72 + 0.28 * Math.cos(along * 1.3)));
  });
}

function meanKernel(side: number): Kernel {
  return squareKernel(Array.from({ length: side * side }, () => 1 / (side * side)));
}

function placeOf(step: number, width: number): Position {
  return width === 0 ? { row: 0, column: 0 } : { row: Math.floor(step / width), column: step % width };
}

function sizeText(size: { readonly height: number; readonly width: number }): string {
  return `${size.height} × ${size.width}`;
}

function kernelLabel(name: KernelChoice): string {
  return name === "own" ? "your own" : NAMED_KERNELS[name].label;
}

function describeInput({ input, terms }: Model, place: Position): string {
  const inside = contains(input.value, place.row, place.column);
  const value = formatNumber(valueAt(input.value, place.row, place.column));
  const where = inside ? `row ${place.row + 1}, column ${place.column + 1}: ${value}` : "padding, 0";
  const term = terms.value.find((one) => one.row === place.row && one.column === place.column);
  return term === undefined ? where : `${where}, under the weight ${formatWeight(term.weight)}`;
}

function describeOutput(
  model: Pick<Model, "input" | "kernel" | "sliding" | "output">,
  place: Position,
): string {
  const terms = termsAt(model.input.value, model.kernel.value, model.sliding.value, place);
  const sum = sayArithmetic(valueAt(model.output.value, place.row, place.column), terms, formatWeight);
  return `row ${place.row + 1}, column ${place.column + 1}: ${sum}`;
}

function describe(model: Model): string {
  if (model.size.value.type === "invalid") return `${model.size.value.problem} ${model.size.value.remedy}`;
  const what = model.mode.value === "numbers" ? "numbers" : model.source.name.value;
  const padding = model.padding.value === 0 ? "no padding" : `padding ${model.padding.value}`;
  const { low, high } = extent(model.output.value);
  return (
    `Input ${sizeText(model.input.value)} (${what}), kernel ${kernelLabel(model.kernelName.value)} ` +
    `${sizeText(model.kernel.value)}, stride ${model.stride.value}, ${padding}. ` +
    `Feature map ${sizeText(model.output.value)}, values from ${formatNumber(low)} to ${formatNumber(high)}. ` +
    `${describeStep(model)}.`
  );
}

function describeStep({ playback, ...model }: Model): string {
  return `Output ${playback.position.value + 1} of ${playback.length.value}, ${describeOutput(model, model.current.value)}`;
}
