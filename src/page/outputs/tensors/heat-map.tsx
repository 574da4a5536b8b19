import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { errorMessage } from "../../../protocol/error-message.ts";
import type { TensorSlice } from "../../../protocol/tensor.ts";
import { words } from "../../../words/words.ts";
import { significant } from "../../ui/format.ts";
import { type Numbers, NumbersTable } from "../numbers-table.tsx";
import { type Axes, AxisControls } from "./axis-controls.tsx";
import { heatColours } from "./heat-colours.ts";
import type { ReadSlice } from "./tensor-reader.ts";

interface HeatMapProps {
  readonly tensor: number;
  readonly shape: readonly number[];
  readonly read: ReadSlice;
}

const SIDE = 288;

/** The values of a slice as colours. The reader chooses the two axes, and the index in the others. */
export function HeatMap({ tensor, shape, read }: HeatMapProps) {
  const axes = useSignal<Axes>(defaultAxes(shape));
  const at = useSignal<readonly number[]>(shape.map(() => 0));
  const shown = useSignal<TensorSlice | null>(null);
  const fault = useSignal("");
  useEffect(() => {
    let isWanted = true;
    read({ tensor, ...axes.value, at: at.value }).then(
      (slice) => {
        if (!isWanted) return;
        shown.value = slice;
        fault.value = "";
      },
      (error: unknown) => {
        if (isWanted) fault.value = errorMessage(error);
      },
    );
    return () => {
      isWanted = false;
    };
  }, [tensor, axes.value, at.value, read]);
  return (
    <div class="heat-map">
      <AxisControls shape={shape} axes={axes} at={at} />
      {fault.value === "" ? null : (
        <p class="out-note" role="status">
          {fault.value}
        </p>
      )}
      {shown.value === null || fault.value !== "" ? null : (
        <Picture slice={shown.value} name={nameOf(axes.value, at.value)} />
      )}
    </div>
  );
}

/** The last two axes that have more than one index. */
function defaultAxes(shape: readonly number[]): Axes {
  const long = shape.flatMap((size, axis) => (size > 1 ? [axis] : []));
  const columns = long.at(-1) ?? shape.length - 1;
  const rows = long.at(-2) ?? (shape.length > 1 ? shape.findLastIndex((_, axis) => axis !== columns) : -1);
  return { rows: rows < 0 ? null : rows, columns };
}

/** As in NumPy: `[0, :, :, 3]`. */
function nameOf({ rows, columns }: Axes, at: readonly number[]): string {
  return `[${at.map((index, axis) => (axis === rows || axis === columns ? ":" : index)).join(", ")}]`;
}

function Picture({ slice, name }: { readonly slice: TensorSlice; readonly name: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height, every, values } = slice;
  const finite = values.filter((value) => value !== null);
  const [low, high] = finite.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    context?.putImageData(new ImageData(heatColours(values, low, high), width, height), 0, 0);
  }, [values, low, high, width, height]);
  const scale = Math.min(24, SIDE / Math.max(width, height));
  const range =
    finite.length === 0
      ? words.outputs.noFinite
      : words.outputs.range(significant(round(low)), significant(round(high)));
  return (
    <>
      <figure class="heat-picture">
        <canvas
          ref={canvas}
          width={width}
          height={height}
          role="img"
          aria-label={words.outputs.heatMapOf(name, range)}
          style={{
            width: `${Math.round(width * scale)}px`,
            height: `${Math.round(Math.max(8, height * scale))}px`,
          }}
        />
        <figcaption>
          <span class="heat-scale" aria-hidden="true" /> {words.outputs.heatCaption(range, name, every)}
        </figcaption>
      </figure>
      <NumbersTable caption={words.outputs.valuesOfSlice(name)} read={() => numbersOf(slice)} />
    </>
  );
}

function numbersOf({ width, height, every, values }: TensorSlice): Numbers {
  const format = (value: number | null): string => (value === null ? "NaN" : significant(round(value)));
  return {
    columns: Array.from({ length: width }, (_, column) => String(column * every[1])),
    rows: Array.from({ length: height }, (_, row) =>
      values.slice(row * width, (row + 1) * width).map(format),
    ),
  };
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
