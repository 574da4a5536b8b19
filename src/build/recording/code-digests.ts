import { createHash } from "node:crypto";
import { analyseCell } from "../../cell/analyse-cell.ts";
import type { CellNames } from "../../cell/names/cell-names.ts";
import { dependencies } from "../../cell/names/dependencies.ts";
import type { Cell } from "../../lesson/lesson.ts";
import type { CellId } from "../../protocol/ids.ts";

/**
 * A digest of the code that each cell's outputs come from when all cells run in order: its own, and that of the cells
 * above that it depends on. Exercises count with their solutions.
 * @param cells in the order of the page, with the solutions that readers may not see.
 * @param around digests of what all cells can use.
 */
export function codeDigests(
  cells: readonly Cell[],
  around: readonly string[] = [],
): ReadonlyMap<CellId, string> {
  const behind = [...cellsBehind(cells)];
  return new Map(behind.map(([id, needed]) => [id, digest([...around, ...needed.map(sourceOf)])]));
}

/** The cells whose outputs come from the solution of an exercise. */
export function cellsOfSolutions(cells: readonly Cell[]): ReadonlySet<CellId> {
  const isSolved = ({ exercise }: Cell): boolean => exercise?.solution != null;
  return new Set([...cellsBehind(cells)].flatMap(([id, needed]) => (needed.some(isSolved) ? [id] : [])));
}

/** For each cell, it and the cells above that it depends on when all have run, in the order of the page. */
function cellsBehind(cells: readonly Cell[]): ReadonlyMap<CellId, readonly Cell[]> {
  const needed = dependencies(
    cells.map((cell) => ({
      id: cell.id,
      names: namesOf(cell),
      checkUses: [],
      // Here all have run, also manual cells and exercises.
      runsWithOthers: true,
      hasRun: true,
    })),
  );
  return new Map(
    cells.map(({ id }) => [
      id,
      cells.filter((cell) => cell.id === id || needed.get(id)?.has(cell.id) === true),
    ]),
  );
}

function sourceOf({ source, exercise }: Cell): string {
  return exercise?.solution ?? source;
}

function namesOf(cell: Cell): CellNames {
  const solution = cell.exercise?.solution;
  return solution == null ? cell : analyseCell(solution).names;
}

/** 64 bits are enough to tell the versions of a lesson apart. */
function digest(sources: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(sources)).digest("hex").slice(0, 16);
}
