import type { SourceAnalysis } from "./analyse-source.ts";
import { isShared, type Piece } from "./piece.ts";

/** A piece with what it says by itself, and the path of its file. */
export interface ScopedPiece {
  readonly piece: Piece;
  readonly analysis: SourceAnalysis;
  readonly path: string;
}

/** Where a name comes from. */
export interface Origin {
  readonly from: ScopedPiece;
  /** Only a cell below declares it: a function may use it, code that runs at once cannot. */
  readonly isLater: boolean;
}

/**
 * What each name that a piece does not declare itself refers to, when the cells run in the order of the page: the nearest
 * declaration above, or else the first one below.
 */
export function namesInScope(pieces: readonly ScopedPiece[], index: number): ReadonlyMap<string, Origin> {
  const own = pieces[index];
  const found = new Map<string, Origin>();
  if (own === undefined) return found;
  const add = (from: ScopedPiece, isLater: boolean): void => {
    for (const name of from.analysis.names.all) {
      if (!found.has(name) && !own.analysis.names.all.has(name)) found.set(name, { from, isLater });
    }
  };
  const judged = judgedBy(pieces, index);
  if (judged !== null) add(judged, false);
  for (const before of pieces.slice(0, index).toReversed()) if (isShared(before.piece)) add(before, false);
  for (const after of pieces.slice(index + 1)) if (isShared(after.piece)) add(after, true);
  return found;
}

/** The cell or solution that a check judges. */
function judgedBy(pieces: readonly ScopedPiece[], index: number): ScopedPiece | null {
  if (pieces[index]?.piece.role !== "check") return null;
  return pieces.slice(0, index).findLast(({ piece }) => piece.role !== "check") ?? null;
}
