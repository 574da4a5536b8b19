import { argmaxAt } from "../maths/pool.ts";
import type { Position } from "../maths/volume.ts";
import type { WindowMark } from "../parts/grid/grid.tsx";
import { positionAt } from "../parts/player/cell-playback.ts";
import type { PoolingModel } from "./model.ts";

/** The window on the input and, for max pooling, the winner under it. */
export function windowMarks(model: PoolingModel, channel: number): readonly WindowMark[] {
  const { input, pooling, method, playback } = model;
  const { row, column } = playback.current.value;
  const { size, stride } = pooling.value;
  const window: WindowMark = {
    row: row * stride,
    column: column * stride,
    height: size,
    width: size,
    part: "kernel",
  };
  const winner = argmaxAt(input.value, pooling.value, playback.current.value, channel);
  return method.value !== "max" || winner === null ? [window] : [window, winnerMark(winner, false)];
}

/** The winners of all outputs so far, for max pooling. */
export function winnerMarks({
  input,
  output,
  pooling,
  method,
  playback,
}: PoolingModel): readonly WindowMark[] {
  if (method.value !== "max") return [];
  const { width } = output.value;
  const known = Math.min(playback.known.value, playback.length.value);
  const winners = Array.from({ length: known }, (_, index) =>
    argmaxAt(input.value, pooling.value, positionAt(index, width)),
  );
  return unique(winners.filter((winner) => winner !== null)).map((winner) => winnerMark(winner, true));
}

function winnerMark(winner: Position, quiet: boolean): WindowMark {
  return { ...winner, height: 1, width: 1, part: "output", quiet };
}

/** Overlapping windows may have the same winner. */
function unique(cells: readonly Position[]): readonly Position[] {
  return [...new Map(cells.map((cell) => [`${cell.row},${cell.column}`, cell])).values()];
}
