import type { Piece } from "../../language/piece.ts";
import type { CellModel } from "../notebook/notebook-cell.ts";

/** The code of a lesson as it is now, in the order of the page: each exercise's checks follow its cell. */
export function cellPieces(cells: readonly CellModel[]): Piece[] {
  return cells.flatMap(({ id, source, definition }): Piece[] => {
    const { exercise } = definition.value;
    if (exercise === null) return [{ id, source: source.value, role: "cell" }];
    return [
      { id, source: source.value, role: "exercise" },
      ...exercise.checks.map((check): Piece => ({ id, source: check, role: "check" })),
    ];
  });
}
