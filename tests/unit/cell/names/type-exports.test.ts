import ts from "typescript";
import { expect, test } from "vitest";
import { isTypeExport } from "../../../../src/cell/names/type-exports.ts";
import { runs } from "../../../support/runs.ts";

test("a type is not a value, nor a name that nothing exports", () => {
  for (const name of ["NamedTensorMap", "Tensor2D", "ModelFitArgs"]) {
    expect(isTypeExport("@tensorflow/tfjs", name)).toBe(true);
  }
  expect(isTypeExport("@tensorflow/tfjs", "tensor2D")).toBe(false);
  expect(isTypeExport("elsewhere", "Tensor2D")).toBe(false);
});

// Reading TensorFlow.js's declarations takes ten seconds, and they change only with its version.
test.runIf(runs(1) > 1)("the list is that of TensorFlow.js's declarations", () => {
  const types = exportedTypes("@tensorflow/tfjs");
  expect(types.length).toBeGreaterThan(300);
  expect(types.filter((name) => !isTypeExport("@tensorflow/tfjs", name))).toEqual([]);
});

function exportedTypes(module: string): string[] {
  const file = `${process.cwd()}/imports.ts`;
  const host = ts.createCompilerHost({});
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.getSourceFile = (name, ...more) =>
    name === file
      ? ts.createSourceFile(name, `import "${module}";`, ts.ScriptTarget.ESNext)
      : getSourceFile(name, ...more);
  const options = {
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    module: ts.ModuleKind.ESNext,
    types: [],
  };
  const program = ts.createProgram([file], options, host);
  const checker = program.getTypeChecker();
  const [statement] = program.getSourceFile(file)?.statements ?? [];
  if (!statement || !ts.isImportDeclaration(statement)) return [];
  const symbol = checker.getSymbolAtLocation(statement.moduleSpecifier);
  return (symbol ? checker.getExportsOfModule(symbol) : [])
    .filter((each) => !(resolved(each, checker).flags & ts.SymbolFlags.Value))
    .map(({ name }) => name);
}

function resolved(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}
