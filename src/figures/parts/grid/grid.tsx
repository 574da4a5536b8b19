// biome-ignore-all lint/a11y/useSemanticElements: the ARIA grid pattern needs grid roles on elements that a table's layout would not allow.
// biome-ignore-all lint/a11y/useFocusableInteractive: the ARIA grid pattern needs grid roles on elements that a table's layout would not allow.
import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useRef } from "preact/hooks";
import { NO_PADDING, type Padding } from "../../maths/padding.ts";
import { extent, type Position, type Volume, valueAt } from "../../maths/volume.ts";
import { useFigure } from "../figure-host.tsx";
import { formatNumber } from "../text/format.ts";
import { type Bounds, clampTo, moveByKey } from "./grid-keys.ts";
import { mostDigits, NumberCells } from "./number-cells.tsx";
import { PixelCells } from "./pixel-cells.tsx";

/** The part that a grid plays, which gives it its colour everywhere. */
export type Part = "input" | "kernel" | "output" | "plain";

/** A frame around some cells: a kernel's window, a pooled patch, what a unit sees. May reach into the padding. */
export interface WindowMark {
  readonly row: number;
  readonly column: number;
  readonly height: number;
  readonly width: number;
  readonly part: Part;
  /** Cells from one marked cell to the next: above 1, each cell is framed for itself. */
  readonly dilation?: number;
  /** A thin dashed frame in place of a strong one. */
  readonly quiet?: boolean;
}

/** Everything about how a grid is drawn and what it answers to. */
export interface GridProps {
  /** Unique within the figure. */
  readonly name: string;
  /** The accessible name: what these numbers are. */
  readonly label: string;
  readonly part: Part;
  readonly values: Volume;
  /** The channel shown; "rgb" shows the first three in their own colours (pixels only). */
  readonly channel?: number | "rgb";
  /** Side of a cell in CSS pixels. */
  readonly cell: number;
  /** Numbers or pixels: `showsNumbers` decides by what can be read. */
  readonly numbers: boolean;
  readonly padding?: Padding;
  /** The magnitude that gets the strongest colour; by default the largest one present. */
  readonly span?: number;
  /** How many cells, in reading order, are computed already; all by default. Later ones are left empty. */
  readonly known?: number;
  /** A further cell that is shown though it is not yet known. */
  readonly revealed?: Position | null;
  readonly windows?: readonly WindowMark[];
  /** The one cell that everything else is about, strongly marked. */
  readonly current?: Position | null;
  readonly format?: (value: number) => string;
  /** What a screen reader is told of a cell; by default its place and value. */
  readonly describe?: (place: Position) => string;
  /** A small remark in the corner of a cell, such as the weight that lies on it. */
  readonly remark?: (place: Position) => string | null;
  /** The pointer is over a cell, or has left. */
  readonly onPoint?: (place: Position | null) => void;
  /** A cell was chosen: by click, tap, or by moving to it with the keyboard. */
  readonly onChoose?: (place: Position) => void;
  /** A reader typed a new value for a cell (numbers only). */
  readonly onEdit?: (place: Position, value: number) => void;
  /** A reader drew on a cell, by pointer or with Space (pixels only). `first`: the start of a stroke. */
  readonly onPaint?: (place: Position, first: boolean) => void;
  /** Space or Enter on a cell that can be neither edited nor painted. */
  readonly onPress?: (place: Position) => void;
}

/** The smallest cell in which two digits and a sign can be read. */
export const SMALLEST_NUMBER_CELL = 24;

/** Whether a grid of so many columns is shown as numbers: only where cells can be read and counted. */
export function showsNumbers(columns: number, rows: number, cell: number): boolean {
  return cell >= SMALLEST_NUMBER_CELL && columns <= 16 && rows <= 16;
}

/** The side of a square cell such that `columns` of them fit in `available` pixels; at most `largest`, at least 3. */
export function cellSize(available: number, columns: number, largest = 36): number {
  return Math.max(3, Math.min(largest, Math.floor((available - 1) / Math.max(1, columns))));
}

/**
 * A grid of numbers or pixels. One tab stop; inside, arrow keys, Home, End, Page Up and Page Down move as in
 * an ARIA grid. Pointing and moving tell the caller the same, so hover and focus can show the same.
 */
export function Grid(props: GridProps): JSX.Element {
  const { id } = useFigure();
  const element = useRef<HTMLDivElement>(null);
  const roving = useSignal<Position>({ row: 0, column: 0 });
  const editing = useSignal<{ readonly place: Position; readonly typed: string | null } | null>(null);
  const padding = props.padding ?? NO_PADDING;
  const bounds = boundsOf(props.values, padding);
  const current = clampTo(bounds, props.current ?? roving.value);
  const gridId = `${id}-${props.name}`;

  const moveTo = (place: Position) => {
    roving.value = place;
    props.onChoose?.(place);
  };
  const focusCell = (place: Position) => {
    // The cell exists already; it only becomes the tab stop, so it can take the focus at once.
    element.current?.querySelector<HTMLElement>(`[data-place="${place.row},${place.column}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (editing.value !== null || event.altKey || event.metaKey) return;
    const next = moveByKey(current, event.key, event.ctrlKey, bounds);
    if (next !== null) {
      event.preventDefault();
      event.stopPropagation();
      moveTo(next);
      if (props.numbers) focusCell(next);
      return;
    }
    const press = event.key === " " || event.key === "Enter";
    if (press && props.onPaint !== undefined) props.onPaint(current, true);
    else if (press && props.onEdit === undefined) props.onPress?.(current);
    else if (props.onEdit !== undefined && props.numbers && (press || /^[-−\d.,]$/.test(event.key))) {
      editing.value = { place: current, typed: press ? null : event.key };
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const placeOf = (event: MouseEvent): Position | null => {
    const box = element.current?.getBoundingClientRect();
    if (box === undefined) return null;
    const row = Math.floor(((event.clientY - box.top) / box.height) * rowsOf(bounds)) + bounds.top;
    const column = Math.floor(((event.clientX - box.left) / box.width) * columnsOf(bounds)) + bounds.left;
    return clampTo(bounds, { row, column });
  };
  const onPointerMove = (event: PointerEvent) => {
    const place = placeOf(event);
    if (place === null) return;
    props.onPoint?.(place);
    if (props.onPaint !== undefined && event.buttons === 1) {
      moveTo(place);
      props.onPaint(place, false);
    }
  };
  const onPointerDown = (event: PointerEvent) => {
    const place = placeOf(event);
    if (place === null || event.button !== 0 || props.onPaint === undefined) return;
    moveTo(place);
    element.current?.setPointerCapture(event.pointerId);
    props.onPaint(place, true);
  };
  // A click, not a press: a finger that comes down here may be on its way to scroll.
  const onClick = (event: MouseEvent) => {
    const place = placeOf(event);
    if (place === null || editing.value !== null || props.onPaint !== undefined) return;
    moveTo(place);
    if (props.onEdit !== undefined && props.numbers) editing.value = { place, typed: null };
  };

  const common: CellsProps = {
    gridId,
    props,
    bounds,
    current,
    span: props.span ?? largestMagnitude(props.values),
    describe: props.describe ?? ((place) => describeCell(props, place)),
    editing: editing.value,
    onEdited: (place, value, byKey) => {
      editing.value = null;
      if (value !== null) props.onEdit?.(place, value);
      if (byKey) queueMicrotask(() => focusCell(place));
    },
  };
  return (
    <div
      class={`fig-grid fig-as-${props.part} ${props.numbers ? "fig-numbers" : "fig-pixels"}`}
      style={{
        "--cell": `${props.cell}px`,
        "--columns": String(columnsOf(bounds)),
        "--rows": String(rowsOf(bounds)),
        ...(props.numbers ? { "--digits": String(mostDigits(props)) } : {}),
      }}
    >
      <div
        ref={element}
        id={gridId}
        role="grid"
        aria-label={props.label}
        aria-rowcount={rowsOf(bounds)}
        aria-colcount={columnsOf(bounds)}
        aria-readonly={props.onEdit === undefined && props.onPaint === undefined}
        tabIndex={props.numbers ? -1 : 0}
        aria-activedescendant={props.numbers ? undefined : cellId(gridId, current)}
        class={`fig-cells${props.onPaint === undefined ? "" : " fig-paintable"}`}
        onKeyDown={onKeyDown}
        onPointerMove={onPointerMove}
        onPointerDown={onPointerDown}
        onPointerLeave={() => props.onPoint?.(null)}
        onClick={onClick}
      >
        {props.numbers ? <NumberCells {...common} /> : <PixelCells {...common} />}
      </div>
      {props.windows?.map((mark, index) => (
        <Mark key={`${mark.part}-${index}`} mark={mark} bounds={bounds} />
      ))}
      {props.current !== undefined && props.current !== null && (
        <Mark
          key="current"
          mark={{ ...props.current, height: 1, width: 1, part: props.part }}
          bounds={bounds}
          strong
        />
      )}
    </div>
  );
}

/** A grid under its heading, in the heading's colour. */
export function TitledGrid(
  props: GridProps & {
    readonly title: ComponentChildren;
    /** In small letters after the title, such as the size. */
    readonly detail?: string;
    readonly below?: ComponentChildren;
  },
): JSX.Element {
  return (
    <div class={`fig-titled fig-as-${props.part}`}>
      <p class="fig-title" aria-hidden="true">
        {props.title}
        {props.detail !== undefined && (
          <>
            {" "}
            <small>{props.detail}</small>
          </>
        )}
      </p>
      <Grid {...props} />
      {props.below}
    </div>
  );
}

/** What the two ways of drawing cells get. */
export interface CellsProps {
  readonly gridId: string;
  readonly props: GridProps;
  readonly bounds: Bounds;
  readonly current: Position;
  readonly span: number;
  readonly describe: (place: Position) => string;
  readonly editing: { readonly place: Position; readonly typed: string | null } | null;
  /** `value` null: given up, nothing changed. `byKey`: the reader stays in the grid, and has not gone elsewhere. */
  readonly onEdited: (place: Position, value: number | null, byKey: boolean) => void;
}

export function cellId(gridId: string, place: Position): string {
  return `${gridId}-r${place.row}c${place.column}`;
}

/** Whether a cell's value is there to be seen yet. */
export function isKnown(props: GridProps, place: Position): boolean {
  if (props.known === undefined || place.row * props.values.width + place.column < props.known) return true;
  const { revealed } = props;
  return revealed?.row === place.row && revealed.column === place.column;
}

function describeCell(props: GridProps, place: Position): string {
  const where = `row ${place.row + 1}, column ${place.column + 1}`;
  const { height, width } = props.values;
  if (place.row < 0 || place.column < 0 || place.row >= height || place.column >= width) return "padding, 0";
  if (!isKnown(props, place)) return `${where}: not computed yet`;
  const format = props.format ?? formatNumber;
  if (props.channel === "rgb") {
    const [red, green, blue] = [0, 1, 2].map((channel) =>
      format(valueAt(props.values, place.row, place.column, channel)),
    );
    return `${where}: red ${red}, green ${green}, blue ${blue}`;
  }
  return `${where}: ${format(valueAt(props.values, place.row, place.column, props.channel))}`;
}

function boundsOf(values: Volume, padding: Padding): Bounds {
  return {
    top: -padding.top,
    left: -padding.left,
    bottom: values.height + padding.bottom - 1,
    right: values.width + padding.right - 1,
  };
}

function rowsOf(bounds: Bounds): number {
  return bounds.bottom - bounds.top + 1;
}

function columnsOf(bounds: Bounds): number {
  return bounds.right - bounds.left + 1;
}

function largestMagnitude(values: Volume): number {
  const { low, high } = extent(values);
  return Math.max(-low, high);
}

function Mark(props: {
  readonly mark: WindowMark;
  readonly bounds: Bounds;
  readonly strong?: boolean;
}): JSX.Element {
  const { mark, bounds } = props;
  const dilation = mark.dilation ?? 1;
  const style = {
    "--row": String(mark.row - bounds.top),
    "--column": String(mark.column - bounds.left),
    "--tall": String((mark.height - 1) * dilation + 1),
    "--wide": String((mark.width - 1) * dilation + 1),
  };
  const kind = props.strong ? " fig-current" : mark.quiet ? " fig-quiet" : "";
  return (
    <div
      class={`fig-mark fig-as-${mark.part}${kind}${dilation > 1 ? " fig-spread" : ""}`}
      style={style}
      aria-hidden="true"
    >
      {dilation > 1 &&
        Array.from({ length: mark.height * mark.width }, (_, index) => (
          <i
            key={index}
            style={{
              "--row": String(Math.floor(index / mark.width) * dilation),
              "--column": String((index % mark.width) * dilation),
            }}
          />
        ))}
    </div>
  );
}
