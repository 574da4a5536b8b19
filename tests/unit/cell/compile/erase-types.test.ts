import { readdirSync, readFileSync } from "node:fs";
import { parse } from "@babel/parser";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { compileCell } from "../../../../src/cell/compile/compile.ts";
import { eraseTypes } from "../../../../src/cell/compile/erase-types.ts";
import { applyEdits } from "../../../../src/cell/compile/text-edits.ts";
import { parseCell } from "../../../../src/cell/parse-cell.ts";
import { notebook } from "../../../fixtures/lessons/notebook.ts";
import { runs } from "../../../support/runs.ts";
import { FORMS, REFUSED } from "../typescript-forms.ts";

const { ESNext } = ts.ScriptTarget;

/** What TypeScript itself makes of a text, and its errors of syntax. */
function byTypeScript(source: string): { readonly code: string; readonly errors: readonly unknown[] } {
  const { outputText, diagnostics = [] } = ts.transpileModule(source, {
    reportDiagnostics: true,
    compilerOptions: { target: ESNext, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
  });
  return {
    code: outputText.replace(/export \{\};\s*$/, ""),
    errors: diagnostics.map(({ messageText }) => messageText),
  };
}

describe("what tsc accepts", () => {
  it.each(FORMS)("runs as TypeScript compiles it: %s", async (source) => {
    const { code, errors } = byTypeScript(source);
    expect(errors).toEqual([]);
    const value = await notebook().run(source);
    expect(value).toEqual(await notebook().run(code));
    expect(value).toHaveLength(1);
  });

  it.each(REFUSED)("or is refused with a reason: %s", (source, reason) => {
    expect(compileCell(source)).toMatchObject({
      type: "failed",
      error: { message: expect.stringContaining(reason) },
    });
  });
});

const SOURCES = new URL("../../../../src/", import.meta.url);
/** What real files contain and cells cannot. */
const NOT_IN_CELLS = /import\.meta|export (?:\*|\{[^}]*\}) from|constructor\(\s*(?:public|private|readonly)/;

describe("the source of Lectern", () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"))
    .map((path) => ({ path, source: readFileSync(new URL(path, SOURCES), "utf8") }))
    .filter(({ source }) => !NOT_IN_CELLS.test(source) && !/\benum\b/.test(source));

  it("becomes what TypeScript makes of it", () => {
    const every = Math.max(1, Math.floor(files.length / runs(30)));
    for (const { path, source } of files.filter((_, index) => index % every === 0)) {
      expect([path, syntaxTree(erase(source))]).toEqual([path, syntaxTree(byTypeScript(source).code)]);
    }
  });
});

/** The text without types, imports and exports. */
function erase(source: string): string {
  const { statements } = parseCell(source);
  const modules = statements.flatMap((statement) => {
    const [start, end] = [statement.start ?? 0, statement.end ?? 0];
    if (statement.type === "ImportDeclaration") return [{ start, end, text: ";" }];
    if (statement.type !== "ExportNamedDeclaration") return [];
    return [{ start, end: statement.declaration?.start ?? end, text: "" }];
  });
  return applyEdits(source, [...modules, ...eraseTypes(statements, source)]).text;
}

/** The syntax tree without positions, empty statements, imports and the word `export`. */
function syntaxTree(code: string): unknown {
  const program = parse(code, { sourceType: "module", attachComment: false }).program;
  return simplify(program);
}

function simplify(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutExport).filter(isCode).map(simplify);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key]) => !/^(?:start|end|loc|extra|range|directives)$/.test(key),
  );
  return Object.fromEntries(entries.map(([key, inner]) => [key, simplify(inner)]));
}

function withoutExport(value: unknown): unknown {
  if (!hasType(value, "ExportNamedDeclaration")) return value;
  // `export { a }` declares nothing.
  return value["declaration"] ?? { type: "EmptyStatement" };
}

function isCode(value: unknown): boolean {
  return !hasType(value, "EmptyStatement") && !hasType(value, "ImportDeclaration");
}

function hasType(value: unknown, type: string): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && "type" in value && value.type === type;
}
