import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Position, Volume } from "../../maths/volume.ts";
import type { GridProps } from "../grid/grid.tsx";
import { createPlayback, type Playback } from "./playback.ts";

/** Playback over the cells of a grid in reading order, and the cell under the pointer. */
export interface CellPlayback extends Playback {
  readonly pointed: Signal<Position | null>;
  /** The cell that the figure is about: the one under the pointer, or else the playback's. */
  readonly current: ReadonlySignal<Position>;
  /** How many cells have been played so far; infinite once the reader looks at the finished grid. */
  readonly known: ReadonlySignal<number>;
  /** Points at a cell, or at none. Ignored while playing. */
  point(cell: Position | null): void;
  chooseCell(cell: Position): void;
}

/** Plays through a grid of the given size, beginning at cell `start`. */
export function createCellPlayback(
  size: ReadonlySignal<Pick<Volume, "height" | "width">>,
  start = 0,
): CellPlayback {
  const playback = createPlayback(
    computed(() => size.value.height * size.value.width),
    start,
  );
  const pointed = signal<Position | null>(null);
  return {
    ...playback,
    pointed,
    current: computed(() => pointed.value ?? positionAt(playback.frame.value, size.value.width)),
    known: computed(() => (playback.unfolding.value ? playback.frame.value + 1 : Number.POSITIVE_INFINITY)),
    point(cell) {
      pointed.value = playback.playing.value ? null : cell;
    },
    chooseCell: ({ row, column }) => playback.choose(row * size.value.width + column),
  };
}

/** What makes a grid show a playback, and lets the reader point at and choose its cells. */
export function playedGrid(
  playback: CellPlayback,
): Pick<GridProps, "known" | "revealed" | "current" | "onPoint" | "onChoose" | "onPress"> {
  return {
    known: playback.known.value,
    revealed: playback.pointed.value,
    current: playback.current.value,
    onPoint: playback.point,
    onChoose: playback.chooseCell,
    onPress: playback.toggle,
  };
}

/** The cell with a given index in reading order. */
export function positionAt(index: number, width: number): Position {
  return { row: Math.floor(index / Math.max(1, width)), column: index % Math.max(1, width) };
}
