// biome-ignore-all lint/a11y/useSemanticElements: the ARIA grid pattern needs grid roles on elements that a table's layout would not allow.
// biome-ignore-all lint/a11y/useFocusableInteractive: the ARIA grid pattern needs grid roles on elements that a table's layout would not allow.
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { contains, type Position, valueAt } from "../../maths/volume.ts";
import { formatNumber, parseNumber } from "../text/format.ts";
import { type CellsProps, cellId, type GridProps, isKnown } from "./grid.tsx";

/** The most characters that any number of the grid has: all are written in one size, so that none looks larger. */
export function mostDigits({ values, channel = 0, format = formatNumber }: GridProps): number {
  if (channel === "rgb") return 3;
  let most = 1;
  for (let index = channel; index < values.values.length; index += values.channels) {
    most = Math.max(most, format(values.values[index] ?? 0).length);
  }
  return most;
}

/** Every cell as an element of its own, its number written out. */
export function NumberCells(cells: CellsProps): JSX.Element {
  const { bounds } = cells;
  const rows = Array.from({ length: bounds.bottom - bounds.top + 1 }, (_, index) => bounds.top + index);
  const columns = Array.from({ length: bounds.right - bounds.left + 1 }, (_, index) => bounds.left + index);
  return (
    <>
      {rows.map((row) => (
        <div key={row} role="row" aria-rowindex={row - bounds.top + 1} class="fig-row">
          {columns.map((column) => (
            <NumberCell key={column} place={{ row, column }} cells={cells} />
          ))}
        </div>
      ))}
    </>
  );
}

function NumberCell({ place, cells }: { readonly place: Position; readonly cells: CellsProps }): JSX.Element {
  const { props, current, editing } = cells;
  const { row, column } = place;
  const inside = contains(props.values, row, column);
  const known = isKnown(props, place);
  const value = valueAt(props.values, row, column, props.channel === "rgb" ? 0 : props.channel);
  const edited = editing !== null && editing.place.row === row && editing.place.column === column;
  const format = props.format ?? formatNumber;
  const text = format(value);
  const classes = ["fig-cell"];
  if (!inside) classes.push("fig-padding");
  if (!known) classes.push("fig-unknown");
  if (known && value < 0) classes.push("fig-negative");
  const remark = props.remark?.(place) ?? null;
  return (
    <div
      id={cellId(cells.gridId, place)}
      role="gridcell"
      aria-colindex={column - cells.bounds.left + 1}
      aria-label={edited ? undefined : cells.describe(place)}
      tabIndex={row === current.row && column === current.column ? 0 : -1}
      data-place={`${row},${column}`}
      data-remark={edited ? undefined : (remark ?? undefined)}
      class={classes.join(" ")}
      style={{
        "--v": known && inside && cells.span > 0 ? String(Math.min(1, Math.abs(value) / cells.span)) : "0",
      }}
    >
      {edited ? (
        <CellEditor
          start={editing.typed ?? text}
          selectAll={editing.typed === null}
          label={cells.describe(place)}
          onDone={(changed, byKey) => cells.onEdited(place, changed, byKey)}
        />
      ) : (
        <span>{known ? text : ""}</span>
      )}
    </div>
  );
}

/** Enter and Tab take what was typed if it is a number, Escape leaves the old one, leaving the field takes it too. */
function CellEditor(props: {
  readonly start: string;
  readonly selectAll: boolean;
  readonly label: string;
  readonly onDone: (value: number | null, byKey: boolean) => void;
}): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const finished = useRef(false);
  // Before the next key arrives, so that none is lost.
  useLayoutEffect(() => {
    field.current?.focus();
    if (props.selectAll) field.current?.select();
    else field.current?.setSelectionRange(props.start.length, props.start.length);
  }, []);
  const finish = (value: number | null, byKey: boolean) => {
    if (finished.current) return;
    finished.current = true;
    props.onDone(value, byKey);
  };
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLInputElement }) => {
    event.stopPropagation();
    if (event.key === "Escape") finish(null, true);
    else if (event.key === "Enter" || event.key === "Tab")
      finish(parseNumber(event.currentTarget.value), true);
    else return;
    event.preventDefault();
  };
  return (
    <input
      ref={field}
      class="fig-cell-input"
      aria-label={`New value, ${props.label}`}
      inputMode="decimal"
      autoComplete="off"
      size={1}
      defaultValue={props.start}
      onKeyDown={onKeyDown}
      onBlur={(event) => finish(parseNumber(event.currentTarget.value), false)}
    />
  );
}
