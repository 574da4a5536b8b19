import type { Signal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { figureWords } from "../../../words/figure-words.ts";
import { contains, type Position } from "../../maths/volume.ts";
import { type Bounds, clampTo, columnsOf, moveByKey, rowsOf } from "./grid-keys.ts";
import type { Editing, GridProps } from "./grid-props.ts";

/** Characters that begin a number. */
const NUMBER_START = /^[-−\d.,]$/;

/** Whether pressing the pointer on the grid begins to draw or to drag. */
export function takesPointer({ painting, onDrag }: GridProps): boolean {
  return painting !== undefined || onDrag !== undefined;
}

/** What the handlers of a grid work on. */
interface GridInput {
  readonly props: GridProps;
  readonly element: { readonly current: HTMLDivElement | null };
  readonly bounds: Bounds;
  readonly current: Position;
  readonly roving: Signal<Position>;
  readonly editing: Signal<Editing | null>;
  /** Why the reader's last input was refused. */
  readonly refusal: Signal<string | null>;
}

/** The event handlers of a grid: keyboard, pointer, painting and dragging. */
export function useGridInput(grid: GridInput) {
  const { props, bounds, roving } = grid;
  const pressed = useMemo(() => new PressedPointer(), []);
  const moveTo = (position: Position) => {
    grid.refusal.value = null;
    roving.value = position;
    props.onChoose?.(position);
  };
  /** The cell exists already and only becomes the tab stop, so it can be focused synchronously. */
  const focusCell = ({ row, column }: Position) => {
    grid.element.current?.querySelector<HTMLElement>(`[data-position="${row},${column}"]`)?.focus();
  };
  const drawTo = (position: Position, first: boolean) => {
    const inside = clampTo(bounds, position);
    moveTo(inside);
    props.painting?.paint(position, first);
    props.onDrag?.(inside, first);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (grid.editing.value !== null || !actOnKey(event, grid, moveTo, focusCell)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { handlers: { onKeyDown, ...pointerHandlers(grid, pressed, moveTo, drawTo) }, focusCell };
}

/** The pointer that was pressed on the grid and is not released yet. */
class PressedPointer {
  id: number | null = null;
}

function pointerHandlers(
  grid: GridInput,
  pressed: PressedPointer,
  moveTo: (position: Position) => void,
  drawTo: (position: Position, first: boolean) => void,
) {
  const { props, element, bounds, editing } = grid;
  const release = ({ pointerId }: PointerEvent) => {
    if (pressed.id === pointerId) pressed.id = null;
  };
  return {
    onPointerDown(event: PointerEvent) {
      const position = positionUnder(event, grid);
      if (position === null || event.button !== 0 || pressed.id !== null || !takesPointer(props)) return;
      pressed.id = event.pointerId;
      element.current?.setPointerCapture(event.pointerId);
      drawTo(position, true);
    },
    onPointerMove(event: PointerEvent) {
      const position = positionUnder(event, grid);
      if (position !== null) props.onPoint?.(clampTo(bounds, position));
      if (event.pointerId !== pressed.id) return;
      for (const passed of pathOf(event)) {
        const at = positionUnder(passed, grid);
        if (at !== null) drawTo(at, false);
      }
    },
    onPointerUp: release,
    onPointerCancel: release,
    onLostPointerCapture: release,
    onPointerLeave() {
      props.onPoint?.(null);
    },
    /** Not on pointerdown: a finger that comes down here may be about to scroll. */
    onClick(event: MouseEvent) {
      const position = positionUnder(event, grid);
      if (position === null || editing.value !== null || takesPointer(props)) return;
      const inside = clampTo(bounds, position);
      moveTo(inside);
      if (canEdit(props)) startEditing(grid, inside, null);
    },
  };
}

/** Where the pointer was since the last event; browsers report a move once per frame. */
function pathOf(event: PointerEvent): readonly PointerEvent[] {
  // Safari has this since 18.2.
  const events = "getCoalescedEvents" in event ? event.getCoalescedEvents() : [];
  return events.length > 0 ? events : [event];
}

/** The cell under the pointer; outside the grid if the pointer is. */
function positionUnder(event: MouseEvent, { element, bounds }: GridInput): Position | null {
  const box = element.current?.getBoundingClientRect();
  if (box === undefined) return null;
  return {
    row: Math.floor(((event.clientY - box.top) / box.height) * rowsOf(bounds)) + bounds.top,
    column: Math.floor(((event.clientX - box.left) / box.width) * columnsOf(bounds)) + bounds.left,
  };
}

/** Moves, draws, edits, presses or undoes; returns whether the key did anything. */
function actOnKey(
  event: KeyboardEvent,
  grid: GridInput,
  moveTo: (position: Position) => void,
  focusCell: (position: Position) => void,
): boolean {
  const { props, current, bounds } = grid;
  const { painting } = props;
  if (painting !== undefined && (event.ctrlKey || event.metaKey) && event.key === "z") {
    painting.undo();
    return true;
  }
  if (event.altKey || event.metaKey) return false;
  const next = moveByKey(current, event.key, event.ctrlKey, bounds);
  if (next !== null) {
    moveTo(next);
    if (props.numbers) focusCell(next);
    return true;
  }
  const isPress = event.key === " " || event.key === "Enter";
  if (isPress && painting !== undefined) painting.paint(current, true);
  else if (isPress && props.onEdit === undefined) props.onPress?.(current);
  else if (canEdit(props) && (isPress || NUMBER_START.test(event.key)))
    startEditing(grid, current, isPress ? null : event.key);
  else return false;
  return true;
}

function startEditing(
  { props, editing, refusal }: GridInput,
  position: Position,
  typed: string | null,
): void {
  if (contains(props.values, position.row, position.column)) {
    refusal.value = null;
    editing.value = { position, typed };
  } else {
    refusal.value = figureWords.parts.paddingFixed;
  }
}

function canEdit({ onEdit, numbers }: GridProps): boolean {
  return onEdit !== undefined && numbers;
}
