import type { Expression, Statement } from "@babel/types";
import { LocatedError } from "./compile/located-error.ts";
import { isOnlyTypes, refuseUnsupported } from "./compile/refuse-unsupported.ts";
import { freeUses } from "./names/free-names.ts";
import { type Node, parseModule, parseOneExpression } from "./syntax-tree.ts";

export interface ParsedCell {
  /** The author's TypeScript. */
  readonly author: string;
  readonly statements: readonly Statement[];
  /** The final expression, whose value the cell shows. */
  readonly final: Node | null;
}

/**
 * Parses a cell, with its types.
 * @param author with `\n` as its only line end
 * @throws {LocatedError}, or a SyntaxError with `pos` in `author`; RangeError if it is nested too deeply
 */
export function parseCell(author: string): ParsedCell {
  const cell = parseObject(author) ?? parseStatements(author);
  for (const statement of cell.statements) refuseUnsupported(statement, author);
  refuseArguments(cell);
  return cell;
}

/** A cell runs as a function, but that function's parameters are not part of the cell. */
function refuseArguments({ author, statements }: ParsedCell): void {
  if (!author.includes("arguments")) return;
  const use = freeUses(statements).find(({ name }) => name === "arguments");
  if (use !== undefined)
    throw new LocatedError("A cell has no `arguments`: only a `function` has them.", use.offset);
}

function parseStatements(author: string): ParsedCell {
  const { body, directives, interpreter } = parseModule(author);
  if (interpreter) throw new LocatedError("A cell cannot begin with `#!`: a comment begins with `//`.", 0);
  // A text on its own is a directive, like "use strict".
  const final = body.length === 0 ? (directives.at(-1)?.value ?? null) : finalExpression(body);
  return { author, statements: body, final };
}

/** A cell that consists of `{ a: 1, b: 2 }` is an object, as in a browser's console, not a block with labels. */
function parseObject(author: string): ParsedCell | null {
  if (!/^\s*\{/.test(author)) return null;
  try {
    const expression = parseOneExpression(author);
    if (expression.type !== "ObjectExpression") return null;
    return { author, statements: [statementOf(expression)], final: expression };
  } catch {
    return null;
  }
}

/** With nothing else of the expression, whose parts would be visited twice. */
function statementOf(expression: Expression): Statement {
  const { start = null, end = null, loc = null } = expression;
  return { type: "ExpressionStatement", expression, start, end, loc };
}

function finalExpression(statements: readonly Statement[]): Node | null {
  const last = statements.findLast((statement) => !isOnlyTypes(statement));
  if (last?.type === "ExpressionStatement") return last.expression;
  if (last?.type !== "ExportDefaultDeclaration") return null;
  const { declaration } = last;
  const isDeclaration = declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration";
  return isDeclaration || isOnlyTypes(declaration) ? null : declaration;
}
