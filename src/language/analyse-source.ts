import { compileCell } from "../cell/compile/compile.ts";
import { authorLines } from "../cell/compile/lines.ts";
import type { FreeUse } from "../cell/names/free-names.ts";
import { cellReferences } from "../cell/names/references.ts";
import { type DeclaredNames, declaredNames } from "./declared-names.ts";

/** What a source says without the other cells; each part is found when it is asked for. */
export class SourceAnalysis {
  readonly source: string;
  readonly names: DeclaredNames;
  #mistake: SourceMistake | null | undefined;
  #uses: readonly FreeUse[] | undefined;

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
    this.#uses ??= cellReferences(this.source)?.uses ?? [];
    return this.#uses;
  }
}

export interface SourceMistake {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

function mistakeIn(source: string): SourceMistake | null {
  const compilation = compileCell(source);
  if (compilation.type === "compiled") return null;
  const { line, column, message } = compilation.error;
  const from = authorLines(source).offset({ line, column });
  const [word = ""] = /^(?:[\p{ID_Continue}$]+|.)/u.exec(source.slice(from)) ?? [];
  return { from, to: from + word.length, message };
}
