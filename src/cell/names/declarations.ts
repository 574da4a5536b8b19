import type { VariableDeclaration } from "@babel/types";
import { valueSpecifiers } from "../compile/module-edits.ts";
import { isOnlyTypes } from "../compile/refuse-unsupported.ts";
import { children, type Node } from "../syntax-tree.ts";

/** A name that a cell declares at its top level. */
export interface Declaration {
  readonly name: string;
  /** False for `const`, `using` and imports. */
  readonly writable: boolean;
}

/** The names that a cell declares at its top level, in order, each once. Types are not among them. */
export function topLevelDeclarations(statements: readonly Node[]): Declaration[] {
  const lexical = statements.flatMap(lexicalDeclarations);
  const hoisted = varNames(statements).map((name) => ({ name, writable: true }));
  return [
    ...new Map([...lexical, ...hoisted].map((declaration) => [declaration.name, declaration])).values(),
  ];
}

/** What a statement declares in its own block: everything but `var`. */
export function lexicalDeclarations(statement: Node): Declaration[] {
  if (isOnlyTypes(statement)) return [];
  switch (statement.type) {
    case "VariableDeclaration":
      return statement.kind === "var" ? [] : variables(statement);
    case "FunctionDeclaration":
    case "ClassDeclaration":
    case "TSEnumDeclaration":
      return statement.id ? [{ name: statement.id.name, writable: true }] : [];
    case "ImportDeclaration":
      return (valueSpecifiers(statement) ?? []).map(({ local }) => ({ name: local.name, writable: false }));
    case "ExportNamedDeclaration":
    case "ExportDefaultDeclaration":
      return statement.declaration ? lexicalDeclarations(statement.declaration) : [];
    default:
      return [];
  }
}

function variables(declaration: VariableDeclaration): Declaration[] {
  const writable = declaration.kind === "let" || declaration.kind === "var";
  return declaration.declarations.flatMap(({ id }) => patternNames(id)).map((name) => ({ name, writable }));
}

/** Names that `var` hoists out of `nodes`; functions and classes inside them keep theirs. */
export function varNames(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node) => {
    if (isFunctionOrClass(node) || isOnlyTypes(node)) return [];
    const own = node.type === "VariableDeclaration" && node.kind === "var" ? variables(node) : [];
    return [...own.map(({ name }) => name), ...varNames(children(node))];
  });
}

function isFunctionOrClass(node: Node): boolean {
  switch (node.type) {
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
    case "ObjectMethod":
    case "ClassDeclaration":
    case "ClassExpression":
      return true;
    default:
      return false;
  }
}

/** The names that a pattern binds: for `{a, b: [c = 1, ...d]}` a, c and d. */
export function patternNames(pattern: Node): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        patternNames(property.type === "RestElement" ? property.argument : property.value),
      );
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => (element ? patternNames(element) : []));
    case "AssignmentPattern":
      return patternNames(pattern.left);
    case "RestElement":
      return patternNames(pattern.argument);
    case "TSParameterProperty":
      return patternNames(pattern.parameter);
    default:
      return [];
  }
}
