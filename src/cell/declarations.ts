import type { Pattern, VariableDeclaration } from "acorn";
import { type AnyNode, children, type Program } from "./syntax-tree.ts";

/** A name that a cell declares at its top level. */
export interface Declaration {
  readonly name: string;
  /** False for `const`, `using` and imports. */
  readonly writable: boolean;
}

/** The names that a cell declares at its top level, in order, each once. */
export function topLevelDeclarations(program: Program): Declaration[] {
  const lexical = program.body.flatMap(lexicalDeclarations);
  const hoisted = varNames(program).map((name) => ({ name, writable: true }));
  return [
    ...new Map([...lexical, ...hoisted].map((declaration) => [declaration.name, declaration])).values(),
  ];
}

/** What a statement declares in its own block: everything but `var`. */
export function lexicalDeclarations(statement: AnyNode): Declaration[] {
  switch (statement.type) {
    case "VariableDeclaration":
      return statement.kind === "var" ? [] : variables(statement);
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return statement.id ? [{ name: statement.id.name, writable: true }] : [];
    case "ImportDeclaration":
      return statement.specifiers.map(({ local }) => ({ name: local.name, writable: false }));
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

/** Names that `var` hoists out of `node`; functions and classes inside it keep theirs. */
export function varNames(node: AnyNode): string[] {
  return children(node).flatMap((child) => {
    if (isFunctionOrClass(child)) return [];
    const own = child.type === "VariableDeclaration" && child.kind === "var" ? variables(child) : [];
    return [...own.map(({ name }) => name), ...varNames(child)];
  });
}

function isFunctionOrClass(node: AnyNode): boolean {
  switch (node.type) {
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
    case "ClassDeclaration":
    case "ClassExpression":
      return true;
    default:
      return false;
  }
}

/** The names that a pattern binds: for `{a, b: [c = 1, ...d]}` a, c and d. */
export function patternNames(pattern: Pattern): string[] {
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
    default:
      return [];
  }
}
