import { topLevelDeclarations } from "./declarations.ts";
import { freeNames } from "./free-names.ts";
import { stripTypes } from "./strip-types.ts";
import { parseScript } from "./syntax-tree.ts";

/** What ties a cell to the others: the names it gives them and the names it takes. */
export interface CellNames {
  readonly declares: readonly string[];
  readonly uses: readonly string[];
}

/** The top-level names of a cell and the free names in it; none of either for one that does not parse. */
export function cellNames(source: string): CellNames {
  try {
    const program = parseScript(stripTypes(source.replace(/\r\n?/g, "\n")).code);
    return { declares: topLevelDeclarations(program).map(({ name }) => name), uses: freeNames(program) };
  } catch {
    return { declares: [], uses: [] };
  }
}
