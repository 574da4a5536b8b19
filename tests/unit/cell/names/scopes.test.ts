import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { namesIn } from "../../../../src/cell/names/find-names.ts";
import { type ParsedCell, parseCell } from "../../../../src/cell/parse-cell.ts";
import { runs } from "../../../support/runs.ts";
import { FORMS } from "../typescript-forms.ts";
import { namesNotFound } from "./scopes-of-typescript.ts";

/** TypeScript knows them without a library. */
const KNOWN: ReadonlySet<string> = new Set(["undefined", "globalThis"]);

function usesOf({ statements }: ParsedCell): readonly string[] {
  return namesIn(statements)
    .uses.filter((name) => !KNOWN.has(name))
    .toSorted();
}

/** In a module, as cells are. */
function notFound(source: string): readonly string[] {
  return namesNotFound(`${source}\nexport {};`)
    .filter((name) => !KNOWN.has(name))
    .toSorted();
}

describe("the names that a cell uses are those that TypeScript does not find in it", () => {
  it.each(FORMS.filter((form) => !/^\{[^;]*:/.test(form)))("%s", (source) => {
    expect(usesOf(parseCell(source))).toEqual(notFound(source));
  });

  it("in the source of Lectern", () => {
    const folder = new URL("../../../../src/", import.meta.url);
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
      /(?<!\.d)\.ts$/.test(path),
    );
    const every = Math.max(1, Math.floor(files.length / runs(30)));
    for (const path of files.filter((_, index) => index % every === 0)) {
      const source = readFileSync(new URL(path, folder), "utf8");
      const cell = parsed(source);
      if (cell !== null) expect([path, usesOf(cell)]).toEqual([path, notFound(source)]);
    }
  });

  it("in any nesting of scopes", () => {
    fc.assert(
      fc.property(PROGRAMS, (source) => {
        const cell = parsed(source);
        fc.pre(cell !== null);
        if (cell !== null) expect(usesOf(cell)).toEqual(notFound(source));
      }),
      { numRuns: runs(200) },
    );
  });
});

/** Null for what no cell can be, such as a name that is declared twice. */
function parsed(source: string): ParsedCell | null {
  try {
    return parseCell(source);
  } catch {
    return null;
  }
}

const NAME = fc.constantFrom("a", "b", "c", "d", "e", "f");

/** Replaces each `N` by a name, each `E` by an expression in parentheses, and each `S` by statements. */
function filled(template: string, tie: fc.LetrecLooselyTypedTie): fc.Arbitrary<string> {
  const parts = template.split(/\b([NES])\b/).map((part) => {
    if (part === "N") return NAME;
    if (part === "E") return tie("expression");
    return part === "S" ? tie("statements") : fc.constant(part);
  });
  return fc.tuple(...parts).map((texts) => texts.join(""));
}

const EXPRESSIONS = [
  "(N)",
  "((N, ...N) => E)",
  "((N = E) => { S })",
  "(async ({ N, N: [N = E] }) => { S })",
  "(function N(N) { S })",
  "(function (N, N = E) { S })",
  "(class N extends E { [E] = E; static N = E; #N = E; N(N = E) { S } static { S } })",
  "(class { constructor(private N = E) { S } get [E]() { S } accessor: N = E })",
  "({ N, N: E, [E]: E, N(N) { S }, get N() { S }, ...E })",
  "(N.N?.N![E])",
  "(N as N)",
  "(<N>E satisfies N)",
  "(typeof N)",
  "(N = E)",
  "([N, N.N] = E)",
  "({ N: N.N, [E]: N = E } = E)",
  "(`$" + "{E}`)",
  "(N<N>(E))",
  "(new N<typeof N>(E))",
];

const STATEMENTS = [
  "E;",
  "let N = E;",
  "const N: N = E;",
  "var N = E;",
  "let { N = E, [E]: N, ...N } = E;",
  "function N(N: typeof N, { N } = E) { S }",
  "function* N(N?: N) { S }",
  "class N extends E { N = E; [E]() { S } }",
  "{ S }",
  "if (E) { S } else { S }",
  "for (const N of E) { S }",
  "for (let N = E; E; E) { S }",
  "for (var N in E) { S }",
  "for (N of E) { S }",
  "N: for (;;) { S break N; }",
  "try { S } catch (N) { S }",
  "try { S } catch ({ N = E, [E]: N }) { S } finally { S }",
  "switch (E) { case E: S default: S }",
  "enum N { N = 1, N = N }",
  "type N = typeof N;",
  "interface N<N> { N: N }",
  "export const N = E;",
];

const DEPTH = { maxDepth: 4, depthIdentifier: fc.createDepthIdentifier(), withCrossShrink: true };

const { program: PROGRAMS } = fc.letrec<{ expression: string; statements: string; program: string }>(
  (tie) => ({
    expression: fc.oneof(DEPTH, ...EXPRESSIONS.map((template) => filled(template, tie))),
    statements: fc
      .array(fc.oneof(DEPTH, ...STATEMENTS.map((template) => filled(template, tie))), {
        maxLength: 3,
      })
      .map((statements) => statements.join("\n")),
    program: tie("statements") as fc.Arbitrary<string>,
  }),
);
