import { topLevelDeclarations } from "./declarations.ts";
import { freeNames } from "./free-names.ts";
import { parseCell } from "./parse-cell.ts";

/** What ties a cell to the others: the names it gives them and the names it takes. */
export interface CellNames {
  readonly declares: readonly string[];
  readonly uses: readonly string[];
}

/** The top-level names of a cell and the free names in it; none of either for one that does not parse. */
export function cellNames(source: string): CellNames {
  try {
    const { program } = parseCell(source.replace(/\r\n?/g, "\n"));
    return { declares: topLevelDeclarations(program).map(({ name }) => name), uses: freeNames(program) };
  } catch {
    return { declares: [], uses: [] };
  }
}
