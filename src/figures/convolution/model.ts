import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { FigureContext, FigureModel } from "../figure.ts";
import { type ConvolutionOptions, crossCorrelate, type Term, termsAt } from "../maths/cross-correlate.ts";
import { type Kernel, squareKernel } from "../maths/kernel.ts";
import { type OutputSize, outputSize } from "../maths/output-size.ts";
import { padAll } from "../maths/padding.ts";
import { contains, type Position, type Volume, volumeFrom, withValue } from "../maths/volume.ts";
import type { KernelName } from "../maths/well-known-kernels.ts";
import { createImageSource, type ImageSource } from "../parts/image/image-source.ts";
import {
  type EditableKernel,
  type KernelChoice,
  namedKernel,
  withChoice,
  withEdit,
} from "../parts/kernel/editable-kernel.ts";
import { type CellPlayback, createCellPlayback } from "../parts/player/cell-playback.ts";

export type ConvolutionMode = "numbers" | "picture";

export interface ConvolutionAttributes {
  readonly input: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly weights: KernelName;
  readonly show: ConvolutionMode;
}

export interface ConvolutionModel extends FigureModel {
  readonly mode: ReadonlySignal<ConvolutionMode>;
  readonly source: ImageSource;
  readonly editable: ReadonlySignal<EditableKernel>;
  readonly kernel: ReadonlySignal<Kernel>;
  readonly stride: ReadonlySignal<number>;
  readonly padding: ReadonlySignal<number>;
  /** [height, width, 1]: the numbers, or the image with values from 0 to 255. */
  readonly input: ReadonlySignal<Volume>;
  readonly sliding: ReadonlySignal<ConvolutionOptions>;
  readonly size: ReadonlySignal<OutputSize>;
  readonly output: ReadonlySignal<Volume>;
  readonly playback: CellPlayback;
  /** The products whose sum is the current output. */
  readonly terms: ReadonlySignal<readonly Term[]>;
  show(mode: ConvolutionMode): void;
  chooseKernel(name: KernelChoice): void;
  setWeight(cell: Position, value: number): void;
  setStride(stride: number): void;
  setPadding(padding: number): void;
  /** Ignored for cells in the padding. */
  setNumber(cell: Position, value: number): void;
  resetNumbers(): void;
}

export function createConvolutionModel(
  attributes: ConvolutionAttributes,
  context: FigureContext,
): ConvolutionModel {
  const { mode, source, input, setNumber, resetNumbers } = createInput(attributes, context);
  const layer = createLayer(attributes, input);
  const { kernel, stride, padding, sliding, output } = layer;
  const playback = createCellPlayback(output, Math.floor(output.value.values.length * 0.3));
  /** After a change of size the old index means another cell; in the middle there is something to see. */
  const chooseMiddle = () => {
    const { height, width } = output.value;
    playback.chooseCell({ row: Math.floor(height / 2), column: Math.floor(width / 2) });
  };
  if (attributes.show === "picture") chooseMiddle();
  return {
    interactions: playback.interactions,
    still: playback.still,
    mode,
    source,
    input,
    ...layer,
    playback,
    terms: computed(() => termsAt(input.value, kernel.value, sliding.value, playback.current.value)),
    show(next) {
      mode.value = next;
      chooseMiddle();
    },
    setStride(next) {
      stride.value = next;
      chooseMiddle();
    },
    setPadding(next) {
      padding.value = next;
      chooseMiddle();
    },
    setNumber,
    resetNumbers,
  };
}

/** What the kernel slides over: numbers, or an image. */
function createInput(attributes: ConvolutionAttributes, context: FigureContext) {
  const mode = signal(attributes.show);
  const numbers = signal(slantedBar(attributes.input));
  const source = createImageSource(context);
  return {
    mode,
    source,
    input: computed(() => (mode.value === "numbers" ? numbers.value : source.image.value)),
    setNumber({ row, column }: Position, value: number): void {
      if (!contains(numbers.value, row, column)) return;
      numbers.value = withValue(numbers.value, row, column, 0, value);
    },
    resetNumbers(): void {
      numbers.value = slantedBar(attributes.input);
    },
  };
}

/** The kernel, how it slides, and the output. */
function createLayer(attributes: ConvolutionAttributes, input: ReadonlySignal<Volume>) {
  const editable = signal(initialKernel(attributes));
  const kernel = computed(() => editable.value.kernel);
  const stride = signal(attributes.stride);
  const padding = signal(attributes.padding);
  const sliding = computed<ConvolutionOptions>(() => ({
    padding: padAll(padding.value),
    stride: stride.value,
    dilation: 1,
  }));
  return {
    editable,
    kernel,
    stride,
    padding,
    sliding,
    size: computed(() =>
      outputSize({
        input: input.value.height,
        kernel: kernel.value.height,
        padding: padding.value,
        stride: stride.value,
        dilation: 1,
      }),
    ),
    output: computed(() => crossCorrelate(input.value, kernel.value, sliding.value)),
    chooseKernel(name: KernelChoice): void {
      editable.value = withChoice(editable.value, name);
    },
    setWeight(cell: Position, value: number): void {
      editable.value = withEdit(editable.value, cell, value);
    },
  };
}

/** Numbers from 0 to 9 with edges in all directions: a slanted bar with a soft end. */
export function slantedBar(side: number): Volume {
  const middle = (side - 1) / 2;
  return volumeFrom(side, side, 1, (row, column) => {
    const across = (row - middle) * 0.45 + (column - middle) * 0.9;
    const along = (row - middle) * 0.9 - (column - middle) * 0.45;
    const strength =
      1.75 - Math.abs(across) * (4.4 / side) - Math.max(0, Math.abs(along) - side * 0.24) * 0.9;
    return Math.round(9 * Math.max(0, Math.min(1, strength)) * (0.72 + 0.28 * Math.cos(along * 1.3)));
  });
}

/** The named kernel, which is 3 × 3; for other sizes a mean. */
function initialKernel({ kernel, weights }: ConvolutionAttributes): EditableKernel {
  if (kernel === 3) return namedKernel(weights);
  return { name: "own", kernel: squareKernel(Array.from({ length: kernel ** 2 }, () => 1 / kernel ** 2)) };
}
