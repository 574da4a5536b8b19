import { analyseCell } from "../cell/analyse-cell.ts";
import { authorLines } from "../cell/compile/lines.ts";
import type { FreeUse } from "../cell/names/free-names.ts";
import { type DeclaredNames, declaredNames } from "./declared-names.ts";

/** What a source says without the other cells; each part is found when it is asked for. */
export class SourceAnalysis {
  readonly source: string;
  readonly names: DeclaredNames;
  #mistake: SourceMistake | null | undefined;

  constructor(source: string) {
    this.source = source;
    this.names = declaredNames(source);
  }

  /** Why it cannot run, in the words of running it; null if it can. */
  get mistake(): SourceMistake | null {
    if (this.#mistake === undefined) this.#mistake = mistakeIn(this.source);
    return this.#mistake;
  }

  /** The uses of names that it does not declare. */
  get uses(): readonly FreeUse[] {
    return analyseCell(this.source).references?.uses ?? [];
  }
}

export interface SourceMistake {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

function mistakeIn(source: string): SourceMistake | null {
  const { error } = analyseCell(source);
  if (error === null) return null;
  const { line, column, message } = error;
  const from = authorLines(source).offset({ line, column });
  const [word = ""] = /^(?:[\p{ID_Continue}$]+|.)/u.exec(source.slice(from)) ?? [];
  return { from, to: from + word.length, message };
}
