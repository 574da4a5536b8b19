import { posix } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { mergeDeclarations } from "../../../../src/build/types/merge-declarations.ts";

const FILES = {
  "/a/index.d.ts":
    'export * from "./tensor";\nimport "./chained";\nexport declare const one: import("./tensor").Tensor;\n',
  "/a/tensor.d.ts":
    "export declare class Tensor {\n    size: number;\n}\nexport declare class Scalar extends Tensor {}\n",
  "/a/chained.d.ts":
    'import { Scalar } from "./tensor";\nimport { Unit } from "./units";\ndeclare module "./tensor" {\n    interface Tensor {\n        sum(unit: Unit): Scalar;\n    }\n}\n',
  "/a/units.d.ts": 'export type Unit = "m" | "s";\nimport { gone } from "elsewhere";\n',
};

const merged = mergeDeclarations(FILES, {
  moduleName: (path) => (path === "/a/index.d.ts" ? "a" : path.slice(1).replace(".d.ts", "")),
  resolve: (specifier, from) =>
    specifier.startsWith(".") ? `${posix.join(posix.dirname(from), specifier)}.d.ts` : null,
});

/** What TypeScript says of a module that imports `a`. */
function errorsOf(source: string): string[] {
  const texts: Record<string, string> = { "/merged.d.ts": merged, "/use.ts": source };
  const host: ts.CompilerHost = {
    getSourceFile: (name, target) => {
      const text = texts[name];
      return text === undefined ? undefined : ts.createSourceFile(name, text, target);
    },
    getDefaultLibFileName: () => "/lib.d.ts",
    writeFile: () => undefined,
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (name) => name in texts,
    readFile: (name) => texts[name],
  };
  const program = ts.createProgram(
    Object.keys(texts),
    { noLib: true, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
    host,
  );
  return program
    .getSemanticDiagnostics(program.getSourceFile("/use.ts"))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

test("modules refer to each other by the names under which they are declared", () => {
  expect(merged).toContain('export * from "a/tensor";');
  expect(merged).toContain('import("a/tensor").Tensor');
  expect(merged).toContain('from "elsewhere"');
  expect(merged).not.toContain('"./');
});

test("what a module adds to another is there, with the types that it imports", () => {
  expect(
    errorsOf('import { one, Tensor } from "a";\nconst two: Tensor = one;\ntwo.sum("m").sum("s").size;'),
  ).toEqual([]);
  expect(errorsOf('import { one } from "a";\none.sum("kg");\none.product();')).toEqual([
    `Argument of type '"kg"' is not assignable to parameter of type 'Unit'.`,
    "Property 'product' does not exist on type 'Tensor'.",
  ]);
});
