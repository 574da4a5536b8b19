import ts from "typescript";

/** The names that a piece declares at its top level, of values and of types. */
export interface DeclaredNames {
  readonly all: ReadonlySet<string>;
  /** Declared by `let` or `var`: other cells may assign to them. */
  readonly variable: ReadonlySet<string>;
  /** Exported by the author's own `export`. */
  readonly exported: ReadonlySet<string>;
}

/** Finds the declared names, also in code with syntax errors. */
export function declaredNames(source: string): DeclaredNames {
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ESNext, false, ts.ScriptKind.TS);
  const names: Names = { all: new Set(), variable: new Set(), exported: new Set() };
  for (const statement of file.statements) addStatement(statement, names);
  addHoisted(file, names);
  return names;
}

interface Names {
  readonly all: Set<string>;
  readonly variable: Set<string>;
  readonly exported: Set<string>;
}

function addStatement(statement: ts.Statement, names: Names): void {
  if (ts.isVariableStatement(statement)) addVariables(statement, names);
  else if (ts.isImportDeclaration(statement)) addImport(statement.importClause, names);
  else if (ts.isExportDeclaration(statement)) addExports(statement, names);
  else if (isNamedDeclaration(statement) && statement.name !== undefined) {
    names.all.add(statement.name.text);
    if (isExported(statement)) names.exported.add(statement.name.text);
  }
}

type NamedDeclaration =
  | ts.FunctionDeclaration
  | ts.ClassDeclaration
  | ts.EnumDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration;

function isNamedDeclaration(statement: ts.Statement): statement is NamedDeclaration {
  return (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement)
  );
}

/** By its own name: `export default function f` is not. */
function isExported(declaration: NamedDeclaration | ts.VariableStatement): boolean {
  const has = (kind: ts.SyntaxKind): boolean =>
    declaration.modifiers?.some((modifier) => modifier.kind === kind) === true;
  return has(ts.SyntaxKind.ExportKeyword) && !has(ts.SyntaxKind.DefaultKeyword);
}

function addVariables(statement: ts.VariableStatement, names: Names): void {
  const { declarationList } = statement;
  const isVariable = (declarationList.flags & ts.NodeFlags.BlockScoped & ~ts.NodeFlags.Let) === 0;
  for (const name of declarationList.declarations.flatMap((declaration) => boundNames(declaration.name))) {
    names.all.add(name);
    if (isVariable) names.variable.add(name);
    if (isExported(statement)) names.exported.add(name);
  }
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return name.text === "" ? [] : [name.text];
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : boundNames(element.name),
  );
}

function addImport(clause: ts.ImportClause | undefined, names: Names): void {
  if (clause?.name !== undefined) names.all.add(clause.name.text);
  const bindings = clause?.namedBindings;
  if (bindings === undefined) return;
  if (ts.isNamespaceImport(bindings)) names.all.add(bindings.name.text);
  else for (const { name } of bindings.elements) names.all.add(name.text);
}

function addExports({ exportClause }: ts.ExportDeclaration, names: Names): void {
  if (exportClause === undefined || ts.isNamespaceExport(exportClause)) return;
  for (const { name } of exportClause.elements) names.exported.add(name.text);
}

/** `var` in blocks; functions and classes keep theirs. */
function addHoisted(node: ts.Node, names: Names): void {
  ts.forEachChild(node, (child) => {
    if (ts.isFunctionLike(child) || ts.isClassLike(child)) return;
    const isVar = ts.isVariableDeclarationList(child) && (child.flags & ts.NodeFlags.BlockScoped) === 0;
    if (isVar) {
      for (const { name } of child.declarations) {
        for (const bound of boundNames(name)) {
          names.all.add(bound);
          names.variable.add(bound);
        }
      }
    }
    addHoisted(child, names);
  });
}
