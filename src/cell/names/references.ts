import type { ImportDeclaration } from "@babel/types";
import { valueSpecifiers } from "../compile/module-edits.ts";
import { children, type Node, startOf } from "../syntax-tree.ts";
import { topLevelDeclarations } from "./declarations.ts";
import { type FreeUse, freeUses } from "./free-names.ts";

/** What a cell refers to outside of itself. */
export interface CellReferences {
  /** The names that the cell declares at its top level, imported ones included. */
  readonly declares: readonly string[];
  readonly imports: readonly CellImport[];
  /** The modules from which a declaration imports nothing but types, which do not exist when the cell runs. */
  readonly typeImports: readonly Pick<CellImport, "module" | "offset">[];
  /** The uses of names that the cell imports or does not declare. */
  readonly uses: readonly FreeUse[];
  /** The calls whose first argument is a text: `loadCsv("a.csv")`, `tf.loadLayersModel("model.json")`. */
  readonly calls: readonly TextCall[];
}

/** A call of a function by its name, or of a method of a named object. */
export interface TextCall {
  /** As `loadCsv`, or `tf.loadLayersModel`. */
  readonly callee: string;
  readonly argument: string;
  /** Of the argument. */
  readonly offset: number;
}

/** A module that a cell imports by a declaration or by `import("…")`. */
export interface CellImport {
  readonly module: string;
  readonly offset: number;
  /** The name of the whole module, as `tf` in `import * as tf`; null if it has none. */
  readonly namespace: string | null;
  readonly names: readonly { readonly imported: string; readonly local: string; readonly offset: number }[];
}

/** @param statements of a parsed cell. */
export function referencesIn(statements: readonly Node[]): CellReferences {
  const rest = statements.filter(({ type }) => type !== "ImportDeclaration");
  return {
    declares: topLevelDeclarations(statements).map(({ name }) => name),
    imports: [...statements.flatMap(readImport), ...rest.flatMap(importCalls)],
    typeImports: statements.flatMap(readTypeImport),
    uses: freeUses(rest),
    calls: rest.flatMap(textCalls),
  };
}

function readImport(statement: Node): CellImport[] {
  if (statement.type !== "ImportDeclaration") return [];
  const specifiers = valueSpecifiers(statement);
  if (specifiers === null) return [];
  const namespace = specifiers.find(({ type }) => type === "ImportNamespaceSpecifier")?.local.name ?? null;
  const { source } = statement;
  return [
    { module: source.value, offset: startOf(source), namespace, names: specifiers.flatMap(importedName) },
  ];
}

function readTypeImport(statement: Node): CellReferences["typeImports"] {
  if (statement.type !== "ImportDeclaration" || valueSpecifiers(statement) !== null) return [];
  return [{ module: statement.source.value, offset: startOf(statement.source) }];
}

function importedName(specifier: ImportDeclaration["specifiers"][number]): CellImport["names"] {
  const { local } = specifier;
  const offset = startOf(specifier);
  switch (specifier.type) {
    case "ImportDefaultSpecifier":
      return [{ imported: "default", local: local.name, offset }];
    case "ImportSpecifier": {
      const { imported } = specifier;
      const name = imported.type === "Identifier" ? imported.name : imported.value;
      return [{ imported: name, local: local.name, offset }];
    }
    default:
      return [];
  }
}

function importCalls(node: Node): CellImport[] {
  const inside = children(node).flatMap(importCalls);
  if (node.type !== "ImportExpression" || node.source.type !== "StringLiteral") return inside;
  const { source } = node;
  return [{ module: source.value, offset: startOf(source), namespace: null, names: [] }, ...inside];
}

function textCalls(node: Node): TextCall[] {
  const inside = children(node).flatMap(textCalls);
  if (node.type !== "CallExpression") return inside;
  const [argument] = node.arguments;
  const callee = calleeName(node.callee);
  if (argument?.type !== "StringLiteral" || callee === null) return inside;
  return [{ callee, argument: argument.value, offset: startOf(argument) }, ...inside];
}

function calleeName(callee: Node): string | null {
  if (callee.type === "Identifier") return callee.name;
  if (callee.type !== "MemberExpression" || callee.computed || callee.object.type !== "Identifier")
    return null;
  return callee.property.type === "Identifier" ? `${callee.object.name}.${callee.property.name}` : null;
}
