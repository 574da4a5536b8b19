import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import { errorMessage } from "../../protocol/error-message.ts";
import type { TensorSlice } from "../../protocol/tensor.ts";
import { words } from "../../words/words.ts";
import { significant } from "../ui/format.ts";
import { heatColours } from "./heat-colours.ts";
import { NumbersTable } from "./numbers-table.tsx";
import type { ReadSlice } from "./tensor-reader.ts";

interface HeatMapProps {
  readonly tensor: number;
  readonly shape: readonly number[];
  readonly read: ReadSlice;
}

interface Axes {
  readonly rows: number | null;
  readonly columns: number;
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

interface AxisControlsProps {
  readonly shape: readonly number[];
  readonly axes: { value: Axes };
  readonly at: { value: readonly number[] };
}

function AxisControls({ shape, axes, at }: AxisControlsProps) {
  const id = useId();
  const { rows, columns } = axes.value;
  if (rows === null || shape.length < 3) return null;
  const choose = (name: "rows" | "columns", axis: number): void => {
    const other = name === "rows" ? columns : rows;
    // The other one takes the axis that becomes free.
    const now = axes.value[name] ?? 0;
    const swapped = other === axis ? now : other;
    axes.value = name === "rows" ? { rows: axis, columns: swapped } : { rows: swapped, columns: axis };
  };
  const select = (name: "rows" | "columns", label: string, chosen: number) => (
    <label>
      {label}{" "}
      <select value={String(chosen)} onChange={(event) => choose(name, Number(event.currentTarget.value))}>
        {shape.map((size, axis) => (
          <option key={`${axis}`} value={String(axis)}>
            {words.outputs.axis(axis, size)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div class="heat-controls">
      {select("rows", words.outputs.rows, rows)}
      {select("columns", words.outputs.columns, columns)}
      {shape.map((size, axis) =>
        axis === rows || axis === columns || size < 2 ? null : (
          <label key={`${axis}`} for={`${id}-${axis}`}>
            {words.outputs.indexInAxis(axis)}{" "}
            <input
              id={`${id}-${axis}`}
              type="number"
              min={0}
              max={size - 1}
              step={1}
              value={at.value[axis] ?? 0}
              onInput={(event) => {
                const index = event.currentTarget.valueAsNumber;
                if (Number.isInteger(index) && index >= 0 && index < size)
                  at.value = at.value.map((old, other) => (other === axis ? index : old));
              }}
            />
          </label>
        ),
      )}
    </div>
  );
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
      <NumbersTable
        caption={words.outputs.valuesOfSlice(name)}
        read={() => ({
          columns: Array.from({ length: width }, (_, column) => String(column * every[1])),
          rows: Array.from({ length: height }, (_, row) =>
            values
              .slice(row * width, (row + 1) * width)
              .map((value) => (value === null ? "NaN" : significant(round(value)))),
          ),
        })}
      />
    </>
  );
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
