import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import typescript from "typescript";
import { beforeAll, expect, test } from "vitest";
import { usedOfTypeScript } from "../../../../src/build/types/language-text.ts";
import { slimTypeScript, usedExports } from "../../../../src/build/types/slim-typescript.ts";

let whole: string;
let used: readonly string[];
let slim: string;
let ts: typeof typescript;

beforeAll(async () => {
  whole = await readFile(createRequire(import.meta.url).resolve("typescript"), "utf8");
  used = await usedOfTypeScript();
  slim = slimTypeScript(whole, new Set(used));
  // As in the worker, which has no modules.
  ts = Function(`${slim}\nreturn ts;`)();
});

test("the names that a text uses are found", () => {
  expect(usedExports("type A = ts.Node;\nif (ts.isNode(node)) parts.x = ts.SyntaxKind.Unknown;")).toEqual([
    "Node",
    "isNode",
    "SyntaxKind",
  ]);
});

test("everything that the service uses is left", () => {
  const there = used.filter((name) => name in typescript);
  expect(there.length).toBeGreaterThan(40);
  expect(there.filter((name) => Reflect.get(ts, name) === undefined)).toEqual([]);
});

test("the server for other editors and refactorings are left out", () => {
  expect(slim.length).toBeLessThan(whole.length - 900_000);
  expect(slim).not.toContain("class ProjectService");
});

test("everything that the editor asks a service works without them", () => {
  const source =
    "/** A sum. */\nfunction add(a: number, b: number) { return a+b }\nconst sum = add(1, 'two');\nsum.";
  const service = ts.createLanguageService({
    getScriptFileNames: () => ["/cell.ts"],
    getScriptVersion: () => "1",
    getScriptSnapshot: (name) => (name === "/cell.ts" ? ts.ScriptSnapshot.fromString(source) : undefined),
    getCurrentDirectory: () => "/",
    getCompilationSettings: () => ({ noLib: true, strict: true }),
    getDefaultLibFileName: () => "/lib.d.ts",
    fileExists: (name) => name === "/cell.ts",
    readFile: () => undefined,
  });
  const at = (text: string) => source.indexOf(text);
  const file = "/cell.ts";
  expect(service.getSemanticDiagnostics(file).map(({ code }) => code)).toContain(2345);
  expect(service.getSyntacticDiagnostics(file).map(({ code }) => code)).toEqual([1003]);
  const names = service.getCompletionsAtPosition(file, at("add(1"), {})?.entries.map(({ name }) => name);
  expect(names).toContain("add");
  const details = service.getCompletionEntryDetails(file, at("add(1"), "add", {}, undefined, {}, undefined);
  expect(details?.documentation?.[0]?.text).toBe("A sum.");
  expect(service.getQuickInfoAtPosition(file, at("add(1"))?.documentation?.[0]?.text).toBe("A sum.");
  expect(service.getSignatureHelpItems(file, at("'two'"), {})?.argumentIndex).toBe(1);
  expect(service.getDefinitionAtPosition(file, at("add(1"))?.[0]?.textSpan.start).toBe(at("add(a"));
  expect(service.getRenameInfo(file, at("add(1"), {}).canRename).toBe(true);
  expect(service.findRenameLocations(file, at("add(1"), false, false, {})).toHaveLength(2);
  const [edit] = service.getFormattingEditsForRange(
    file,
    0,
    source.length,
    ts.getDefaultFormatCodeSettings(),
  );
  expect(edit).toBeDefined();
});

test("a script of another form is refused", () => {
  expect(() => slimTypeScript("// src/compiler/a.ts\nvar ts;", new Set())).toThrow("unknown form");
});
