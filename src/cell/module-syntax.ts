import type { ExportDefaultDeclaration, ExportNamedDeclaration, ImportDeclaration } from "acorn";
import type { Edit } from "./edits.ts";
import { type AnyNode, children, type Program } from "./syntax-tree.ts";

/** Syntax that is not allowed in a cell. */
class UnsupportedSyntax extends Error {
  override readonly name = "SyntaxError";
  readonly pos: number;

  constructor(message: string, pos: number) {
    super(message);
    this.pos = pos;
  }
}

/**
 * Edits that turn imports and exports into statements that are allowed in a function:
 * `import { a as b } from "m"` becomes `const { a: b } = await cell.import("m", ["a"])`.
 * @param cell the name of the `CellAccess` in the code
 * @throws {UnsupportedSyntax} for what has no meaning in a cell
 */
export function moduleEdits(program: Program, code: string, cell: string): Edit[] {
  return [
    ...program.body.flatMap((statement) => statementEdits(statement, code, cell)),
    ...inner(program, cell),
  ];
}

function statementEdits(statement: AnyNode, code: string, cell: string): Edit[] {
  switch (statement.type) {
    case "ImportDeclaration":
      return [{ start: statement.start, end: statement.end, text: importStatement(statement, code, cell) }];
    case "ExportNamedDeclaration":
      return exportEdits(statement, code);
    case "ExportDefaultDeclaration":
      return [{ start: statement.start, end: defaultStart(statement), text: "" }];
    case "ExportAllDeclaration":
      throw new UnsupportedSyntax(
        "A cell cannot export from another module: import the names instead.",
        statement.start,
      );
    default:
      return [];
  }
}

function importStatement(statement: ImportDeclaration, code: string, cell: string): string {
  const source = statement.source.raw ?? JSON.stringify(statement.source.value);
  const named = statement.specifiers.flatMap(namedImport);
  const names = named.map(({ imported }) => JSON.stringify(imported)).join(", ");
  const module = `await ${cell}.import(${source}${names ? `, [${names}]` : ""})`;
  const pattern = `{${named.map(({ imported, local }) => `${JSON.stringify(imported)}: ${local}`).join(", ")}}`;
  const namespace = statement.specifiers.find(({ type }) => type === "ImportNamespaceSpecifier")?.local.name;
  return `${binding(module, pattern, named.length > 0, namespace)};${lineEnds(code, statement)}`;
}

function binding(module: string, pattern: string, hasNames: boolean, namespace: string | undefined): string {
  if (namespace) return `const ${namespace} = ${module}${hasNames ? `, ${pattern} = ${namespace}` : ""}`;
  return hasNames ? `const ${pattern} = ${module}` : module;
}

/** An imported name and its local name; none for `* as`. */
function namedImport(
  specifier: ImportDeclaration["specifiers"][number],
): { imported: string; local: string }[] {
  switch (specifier.type) {
    case "ImportDefaultSpecifier":
      return [{ imported: "default", local: specifier.local.name }];
    case "ImportSpecifier": {
      const { imported, local } = specifier;
      return [
        {
          imported: imported.type === "Identifier" ? imported.name : String(imported.value),
          local: local.name,
        },
      ];
    }
    default:
      return [];
  }
}

/** As many line ends as the node has, so that the code after it stays on its lines. */
function lineEnds(code: string, { start, end }: AnyNode): string {
  return code.slice(start, end).replace(/[^\n]/g, "");
}

function exportEdits(statement: ExportNamedDeclaration, code: string): Edit[] {
  if (statement.source) {
    throw new UnsupportedSyntax(
      "A cell cannot export from another module: import the names instead.",
      statement.start,
    );
  }
  const { declaration } = statement;
  if (declaration) return [{ start: statement.start, end: declaration.start, text: "" }];
  return [{ start: statement.start, end: statement.end, text: `;${lineEnds(code, statement)}` }];
}

function defaultStart(statement: ExportDefaultDeclaration): number {
  const { declaration } = statement;
  const isDeclaration = declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration";
  if (isDeclaration && declaration.id === null) {
    throw new UnsupportedSyntax("Give the exported function or class a name.", statement.start);
  }
  return declaration.start;
}

function inner(node: AnyNode, cell: string): Edit[] {
  if (node.type === "MetaProperty" && node.meta.name === "import") {
    throw new UnsupportedSyntax("A cell has no `import.meta`.", node.start);
  }
  const own =
    node.type === "ImportExpression"
      ? [{ start: node.start, end: node.start + "import".length, text: `${cell}.import` }]
      : [];
  return [...own, ...children(node).flatMap((child) => inner(child, cell))];
}
