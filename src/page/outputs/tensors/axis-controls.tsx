import { words } from "../../../words/words.ts";

/** The two axes of a tensor that are shown; a vector has no rows. */
export interface Axes {
  readonly rows: number | null;
  readonly columns: number;
}

interface AxisControlsProps {
  readonly shape: readonly number[];
  readonly axes: { value: Axes };
  /** The index in each axis. */
  readonly at: { value: readonly number[] };
}

/** Controls for which two axes are shown, and for the index in the others. */
export function AxisControls({ shape, axes, at }: AxisControlsProps) {
  const { rows, columns } = axes.value;
  if (rows === null || shape.length < 3) return null;
  return (
    <div class="heat-controls">
      <AxisSelect
        label={words.outputs.rows}
        shape={shape}
        chosen={rows}
        choose={(axis) => {
          axes.value = { rows: axis, columns: columns === axis ? rows : columns };
        }}
      />
      <AxisSelect
        label={words.outputs.columns}
        shape={shape}
        chosen={columns}
        choose={(axis) => {
          axes.value = { rows: rows === axis ? columns : rows, columns: axis };
        }}
      />
      {shape.map((size, axis) =>
        axis === rows || axis === columns || size < 2 ? null : (
          <IndexField key={`${axis}`} axis={axis} size={size} at={at} />
        ),
      )}
    </div>
  );
}

interface AxisSelectProps {
  readonly label: string;
  readonly shape: readonly number[];
  readonly chosen: number;
  readonly choose: (axis: number) => void;
}

function AxisSelect({ label, shape, chosen, choose }: AxisSelectProps) {
  return (
    <label>
      {label}{" "}
      <select value={String(chosen)} onChange={(event) => choose(Number(event.currentTarget.value))}>
        {shape.map((size, axis) => (
          <option key={`${axis}`} value={String(axis)}>
            {words.outputs.axis(axis, size)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface IndexFieldProps extends Pick<AxisControlsProps, "at"> {
  readonly axis: number;
  readonly size: number;
}

function IndexField({ axis, size, at }: IndexFieldProps) {
  return (
    <label>
      {words.outputs.indexInAxis(axis)}{" "}
      <input
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
  );
}
