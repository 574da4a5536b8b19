import type { ExportNamedDeclaration, TSModuleDeclaration } from "@babel/types";
import { children, type Node, startOf } from "../syntax-tree.ts";
import { LocatedError } from "./located-error.ts";

/**
 * Refuses TypeScript that has no meaning in a cell, or that needs more than removing its types.
 * @throws {LocatedError} with the reason and what to write instead
 */
export function refuseUnsupported(node: Node, author: string): void {
  if (isOnlyTypes(node)) return;
  const reason = reasonAgainst(node);
  if (reason !== null) throw new LocatedError(reason, startOf(node));
  for (const child of children(node)) refuseUnsupported(child, author);
}

/** Statements without any code. */
export function isOnlyTypes(node: Node): boolean {
  switch (node.type) {
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
    case "TSDeclareFunction":
      return true;
    case "VariableDeclaration":
    case "ClassDeclaration":
    case "TSEnumDeclaration":
      return node.declare === true;
    case "TSModuleDeclaration":
      return node.declare === true || isNamespaceOfTypes(node);
    case "TSImportEqualsDeclaration":
      return node.importKind === "type";
    default:
      return false;
  }
}

function isNamespaceOfTypes({ body }: TSModuleDeclaration): boolean {
  if (body.type === "TSModuleDeclaration") return isNamespaceOfTypes(body);
  return body.body.every((statement) => {
    const isExport = statement.type === "ExportNamedDeclaration";
    return isOnlyTypes(isExport && statement.declaration ? statement.declaration : statement);
  });
}

export const DECORATORS =
  "A cell cannot use decorators (`@name`): call the function instead, as in `const B = name(class { … })`.";

function reasonAgainst(node: Node): string | null {
  switch (node.type) {
    case "TSModuleDeclaration":
      return "A cell cannot declare a namespace: use an object or plain names.";
    case "TSImportEqualsDeclaration":
      return 'A cell cannot use `import … =`: write `import * as name from "module"`, or `const name = …`.';
    case "TSExportAssignment":
      return "A cell cannot use `export =`: what it declares is there for later cells without an export.";
    case "TSNamespaceExportDeclaration":
      return "A cell cannot use `export as namespace`: what it declares is there for later cells.";
    case "Decorator":
      return DECORATORS;
    case "ClassAccessorProperty":
      return "A cell cannot use `accessor`: write a plain field, or `get` and `set`.";
    case "MetaProperty":
      return node.meta.name === "import" ? "A cell has no `import.meta`." : null;
    case "RegExpLiteral":
      return faultOfPattern(node.pattern, node.flags);
    default:
      return reasonAgainstExport(node);
  }
}

const EXPORT_FROM = "A cell cannot export from another module: import the names instead.";

function exportsValues({ exportKind, specifiers }: ExportNamedDeclaration): boolean {
  return (
    exportKind !== "type" && specifiers.some((each) => !("exportKind" in each && each.exportKind === "type"))
  );
}

function reasonAgainstExport(node: Node): string | null {
  switch (node.type) {
    case "ExportAllDeclaration":
      return node.exportKind === "type" ? null : EXPORT_FROM;
    case "ExportNamedDeclaration":
      return node.source && exportsValues(node) ? EXPORT_FROM : null;
    case "ExportDefaultDeclaration": {
      const { declaration } = node;
      const isDeclaration =
        declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration";
      return isDeclaration && !declaration.id ? "Give the exported function or class a name." : null;
    }
    default:
      return null;
  }
}

/** The parser does not look into regular expressions. */
function faultOfPattern(pattern: string, flags: string): string | null {
  try {
    new RegExp(pattern, flags);
    return null;
  } catch (error) {
    return error instanceof Error ? `${error.message}.` : null;
  }
}
