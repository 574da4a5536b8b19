// biome-ignore-all lint/a11y/useSemanticElements: the ARIA grid pattern needs grid roles on elements that a table's layout would not allow.
// biome-ignore-all lint/a11y/useFocusableInteractive: the ARIA grid pattern needs grid roles on elements that a table's layout would not allow.

import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { figureWords } from "../../../words/figure-words.ts";
import { contains, type Position, valueAt } from "../../maths/volume.ts";
import { formatNumber, parseNumber } from "../text/format.ts";
import { type CellsProps, cellId, describeCell, type GridProps, isKnown } from "./grid-props.ts";

/** The most characters that any number of the grid has. All are written in one size, so that none looks larger. */
export function mostDigits({ values, channel = 0, format = formatNumber }: GridProps): number {
  if (channel === "rgb") return 3;
  let most = 1;
  for (let index = channel; index < values.values.length; index += values.channels) {
    most = Math.max(most, format(values.values[index] ?? 0).length);
  }
  return most;
}

/** Every cell as an element with its number. */
export function NumberCells(cells: CellsProps): JSX.Element {
  const { bounds } = cells;
  const rows = Array.from({ length: bounds.bottom - bounds.top + 1 }, (_, index) => bounds.top + index);
  const columns = Array.from({ length: bounds.right - bounds.left + 1 }, (_, index) => bounds.left + index);
  return (
    <>
      {rows.map((row) => (
        <div key={row} role="row" aria-rowindex={row - bounds.top + 1} class="fig-row">
          {columns.map((column) => (
            <NumberCell key={column} position={{ row, column }} cells={cells} />
          ))}
        </div>
      ))}
    </>
  );
}

function NumberCell({
  position,
  cells,
}: {
  readonly position: Position;
  readonly cells: CellsProps;
}): JSX.Element {
  const { props, current, editing } = cells;
  const { row, column } = position;
  const inside = contains(props.values, row, column);
  const known = isKnown(props, position);
  const value = valueAt(props.values, row, column, props.channel === "rgb" ? 0 : props.channel);
  const edited = editing !== null && editing.position.row === row && editing.position.column === column;
  const format = props.format ?? formatNumber;
  const text = format(value);
  const isNegative = known && value < 0;
  const remark = props.remark?.(position) ?? null;
  return (
    <div
      id={cellId(cells.gridId, position)}
      role="gridcell"
      aria-colindex={column - cells.bounds.left + 1}
      aria-label={edited ? undefined : describeCell(props, position)}
      tabIndex={row === current.row && column === current.column ? 0 : -1}
      data-position={`${row},${column}`}
      data-remark={edited ? undefined : (remark ?? undefined)}
      class={`fig-cell${inside ? "" : " fig-padding"}${known ? "" : " fig-unknown"}${isNegative ? " fig-negative" : ""}`}
      style={{
        "--v": known && inside && cells.span > 0 ? String(Math.min(1, Math.abs(value) / cells.span)) : "0",
      }}
    >
      {edited ? (
        <CellEditor
          start={editing.typed ?? text}
          selectAll={editing.typed === null}
          label={describeCell(props, position)}
          onDone={(changed, byKey) => cells.onEdited(position, changed, byKey)}
          onRefused={cells.onRefused}
        />
      ) : (
        <span>{known ? text : ""}</span>
      )}
    </div>
  );
}

interface CellEditorProps {
  readonly start: string;
  readonly selectAll: boolean;
  readonly label: string;
  readonly onDone: (value: number | null, byKey: boolean) => void;
  readonly onRefused: (reason: string) => void;
}

/**
 * Enter, Tab and leaving the field accept what was typed if it is a number; Escape cancels. Anything else is refused with
 * the reason: by key it can be corrected, after leaving the field the value is what it was.
 */
function CellEditor(props: CellEditorProps): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const { finish, accept } = useInput(props);
  // Synchronously, so that the next key reaches the field.
  useLayoutEffect(() => {
    field.current?.focus();
    if (props.selectAll) field.current?.select();
    else field.current?.setSelectionRange(props.start.length, props.start.length);
  }, []);
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLInputElement }) => {
    event.stopPropagation();
    if (event.key === "Escape") finish(null, true);
    else if (event.key === "Enter" || event.key === "Tab") accept(event.currentTarget.value, true);
    else return;
    event.preventDefault();
  };
  return (
    <input
      ref={field}
      class="fig-cell-input"
      aria-label={figureWords.parts.newValue(props.label)}
      inputMode="decimal"
      autoComplete="off"
      size={1}
      defaultValue={props.start}
      onKeyDown={onKeyDown}
      onBlur={(event) => accept(event.currentTarget.value, false)}
    />
  );
}

/** Ends the editing once, with a number or without one. */
function useInput({ onDone, onRefused }: CellEditorProps) {
  const finished = useRef(false);
  const finish = (value: number | null, byKey: boolean) => {
    if (finished.current) return;
    finished.current = true;
    onDone(value, byKey);
  };
  const accept = (text: string, byKey: boolean) => {
    const value = parseNumber(text);
    const isRefused = value === null && text.trim() !== "" && !finished.current;
    if (isRefused) onRefused(refusalOf(text));
    if (!isRefused || !byKey) finish(value, byKey);
  };
  return { finish, accept };
}

function refusalOf(text: string): string {
  return figureWords.parts.notANumber(text.trim());
}
