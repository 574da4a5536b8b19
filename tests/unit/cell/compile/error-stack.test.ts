import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseStack } from "../../../../src/cell/compile/error-stack.ts";
import { compiled, errorPosition } from "../../../fixtures/lessons/notebook.ts";

/** TypeScript that can precede the error, on separate lines or on the same line. */
const before = fc.constantFrom(
  "",
  "\n",
  "const a$: number = 1;",
  "const a$: Map<string, { readonly a: number }[]> = new Map();\n",
  "interface A$ {\n  a: number;\n}\n",
  "type T$<U> = U extends string ? 1 : 2;",
  "type T$ = {\n a: 1 };\n",
  "import type { X$ } from 'nowhere';\n",
  "enum E$ { A, B }\n",
  "enum E$ {\n A,\n B }\n",
  "function f$<T>(x: T, y?: string): T { return x }",
  "abstract class C$ { constructor(private readonly x: number, public y?: string) {} abstract g(): void; }\n",
  "const s$ = `a\nb`;",
  "/* comment\n of lines */",
  "// comment\n",
  "declare const d$: number;\n",
  "const u$ = 'a\u2028b';",
  "let v$ = 1 as unknown as number;",
  "(v => v!)(1) satisfies number;",
  "const é$: string = '😀';",
  "\t",
  "   ",
);

/** Each `$` made different, so that names are declared once. */
function number(pieces: readonly string[]): string {
  return pieces.map((piece, index) => piece.replaceAll("$", `$${index}`)).join("");
}

/** The position of the mark, as an author counts. */
function positionOf(source: string, mark: string): { line: number; column: number } {
  const lines = source.slice(0, source.indexOf(mark)).split("\n");
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

describe("positions of errors", () => {
  it("are the author's, independent of the code before", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(before, { maxLength: 8 }), async (pieces) => {
        const source = `${number(pieces)}throw new RangeError("here");`;
        expect(await errorPosition(source)).toEqual(positionOf(source, "new RangeError"));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ["after an assertion", "let a: any = null; (<any>a).HERE", "HERE"],
    ["after type arguments", "const f = <T,>(x: T): any => null; f<string>('a').HERE", ".HERE"],
    ["in the final expression", "const a: any = null;\na.HERE()", "HERE"],
    ["in one with types before it", "let a: any = null as any; (a as any).HERE.b", "HERE"],
    ["after an import", "import type { A, B } from 'm'; const a: any = null; a.HERE()", "HERE"],
    [
      "in a function",
      "function f(a: number): never {\n  throw new RangeError(String(a));\n}\nf(1)",
      "new RangeError",
    ],
    ["after an object that stands alone", "{ a: 1, b: HERE }", "HERE"],
    ["in an import", "const a: number = 1; import { b } from 'nowhere'", "import"],
    [
      "in a class",
      "class A {\n  private x: number = 1;\n  f(): void { (undefined as any).HERE; }\n}\nnew A().f()",
      "HERE",
    ],
  ])("%s", async (_, source, mark) => {
    const position = await errorPosition(source);
    // The frame of an import lies in what the notebook gives; then there is none of the cell's own.
    if (mark === "import") expect(position === null || position.line === 1).toBe(true);
    else expect(position).toEqual(positionOf(source, mark));
  });

  it("map all unchanged text to itself", () => {
    fc.assert(
      fc.property(fc.array(before, { maxLength: 6 }), (pieces) => {
        const source = `${number(pieces)}MARK;`;
        const { code, mapPosition } = compiled(source);
        const offset = code.indexOf("MARK");
        for (const shift of [0, 1, 2, 3]) {
          const lines = code.slice(0, offset + shift).split(/[\n\u2028]/);
          const { line, column } = positionOf(source, "MARK");
          expect(mapPosition(lines.length, (lines.at(-1) ?? "").length + 1)).toEqual({
            line,
            column: column + shift,
          });
        }
      }),
      { numRuns: 200 },
    );
  });

  it("stay inside the author's text for any position", () => {
    fc.assert(
      fc.property(fc.integer({ min: -5, max: 50 }), fc.integer({ min: -5, max: 500 }), (line, column) => {
        const source = "const a: number = 1;\nenum E { A }\na";
        const position = compiled(source).mapPosition(line, column);
        const lines = source.split("\n");
        expect(position.line).toBeGreaterThan(0);
        expect(position.line).toBeLessThanOrEqual(lines.length);
        expect(position.column).toBeGreaterThan(0);
        expect(position.column).toBeLessThanOrEqual((lines[position.line - 1] ?? "").length + 1);
      }),
    );
  });
});

describe("parseStack", () => {
  it.each([
    [
      "V8",
      "TypeError: x\n    at f (lectern-cell/train:3:15)\n    at async lectern-cell/train:10:2\n    at eval (lectern-cell/a-b_c:1:7)\n    at run (data:text/javascript,x:1:1)",
    ],
    [
      "SpiderMonkey",
      "f@lectern-cell/train:3:15\nasync*@lectern-cell/train:10:2\n@lectern-cell/a-b_c:1:7\nrun@data:text/javascript,x:1:1\n",
    ],
    [
      "JavaScriptCore",
      "f@lectern-cell/train:3:15\n@lectern-cell/train:10:2\neval code@lectern-cell/a-b_c:1:7\neval@[native code]\nrun@",
    ],
  ])("reads the stacks of %s", (_, stack) => {
    expect(parseStack(stack)).toEqual([
      { cell: "train", line: 3, column: 15 },
      { cell: "train", line: 10, column: 2 },
      { cell: "a-b_c", line: 1, column: 7 },
    ]);
  });

  it("takes no frame from a message", () => {
    expect(
      parseStack("Error: see lectern-cell/a:1:2\nlectern-cell/a:1:2\n    at lectern-cell/b:1:1"),
    ).toEqual([{ cell: "b", line: 1, column: 1 }]);
  });

  it("gives nothing for any other text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseStack(text)).toEqual([]);
      }),
    );
  });
});
