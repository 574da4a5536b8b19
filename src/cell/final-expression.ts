import type { ParsedCell } from "./parse-cell.ts";
import type { Stripped } from "./strip-types.ts";
import type { AnyNode } from "./syntax-tree.ts";

/** Offsets in the code without types; the end is excluded. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The final expression, whose value the cell shows. */
export function finalExpression({ author, stripped, program }: ParsedCell): Range | null {
  const last: AnyNode | undefined = program.body.at(-1);
  if (last?.type === "ExpressionStatement") {
    const before = program.body.at(-2);
    return before && isEnum(author, stripped, before) ? null : last.expression;
  }
  if (last?.type === "ExportDefaultDeclaration") {
    const { declaration } = last;
    const isDeclaration =
      declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration";
    return isDeclaration ? null : declaration;
  }
  return null;
}

/** sucrase compiles an enum to `var E; (function (E) {…})(…)`, whose last statement is not the author's expression. */
function isEnum(author: string, stripped: Stripped, statement: AnyNode): boolean {
  const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
  if (declaration?.type !== "VariableDeclaration" || declaration.kind !== "var") return false;
  return /^(?:export\s+)?(?:const\s+)?enum\b/.test(author.slice(stripped.originalOffset(statement.start)));
}
