import { readFileSync } from "node:fs";
import { dirname, posix, resolve } from "node:path";
import ts from "typescript";
import { packageRoot } from "../files/package-root.ts";

/** The declarations of `lectern`. */
export interface LibraryTypes {
  readonly files: Readonly<Record<string, string>>;
  readonly entry: string;
  /** All names that it exports. */
  readonly names: readonly string[];
}

const SOURCE = "src/runtime/library/lectern.ts";
const ENTRY = "/lectern.d.ts";
/** The types that it exports; `src/cell/names/type-exports.ts` has the same names. */
const TYPES = {
  Control: "./controls.ts",
  LabelledImages: "../datasets/labelled-images.ts",
  CsvOptions: "../files/parse-csv.ts",
  ImageOptions: "../files/loaded-image.ts",
  LoadedImage: "../files/loaded-image.ts",
  OpenedFile: "../files/opened-file.ts",
  OpenOptions: "../files/read-files.ts",
  Row: "../files/rows.ts",
  Rows: "../files/rows.ts",
  LoadedDataset: "../datasets/load-dataset.ts",
};

/** Writes what `lectern` exports, with its doc comments, from the runtime's own `Lectern` interface. */
export function libraryTypes(): LibraryTypes {
  const source = readFileSync(resolve(packageRoot, SOURCE), "utf8");
  const file = ts.createSourceFile(SOURCE, source, ts.ScriptTarget.ESNext, true);
  const members = membersOf(file);
  const imports = importsOf(file, members.map((member) => typeOf(member, file)).join("\n"));
  const names = [...members.map((member) => nameOf(member)), ...Object.keys(TYPES)];
  const text = [
    ...imports.map(({ text }) => text),
    ...Object.entries(TYPES).map(
      ([name, module]) => `export type { ${name} } from "${module.replace(/\.ts$/, "")}";`,
    ),
    ...members.map((member) => exportOf(member, file)),
  ].join("\n");
  // As deep as in the source's folder, so that its relative imports stay as they are.
  return {
    files: {
      [ENTRY]: `export * from "./runtime/library/index";\n`,
      "/runtime/library/index.d.ts": text,
      ...declarationsOf(imports),
    },
    entry: ENTRY,
    names,
  };
}

type Member = ts.MethodSignature | ts.PropertySignature;

function membersOf(file: ts.SourceFile): Member[] {
  const declared = file.statements.find(
    (statement): statement is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === "Lectern",
  );
  if (declared === undefined) throw new Error(`${SOURCE} declares no interface \`Lectern\`.`);
  return declared.members.filter((member) => ts.isMethodSignature(member) || ts.isPropertySignature(member));
}

function nameOf(member: Member): string {
  return ts.isIdentifier(member.name) ? member.name.text : "";
}

/** What a member is, without its own name. */
function typeOf(member: Member, file: ts.SourceFile): string {
  return file.text.slice(member.name.end, member.end);
}

/** A method as a function; `readonly nadam: typeof nadam` as that function itself. */
function exportOf(member: Member, file: ts.SourceFile): string {
  const name = nameOf(member);
  const comment = file.text.slice(member.getFullStart(), member.getStart(file, false)).trim();
  if (ts.isMethodSignature(member)) {
    return `${comment}\nexport declare function ${member.getText(file)}`;
  }
  if (member.type !== undefined && ts.isTypeQueryNode(member.type)) return `export { ${name} };`;
  return `${comment}\nexport declare const ${name}: ${member.type?.getText(file) ?? "unknown"};`;
}

interface Import {
  readonly module: string;
  readonly text: string;
}

/** The imports of the names that `code` uses. */
function importsOf(file: ts.SourceFile, code: string): Import[] {
  const isUsed = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(code);
  return file.statements.flatMap((statement): Import[] => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    const module = statement.moduleSpecifier.text;
    const bindings = statement.importClause?.namedBindings;
    if (bindings === undefined) return [];
    if (ts.isNamespaceImport(bindings))
      return [{ module, text: `import * as ${bindings.name.text} from "${module}";` }];
    const used = bindings.elements.filter(({ name }) => isUsed(name.text));
    if (used.length === 0) return [];
    const names = used.map((element) => element.getText(file).replace(/^type /, "")).join(", ");
    return [{ module, text: `import { ${names} } from "${module.replace(/\.ts$/, "")}";` }];
  });
}

/** The declarations of the runtime's files that are imported, and of all that they import. */
function declarationsOf(imports: readonly Import[]): Record<string, string> {
  const files: Record<string, string> = {};
  const visit = (path: string): void => {
    const virtual = `/${path.replace(/^src\//, "").replace(/\.ts$/, ".d.ts")}`;
    if (virtual in files) return;
    const source = readFileSync(resolve(packageRoot, path), "utf8");
    const { outputText } = ts.transpileDeclaration(source, {
      fileName: path,
      compilerOptions: { stripInternal: true },
    });
    files[virtual] = outputText;
    for (const { fileName } of ts.preProcessFile(outputText).importedFiles) {
      if (fileName.startsWith(".")) visit(posix.join(dirname(path), fileName));
    }
  };
  const all = [...imports.map(({ module }) => module), ...Object.values(TYPES)];
  for (const module of all) if (module.startsWith(".")) visit(posix.join(dirname(SOURCE), module));
  return files;
}
