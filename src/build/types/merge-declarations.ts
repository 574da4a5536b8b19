import ts from "typescript";

export interface MergeOptions {
  /** The name under which a file's module is declared. */
  readonly moduleName: (path: string) => string;
  /** The path that an import means in a file; null if it is not one of the files. */
  readonly resolve: (specifier: string, from: string) => string | null;
}

/**
 * Writes modules as one file, each as `declare module "…" { … }` and unchanged inside except for the names that it
 * imports. TypeScript spends time on each file when it starts and with every change of a cell; TensorFlow.js has
 * hundreds.
 * @param files the texts of modules by path.
 */
export function mergeDeclarations(
  files: Readonly<Record<string, string>>,
  { moduleName, resolve }: MergeOptions,
): string {
  return Object.entries(files)
    .map(([path, text]) => {
      const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext);
      const nameOf = (specifier: string): string => {
        const target = resolve(specifier, path);
        return target === null ? specifier : moduleName(target);
      };
      return mergedModule({ file, nameOf }, moduleName(path));
    })
    .join("");
}

interface Module {
  readonly file: ts.SourceFile;
  /** The name of the module that an import means. */
  readonly nameOf: (specifier: string) => string;
}

function mergedModule(module: Module, name: string): string {
  const { statements } = module.file;
  const own = statements.filter((statement) => !isAugmentation(statement));
  const block = declared(name, own.map((statement) => rewritten(statement, module)).join(""));
  return [block, ...statements.filter(isAugmentation).map((one) => augmentation(one, module))].join("");
}

function declared(name: string, body: string): string {
  return `declare module ${JSON.stringify(name)} {${body}\n}\n`;
}

interface Augmentation extends ts.ModuleDeclaration {
  readonly name: ts.StringLiteral;
  readonly body: ts.ModuleBlock;
}

/** `declare module "./tensor" { … }` in a module. */
function isAugmentation(statement: ts.Statement): statement is Augmentation {
  if (!ts.isModuleDeclaration(statement)) return false;
  return (
    ts.isStringLiteral(statement.name) && statement.body !== undefined && ts.isModuleBlock(statement.body)
  );
}

/**
 * An augmentation cannot be inside of another module, so it becomes a second block of the one that it augments. It
 * takes the imports of its file along, except those from that module, whose names it sees anyway.
 */
function augmentation({ name, body }: Augmentation, module: Module): string {
  const target = module.nameOf(name.text);
  const isNeeded = (statement: ts.Statement): boolean =>
    ts.isImportDeclaration(statement) && importedModule(statement, module) !== target;
  const statements = [...module.file.statements.filter(isNeeded), ...body.statements];
  return declared(target, statements.map((statement) => rewritten(statement, module)).join(""));
}

function importedModule({ moduleSpecifier }: ts.ImportDeclaration, { nameOf }: Module): string {
  return ts.isStringLiteral(moduleSpecifier) ? nameOf(moduleSpecifier.text) : "";
}

/** The text of a statement with the comments before it, and with the names of modules. */
function rewritten(statement: ts.Statement, { file, nameOf }: Module): string {
  let result = "";
  let end = statement.pos;
  for (const specifier of specifiersIn(statement, file)) {
    result += `${file.text.slice(end, specifier.getStart(file))}${JSON.stringify(nameOf(specifier.text))}`;
    end = specifier.end;
  }
  return `\n${result}${file.text.slice(end, statement.end)}`;
}

/** What names a module: in imports, exports and `import("…")`, in the order of the text. */
function specifiersIn(statement: ts.Statement, { text }: ts.SourceFile): readonly ts.StringLiteral[] {
  if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) {
    const { moduleSpecifier } = statement;
    return moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier) ? [moduleSpecifier] : [];
  }
  // Most have none, and don't need to be searched.
  return text.slice(statement.pos, statement.end).includes("import(") ? importTypesIn(statement) : [];
}

function importTypesIn(node: ts.Node): ts.StringLiteral[] {
  const found: ts.StringLiteral[] = [];
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    const { literal } = node.argument;
    if (ts.isStringLiteral(literal)) found.push(literal);
  }
  ts.forEachChild(node, (child) => {
    found.push(...importTypesIn(child));
  });
  return found;
}
