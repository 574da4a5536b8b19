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
export class LessonScope {
  readonly #pieces: readonly ScopedPiece[];
  /** The indices of the cells that declare a name, from the top of the page. */
  readonly #declaring = new Map<string, number[]>();

  constructor(pieces: readonly ScopedPiece[]) {
    this.#pieces = pieces;
    for (const [index, { piece, analysis }] of pieces.entries()) {
      if (!isShared(piece)) continue;
      for (const name of analysis.names.all) {
        const known = this.#declaring.get(name);
        if (known === undefined) this.#declaring.set(name, [index]);
        else known.push(index);
      }
    }
  }

  /** All names that the piece at `index` can use, with those that only a check sees. */
  allAt(index: number): ReadonlyMap<string, Origin> {
    const judged = this.#judgedBy(index)?.analysis.names.all ?? [];
    return this.among(index, [...judged, ...this.#declaring.keys()]);
  }

  /** Those of some names that the piece at `index` can use. To a check, a reader's own `check` is hidden by the library's. */
  among(index: number, names: Iterable<string>): ReadonlyMap<string, Origin> {
    const own = this.#pieces[index];
    const found = new Map<string, Origin>();
    if (own === undefined) return found;
    const judged = this.#judgedBy(index);
    for (const name of names) {
      if (own.analysis.names.all.has(name) || (name === "check" && own.piece.role === "check")) continue;
      const origin =
        judged?.analysis.names.all.has(name) === true
          ? { from: judged, isLater: false }
          : this.#nearest(name, index);
      if (origin !== null) found.set(name, origin);
    }
    return found;
  }

  #nearest(name: string, index: number): Origin | null {
    const declaring = this.#declaring.get(name) ?? [];
    const above = declaring.findLast((each) => each < index);
    const from = this.#pieces[above ?? declaring.find((each) => each > index) ?? -1];
    return from === undefined ? null : { from, isLater: above === undefined };
  }

  /** The cell or solution that a check judges. */
  #judgedBy(index: number): ScopedPiece | null {
    if (this.#pieces[index]?.piece.role !== "check") return null;
    for (let before = index - 1; before >= 0; before -= 1) {
      const found = this.#pieces[before];
      if (found !== undefined && found.piece.role !== "check") return found;
    }
    return null;
  }
}
