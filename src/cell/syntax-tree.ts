import { type ParserOptions, parse, parseExpression } from "@babel/parser";
import type { Expression, Node, Program } from "@babel/types";

const OPTIONS: ParserOptions = {
  sourceType: "module",
  // Decorators and accessors are parsed so that they can be refused with a reason.
  plugins: ["typescript", "decorators", "decoratorAutoAccessors"],
  attachComment: false,
  createImportExpressions: true,
  createParenthesizedExpressions: true,
  // A cell may export what another one declares.
  allowUndeclaredExports: true,
};

/**
 * Parses TypeScript as a module: strict, with `await` at the top.
 * @throws SyntaxError of the parser, with `pos` (an offset in `source`)
 */
export function parseModule(source: string, plugins = OPTIONS.plugins): Program {
  return parse(source, { ...OPTIONS, ...(plugins ? { plugins } : {}) }).program;
}

/** Parses text that is one expression. Throws like `parseModule`. */
export function parseOneExpression(source: string): Expression {
  return parseExpression(source, OPTIONS);
}

/** The nodes directly inside a node. */
export function children(node: Node): Node[] {
  // A loop, since this is most of the work of finding the names in a lesson's code.
  const found: Node[] = [];
  const values: readonly unknown[] = Object.values(node);
  for (const value of values) {
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) found.push(item);
    } else if (isNode(value)) found.push(value);
  }
  return found;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** The offset at which a node begins. Only nodes that a program made have none. */
export function startOf(node: Node): number {
  return node.start ?? 0;
}

/** The offset at which a node ends. */
export function endOf(node: Node): number {
  return node.end ?? 0;
}

export type { Node, Program };
