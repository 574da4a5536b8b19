import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { contains, type Position, type Volume, volumeFrom } from "../../maths/volume.ts";
import type { Painting } from "../grid/grid-props.ts";

export type DrawingTool = "pen" | "eraser";

/** A picture that the reader draws. Values 0 to 255. */
export interface Drawing extends Painting {
  readonly picture: ReadonlySignal<Volume>;
  readonly tool: Signal<DrawingTool>;
  /** Whether there is a stroke or a clearing to take back. */
  readonly canUndo: ReadonlySignal<boolean>;
  clear(): void;
}

/** Strokes that can be taken back. */
const MOST_UNDONE = 100;

/** A drawing that begins with a picture of one channel. */
export function createDrawing(initial: Volume): Drawing {
  const picture = signal(initial);
  const tool = signal<DrawingTool>("pen");
  const earlier = signal<readonly Volume[]>([]);
  let last: Position | null = null;
  const remember = () => {
    earlier.value = [...earlier.value, picture.value].slice(-MOST_UNDONE);
  };
  return {
    picture,
    tool,
    canUndo: computed(() => earlier.value.length > 0),
    paint(position, first) {
      if (first) remember();
      const from = first || last === null ? position : last;
      last = position;
      picture.value = withStroke(picture.value, from, position, tool.value);
    },
    clear() {
      remember();
      picture.value = volumeFrom(initial.height, initial.width, 1, () => 0);
    },
    undo() {
      const before = earlier.value.at(-1);
      if (before === undefined) return;
      earlier.value = earlier.value.slice(0, -1);
      picture.value = before;
      last = null;
    },
  };
}

/** A copy with a straight stroke. What lies outside the picture is left out. */
function withStroke(picture: Volume, from: Position, to: Position, tool: DrawingTool): Volume {
  const values = picture.values.slice();
  for (const position of positionsBetween(from, to)) {
    if (contains(picture, position.row, position.column)) dab({ ...picture, values }, position, tool);
  }
  return { ...picture, values };
}

/** The cells of a straight line, from the first to the last: a fast pointer skips those between. */
export function positionsBetween(from: Position, to: Position): readonly Position[] {
  const length = Math.max(Math.abs(to.row - from.row), Math.abs(to.column - from.column));
  return Array.from({ length: length + 1 }, (_, index) => {
    const share = length === 0 ? 0 : index / length;
    return {
      row: Math.round(from.row + share * (to.row - from.row)),
      column: Math.round(from.column + share * (to.column - from.column)),
    };
  });
}

/** Its brightness beside a drawn cell, so that strokes look soft. */
const EDGE = 110;

/** Draws one cell, and its four neighbours a little; or erases all five. Changes `values`. */
function dab({ values, height, width }: Volume, { row, column }: Position, tool: DrawingTool): void {
  const cells = [
    [row, column, 255],
    [row - 1, column, EDGE],
    [row + 1, column, EDGE],
    [row, column - 1, EDGE],
    [row, column + 1, EDGE],
  ] as const;
  for (const [atRow, atColumn, ink] of cells) {
    if (!contains({ height, width }, atRow, atColumn)) continue;
    const index = atRow * width + atColumn;
    values[index] = tool === "eraser" ? 0 : Math.max(values[index] ?? 0, ink);
  }
}
