import { type Changes, cellChanges } from "./changes.ts";
import { topLevelDeclarations } from "./declarations.ts";
import { freeNames } from "./free-names.ts";
import { parseCell } from "./parse-cell.ts";
import type { Node } from "./syntax-tree.ts";

/** The names that connect a cell to the others. */
export interface CellNames extends Changes {
  readonly declares: readonly string[];
  /** Those of `declares` that come from a module. */
  readonly imports: readonly string[];
  readonly uses: readonly string[];
}

export const NO_NAMES: CellNames = {
  declares: [],
  imports: [],
  uses: [],
  changes: [],
  changesInFunctions: [],
};

/** The top-level names of a cell and its free names; none if it does not parse. */
export function cellNames(source: string): CellNames {
  try {
    return readNames(parseCell(source.replace(/\r\n?/g, "\n")).statements);
  } catch {
    return NO_NAMES;
  }
}

function readNames(statements: readonly Node[]): CellNames {
  const names = (nodes: readonly Node[]): string[] => topLevelDeclarations(nodes).map(({ name }) => name);
  const declares = names(statements);
  return {
    declares,
    imports: names(statements.filter(({ type }) => type === "ImportDeclaration")),
    uses: freeNames(statements),
    ...cellChanges(statements, (name) => declares.includes(name)),
  };
}
