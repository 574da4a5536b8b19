import { figureWords } from "../../../words/figure-words.ts";
import { NO_PADDING, type Padding } from "../../maths/padding.ts";
import { contains, type Position, type Volume, valueAt } from "../../maths/volume.ts";
import { formatNumber } from "../text/format.ts";
import type { Bounds } from "./grid-keys.ts";

/** What a grid's numbers are, which gives them their colour in every figure. */
export type Part = "input" | "kernel" | "output" | "plain";

/** An outline around some cells: a kernel's window, a pooled patch, a receptive field. May reach into the padding. */
export interface WindowMark {
  readonly row: number;
  readonly column: number;
  readonly height: number;
  readonly width: number;
  readonly part: Part;
  /** Distance between marked cells. Above 1, each cell has its own outline. */
  readonly dilation?: number;
  /** A thin dashed outline instead of a strong one. */
  readonly quiet?: boolean;
}

/** What can be drawn on. */
export interface Painting {
  /** The pointer is at a cell, which may lie outside the grid. `first`: the start of a stroke. */
  paint(position: Position, first: boolean): void;
  /** Takes the last stroke back. */
  undo(): void;
}

/** How a grid is drawn, and what it reacts to. */
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
  /** Numbers or pixels; `showsNumbers` says whether numbers are readable. */
  readonly numbers: boolean;
  readonly padding?: Padding;
  /** The magnitude that gets the strongest colour; by default the largest one present. */
  readonly span?: number;
  /** How many cells, in reading order, are computed already; all by default. Later ones are left empty. */
  readonly known?: number;
  /** A cell that is shown although it is not computed yet. */
  readonly revealed?: Position | null;
  readonly windows?: readonly WindowMark[];
  /** The cell that the figure is about, strongly marked. */
  readonly current?: Position | null;
  readonly format?: (value: number) => string;
  /** A cell's accessible name; by default its position and value. */
  readonly describe?: (position: Position) => string;
  /** A small remark in the corner of a cell, such as the weight that lies on it. */
  readonly remark?: (position: Position) => string | null;
  /** The pointer is over a cell, or has left. */
  readonly onPoint?: (position: Position | null) => void;
  /** A cell was chosen: by click, tap, or by moving to it with the keyboard. */
  readonly onChoose?: (position: Position) => void;
  /** A reader typed a new value for a cell (numbers only). */
  readonly onEdit?: (position: Position, value: number) => void;
  /** Makes the grid one that the reader draws on, by pointer or with Space (pixels only). */
  readonly painting?: Painting | undefined;
  /** The pointer drags something from cell to cell; past the edge, along it. `first`: it was pressed. */
  readonly onDrag?: (position: Position, first: boolean) => void;
  /** Space or Enter on a cell that can be neither edited nor painted. */
  readonly onPress?: (position: Position) => void;
}

/** A cell that is being edited, and what was typed to begin with; null to begin with the old value. */
export interface Editing {
  readonly position: Position;
  readonly typed: string | null;
}

/** What both ways of drawing cells get. */
export interface CellsProps {
  readonly gridId: string;
  readonly props: GridProps;
  readonly bounds: Bounds;
  readonly current: Position;
  readonly span: number;
  readonly editing: Editing | null;
  /** `value`: null if the edit was cancelled. `byKey`: the reader stays in the grid. */
  readonly onEdited: (position: Position, value: number | null, byKey: boolean) => void;
  /** Reports why the typed value is not accepted, to be shown to the reader. */
  readonly onRefused: (reason: string) => void;
}

export function cellId(gridId: string, { row, column }: Position): string {
  return `${gridId}-r${row}c${column}`;
}

/** The cells of a grid with its padding. */
export function boundsOf({ values, padding = NO_PADDING }: GridProps): Bounds {
  return {
    top: -padding.top,
    left: -padding.left,
    bottom: values.height + padding.bottom - 1,
    right: values.width + padding.right - 1,
  };
}

/** Whether a cell's value is visible yet. */
export function isKnown({ known, revealed, values }: GridProps, { row, column }: Position): boolean {
  if (known === undefined || row * values.width + column < known) return true;
  return revealed?.row === row && revealed.column === column;
}

/** A cell's accessible name. */
export function describeCell(props: GridProps, position: Position): string {
  if (props.describe !== undefined) return props.describe(position);
  const { row, column } = position;
  const { values, channel, format = formatNumber } = props;
  if (!contains(values, row, column)) return figureWords.parts.paddingZero;
  const cell = figureWords.parts.position(row + 1, column + 1);
  if (!isKnown(props, position)) return figureWords.parts.notComputed(cell);
  if (channel !== "rgb") return `${cell}: ${format(valueAt(values, row, column, channel))}`;
  const component = (index: number) => format(valueAt(values, row, column, index));
  return figureWords.parts.colours(cell, component(0), component(1), component(2));
}
