import { parseCell } from "../parse-cell.ts";
import type { Node } from "../syntax-tree.ts";
import { type CellNames, NO_NAMES } from "./cell-names.ts";
import { cellChanges } from "./changes.ts";
import { topLevelDeclarations } from "./declarations.ts";
import { freeNames } from "./free-names.ts";

/** The top-level names of a cell and its free names; none if it does not parse. */
export function cellNames(source: string): CellNames {
  try {
    return namesIn(parseCell(source.replace(/\r\n?/g, "\n")).statements);
  } catch {
    return NO_NAMES;
  }
}

/** @param statements of a parsed cell. */
export function namesIn(statements: readonly Node[]): CellNames {
  const names = (nodes: readonly Node[]): string[] => topLevelDeclarations(nodes).map(({ name }) => name);
  const declares = names(statements);
  return {
    declares,
    imports: names(statements.filter(({ type }) => type === "ImportDeclaration")),
    uses: freeNames(statements),
    ...cellChanges(statements, (name) => declares.includes(name)),
  };
}
