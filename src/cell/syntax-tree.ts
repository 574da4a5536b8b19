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
  return Object.values(node)
    .flatMap((value: unknown) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);
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
