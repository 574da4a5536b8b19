import { topLevelDeclarations } from "./declarations.ts";
import { freeNames } from "./free-names.ts";
import { parseCell } from "./parse-cell.ts";

/** The names that connect a cell to the others. */
export interface CellNames {
  readonly declares: readonly string[];
  readonly uses: readonly string[];
}

/** The top-level names of a cell and its free names; none if it does not parse. */
export function cellNames(source: string): CellNames {
  try {
    const { statements } = parseCell(source.replace(/\r\n?/g, "\n"));
    return {
      declares: topLevelDeclarations(statements).map(({ name }) => name),
      uses: freeNames(statements),
    };
  } catch {
    return { declares: [], uses: [] };
  }
}
