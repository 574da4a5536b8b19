import type { Signal } from "@preact/signals";
import type { Position } from "../../maths/volume.ts";
import { type Bounds, clampTo, columnsOf, moveByKey, rowsOf } from "./grid-keys.ts";
import type { Editing, GridProps } from "./grid-props.ts";

/** Characters that begin a number. */
const NUMBER_START = /^[-−\d.,]$/;

/** The event handlers of a grid: keyboard, pointer and painting. */
export function useGridInput(grid: {
  readonly props: GridProps;
  readonly element: { readonly current: HTMLDivElement | null };
  readonly bounds: Bounds;
  readonly current: Position;
  readonly roving: Signal<Position>;
  readonly editing: Signal<Editing | null>;
}) {
  const { props, element, bounds, current, roving, editing } = grid;
  const canEdit = props.onEdit !== undefined && props.numbers;

  const moveTo = (position: Position) => {
    roving.value = position;
    props.onChoose?.(position);
  };
  /** The cell exists already and only becomes the tab stop, so it can be focused synchronously. */
  const focusCell = ({ row, column }: Position) => {
    element.current?.querySelector<HTMLElement>(`[data-place="${row},${column}"]`)?.focus();
  };
  /** The cell under the pointer. */
  const cellAt = (event: MouseEvent): Position | null => {
    const box = element.current?.getBoundingClientRect();
    if (box === undefined) return null;
    const row = Math.floor(((event.clientY - box.top) / box.height) * rowsOf(bounds)) + bounds.top;
    const column = Math.floor(((event.clientX - box.left) / box.width) * columnsOf(bounds)) + bounds.left;
    return clampTo(bounds, { row, column });
  };
  /** Moves, paints, edits or presses; returns whether the key did anything. */
  const actOnKey = (event: KeyboardEvent): boolean => {
    const next = moveByKey(current, event.key, event.ctrlKey, bounds);
    if (next !== null) {
      moveTo(next);
      if (props.numbers) focusCell(next);
      return true;
    }
    const isPress = event.key === " " || event.key === "Enter";
    if (isPress && props.onPaint !== undefined) props.onPaint(current, true);
    else if (isPress && props.onEdit === undefined) props.onPress?.(current);
    else if (canEdit && (isPress || NUMBER_START.test(event.key)))
      editing.value = { position: current, typed: isPress ? null : event.key };
    else return false;
    return true;
  };

  const handlers = {
    onKeyDown(event: KeyboardEvent) {
      if (editing.value !== null || event.altKey || event.metaKey || !actOnKey(event)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    onPointerMove(event: PointerEvent) {
      const position = cellAt(event);
      if (position === null) return;
      props.onPoint?.(position);
      if (props.onPaint === undefined || event.buttons !== 1) return;
      moveTo(position);
      props.onPaint(position, false);
    },
    onPointerDown(event: PointerEvent) {
      const position = cellAt(event);
      if (position === null || event.button !== 0 || props.onPaint === undefined) return;
      moveTo(position);
      element.current?.setPointerCapture(event.pointerId);
      props.onPaint(position, true);
    },
    onPointerLeave() {
      props.onPoint?.(null);
    },
    /** Not on pointerdown: a finger that comes down here may be about to scroll. */
    onClick(event: MouseEvent) {
      const position = cellAt(event);
      if (position === null || editing.value !== null || props.onPaint !== undefined) return;
      moveTo(position);
      if (canEdit) editing.value = { position, typed: null };
    },
  };
  return { handlers, focusCell };
}
