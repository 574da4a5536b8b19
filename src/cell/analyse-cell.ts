import { TextMemo } from "../protocol/text-memo.ts";
import { compileParsed } from "./compile/compile.ts";
import { type CompileError, compileError } from "./compile/compile-error.ts";
import { type CellNames, NO_NAMES } from "./names/cell-names.ts";
import { namesIn } from "./names/find-names.ts";
import { type CellReferences, referencesIn } from "./names/references.ts";
import { parseCell } from "./parse-cell.ts";

/** What the text of a cell says by itself. */
export interface CellAnalysis {
  /** Why it does not compile; null if it does. */
  readonly error: CompileError | null;
  /** What it refers to; null if it does not parse. */
  readonly references: CellReferences | null;
  readonly names: CellNames;
}

/** Bytes of an analysis, and of each use and call in it, as measured in Node: rather too many. */
const ANALYSIS = 2000;
const USE = 200;
/** 20 MB, also in the worker of the editor. */
const known = new TextMemo<CellAnalysis>(
  20_000_000,
  ({ references }) => ANALYSIS + USE * ((references?.uses.length ?? 0) + (references?.calls.length ?? 0)),
);

/**
 * Analyses a cell. All of it comes from one parse, which takes the longest, and is remembered: a lesson asks for it
 * several times, and after an edit again for the cells that are the same.
 */
export function analyseCell(source: string): CellAnalysis {
  const author = source.replace(/\r\n?/g, "\n");
  return known.get(author, () => analyse(author));
}

function analyse(author: string): CellAnalysis {
  try {
    const cell = parseCell(author);
    const compilation = compileParsed(cell);
    return {
      error: compilation.type === "failed" ? compilation.error : null,
      references: orElse(null, () => referencesIn(cell.statements)),
      names: orElse(NO_NAMES, () => namesIn(cell.statements)),
    };
  } catch (error) {
    return { error: compileError(error, author), references: null, names: NO_NAMES };
  }
}

/** Code that is nested too deeply overflows the stack. */
function orElse<Result>(otherwise: Result, find: () => Result): Result {
  try {
    return find();
  } catch {
    return otherwise;
  }
}
