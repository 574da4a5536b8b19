import type { ExportNamedDeclaration, ImportDeclaration } from "@babel/types";
import { children, endOf, type Node, startOf } from "../syntax-tree.ts";
import type { Edit } from "./text-edits.ts";

/**
 * Edits that turn imports and exports into statements that are allowed in a function:
 * `import { a as b } from "m"` becomes `const { a: b } = await cell.import("m", ["a"])`. Imports that follow other code
 * move before it, since what they import is there from the beginning of a module.
 * @param cell the name of the `CellAccess` in the code
 */
export function moduleEdits(statements: readonly Node[], cell: string): Edit[] {
  const first = statements.find(({ type }) => type !== "ImportDeclaration");
  const hoistedTo = first === undefined ? Number.POSITIVE_INFINITY : startOf(first);
  return [
    ...statements.flatMap((statement) => statementEdits(statement, cell, hoistedTo)),
    ...importCalls(statements, cell),
  ];
}

function statementEdits(statement: Node, cell: string, hoistedTo: number): Edit[] {
  const [start, end] = [startOf(statement), endOf(statement)];
  switch (statement.type) {
    case "ImportDeclaration": {
      const text = importStatement(statement, cell);
      if (start < hoistedTo) return [{ start, end, text }];
      return [
        { start: hoistedTo, end: hoistedTo, text, origin: start },
        { start, end, text: ";" },
      ];
    }
    case "ExportNamedDeclaration":
      return [exportEdit(statement)];
    case "ExportDefaultDeclaration":
      // The semicolon keeps a value apart from the line before it.
      return [{ start, end: startOf(statement.declaration), text: ";" }];
    case "ExportAllDeclaration":
      return [{ start, end, text: ";" }];
    default:
      return [];
  }
}

function exportEdit(statement: ExportNamedDeclaration): Edit {
  const start = startOf(statement);
  const { declaration } = statement;
  return declaration
    ? { start, end: startOf(declaration), text: "" }
    : { start, end: endOf(statement), text: ";" };
}

function importStatement(statement: ImportDeclaration, cell: string): string {
  const specifiers = valueSpecifiers(statement);
  if (specifiers === null) return ";";
  const named = specifiers.flatMap(namedImport);
  const names = named.map(({ imported }) => JSON.stringify(imported)).join(", ");
  const module = `await ${cell}.import(${JSON.stringify(statement.source.value)}${names ? `, [${names}]` : ""})`;
  const pattern = `{${named.map(({ imported, local }) => `${JSON.stringify(imported)}: ${local}`).join(", ")}}`;
  const namespace = specifiers.find(({ type }) => type === "ImportNamespaceSpecifier")?.local.name;
  return `${binding(module, pattern, named.length > 0, namespace)};`;
}

/** What an import declares apart from types; null if it imports nothing but types. */
export function valueSpecifiers(statement: ImportDeclaration): ImportDeclaration["specifiers"] | null {
  const { specifiers } = statement;
  if (statement.importKind === "type") return null;
  const values = specifiers.filter((each) => each.type !== "ImportSpecifier" || each.importKind !== "type");
  return specifiers.length > 0 && values.length === 0 ? null : values;
}

function binding(module: string, pattern: string, hasNames: boolean, namespace: string | undefined): string {
  if (namespace) return `const ${namespace} = ${module}${hasNames ? `, ${pattern} = ${namespace}` : ""}`;
  return hasNames ? `const ${pattern} = ${module}` : module;
}

/** An imported name and its local name; none for `* as`. */
function namedImport(
  specifier: ImportDeclaration["specifiers"][number],
): { imported: string; local: string }[] {
  const local = specifier.local.name;
  switch (specifier.type) {
    case "ImportDefaultSpecifier":
      return [{ imported: "default", local }];
    case "ImportSpecifier": {
      const { imported } = specifier;
      return [{ imported: imported.type === "Identifier" ? imported.name : imported.value, local }];
    }
    case "ImportNamespaceSpecifier":
      return [];
  }
}

/** `import(…)` anywhere. */
function importCalls(nodes: readonly Node[], cell: string): Edit[] {
  return nodes.flatMap((node) => {
    const start = startOf(node);
    const own =
      node.type === "ImportExpression"
        ? [{ start, end: start + "import".length, text: `${cell}.import` }]
        : [];
    return [...own, ...importCalls(children(node), cell)];
  });
}
