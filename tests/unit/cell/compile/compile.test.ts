import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileCell } from "../../../../src/cell/compile/compile.ts";
import { compiled, notebook } from "../../../fixtures/lessons/notebook.ts";

/** The values of several cells that run one after another. */
async function values(...sources: string[]): Promise<unknown[]> {
  const { run } = notebook();
  const results: unknown[] = [];
  for (const source of sources) results.push(...(await run(source)));
  return results;
}

describe("the final expression", () => {
  it.each<[string, readonly unknown[]]>([
    ["1 + 1", [2]],
    ["1 + 1;", [2]],
    ["1 + 1; // a comment", [2]],
    ["1 + 1 // a comment", [2]],
    ["1 + 1 /* a comment\n of two lines */", [2]],
    ["(1, 2)", [2]],
    ["1, 2", [2]],
    ["({ a: 1 })", [{ a: 1 }]],
    ["{ a: 1 }", [{ a: 1 }]],
    ["{ a: 1, b: 2 }", [{ a: 1, b: 2 }]],
    ["\n{ a: 1 as number } // an object", [{ a: 1 }]],
    ["{ a: await 1, f: async () => 1 as number }", [{ a: 1, f: expect.any(Function) }]],
    ["{ const a = 1; }", []],
    ["{}\n1", [1]],
    ["[1, 2]", [[1, 2]]],
    ["await Promise.resolve(3)", [3]],
    ["'use strict'", ["use strict"]],
    ["let x: number = 4\nx", [4]],
    ["let x = 4", []],
    ["let x = 4;;", []],
    ["if (true) 1", []],
    ["function f() { return 1 }\nf()", [1]],
    ["undefined", [undefined]],
    ["(() => 5)()", [5]],
    ["`a`", ["a"]],
    ["5 as number", [5]],
    ["5 satisfies number;", [5]],
    ["/a/.test('a')", [true]],
    ["async () => 1", [expect.any(Function)]],
    ["class A {}", []],
    ["(class A {})", [expect.any(Function)]],
    ["let a = 1\n;[a]", [[1]]],
    ["for (const a of [1]) a", []],
    ["export default 7", [7]],
    ["this", [undefined]],
    ["", []],
    ["// nothing", []],
  ])("of %j", async (source, expected) => {
    expect(await values(source)).toEqual(expected);
  });
});

describe("declarations", () => {
  it.each<[string, readonly string[], unknown[]]>([
    ["const reaches the next cell", ["const a = 1", "a"], [1]],
    ["let reaches the next cell, and back", ["let a = 1; const read = () => a", "a = 2", "read()"], [2, 2]],
    ["var too", ["var a = 1", "a++", "a"], [1, 2]],
    ["var in a block too", ["if (true) { var a = 1 }", "a"], [1]],
    ["functions are hoisted", ["f(); function f() { return 1 }", "f()"], [1]],
    ["functions see later values", ["let a = 1; function f() { return a }", "a = 5", "f()"], [5, 5]],
    ["classes", ["class A { x = 1 }", "new A().x"], [1]],
    [
      "patterns",
      ["const { a, b: [c, ...d], ...e } = { a: 1, b: [2, 3], f: 4 }", "[a, c, d, e]"],
      [[1, 2, [3], { f: 4 }]],
    ],
    ["enums", ["enum E { A = 3, B }", "E.B", "var a = 1; enum F { A }", "export enum G { A }"], [4]],
    ["running again replaces", ["const a = 1", "const a = 2", "a"], [2]],
    [
      "an unchanged name of the globals",
      [
        "const name = 'n'; let status = 's'; var close = 'c'; const self = 'e'; const top = 't'",
        "[name, status, close, self, top]",
      ],
      [["n", "s", "c", "e", "t"]],
    ],
    ["names of the globals can be covered", ["const Math = { max: () => 'mine' }", "Math.max(1)"], ["mine"]],
    [
      "names like the compiler's own",
      ["const __scope = 1, __cell = 2, __value = 3, ___cell = 4", "[__scope, __cell, __value, ___cell]"],
      [[1, 2, 3, 4]],
    ],
    ["assigning to names like the compiler's own", ["let __value = 1", "__value = 2", "__value"], [2, 2]],
    ["`__proto__`", ["const __proto__ = 1", "__proto__"], [1]],
    [
      "exports are declarations",
      ["export const a = 1; export function f() { return 2 }", "[a, f()]"],
      [[1, 2]],
    ],
    ["exports of names are nothing", ["const a = 1; export { a }", "a"], [1]],
    ["names in other scripts", ["const größe = 1, $ = 2, _ = 3", "[größe, $, _]"], [[1, 2, 3]]],
    [
      "a value that throws when it is read",
      ["const o = { get a() { return 1 } }; const { a } = o", "a"],
      [1],
    ],
  ])("%s", async (_, sources, expected) => {
    expect(await values(...sources)).toEqual(expected);
  });

  it("keep a const from being assigned to, within the cell and from another", async () => {
    await expect(values("const a = 1; a = 2")).rejects.toThrow(TypeError);
    await expect(values("const a = 1", "a = 2")).rejects.toThrow("Assignment to constant variable.");
  });

  it("cannot be read before they have run", async () => {
    await expect(values("a; let a = 1")).rejects.toThrow(ReferenceError);
    const { run } = notebook();
    await expect(run("throw new Error('first'); let b = 1")).rejects.toThrow("first");
    await expect(run("b")).rejects.toThrow(ReferenceError);
  });

  it("do not let undeclared names be assigned to", async () => {
    await expect(values("undeclared = 1")).rejects.toThrow(ReferenceError);
  });

  it("are named", () => {
    const source =
      "import d, { a as b } from 'm'; let { c, ...e } = {}; class F {}; function g() {} ; for (var h of []); enum I {}";
    expect(compiled(source).declares.toSorted()).toEqual(["F", "I", "b", "c", "d", "e", "g", "h"]);
  });

  it("are returned, whatever they are", async () => {
    const name = fc.stringMatching(/^[a-z_$][a-z0-9_$]{0,6}$/).filter((text) => isName(text));
    const declaration = fc.record({
      name,
      kind: fc.constantFrom(
        "const",
        "let",
        "var",
        "function",
        "class",
        "async function",
        "export const",
        "pattern",
      ),
      value: fc.integer(),
      type: fc.constantFrom(
        "",
        ": number",
        ": Map<string, number[]> | number",
        ": { a: number;\n b: string } | number",
      ),
      comment: fc.constantFrom("", " // comment", " /* a\nb */", ";"),
    });
    const programs = fc.uniqueArray(declaration, { selector: (item) => item.name, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(programs, async (declarations) => {
        const { run, names } = notebook();
        await run(declarations.map(write).join("\n"));
        expect(names().toSorted()).toEqual(declarations.map((item) => item.name).toSorted());
        for (const item of declarations) {
          expect(await run(`await (${read(item)})`)).toEqual([item.value]);
        }
      }),
      { numRuns: 100 },
    );
  });
});

interface Item {
  readonly name: string;
  readonly kind: string;
  readonly value: number;
  readonly type: string;
  readonly comment: string;
}

function write({ name, kind, value, type, comment }: Item): string {
  switch (kind) {
    case "class":
      return `class ${name} { static value${type} = ${value} }${comment}`;
    case "function":
    case "async function":
      return `${kind} ${name}()${type} { return ${value} }${comment}`;
    case "pattern":
      return `const { a: [${name}] }${type === "" ? "" : ": any"} = { a: [${value}] }${comment}`;
    default:
      return `${kind} ${name}${type} = ${value}${comment}`;
  }
}

function read({ name, kind }: Item): string {
  if (kind === "class") return `${name}.value`;
  return kind.endsWith("function") ? `${name}()` : name;
}

function isName(text: string): boolean {
  return compileCell(`const ${text} = 1`).type === "compiled";
}

describe("imports", () => {
  const modules = { m: { default: "D", a: 1, b: 2, "x-y": 3 } };
  it.each<[string, unknown[]]>([
    ["import { a } from 'm'\na", [1]],
    ["import { a as c, b } from 'm';\n[c, b]", [[1, 2]]],
    ["import {\n  a,\n  type T,\n  b,\n} from 'm'\n[a, b]", [[1, 2]]],
    ["import d from 'm'\nd", ["D"]],
    ["import d, { b } from 'm'\n[d, b]", [["D", 2]]],
    ["import * as m from 'm'\nm.b", [2]],
    ["import d, * as m from 'm'\n[d, m.b]", [["D", 2]]],
    ["import { 'x-y' as z } from 'm'\nz", [3]],
    ["import 'm'\n1", [1]],
    ["import type { T } from 'nowhere'\n1", [1]],
    ["import a from 'm'\n(1)", [1]],
    ["const c = a + b; import { a } from 'm'; import {\n b\n} from 'm'\n[c]", [[3]]],
    ["import d from 'm'; enum E { A = a }\nimport { a } from 'm'\n[d, E.A]", [["D", 1]]],
    ["(await import('m')).a", [1]],
    ["const load = async () => (await import('m')).b; await load()", [2]],
    ["'a' + import('m').constructor.name", ["aPromise"]],
  ])("%j", async (source, expected) => {
    expect(await notebook(modules).run(source)).toEqual(expected);
  });

  it("are there for later cells, and constant", async () => {
    const { run } = notebook(modules);
    await run("import { a } from 'm'");
    expect(await run("a")).toEqual([1]);
    await expect(run("a = 2")).rejects.toThrow(TypeError);
  });

  it("are found where they stand, although they move before other code", () => {
    const { code, mapPosition } = compiled("a;\n\nimport { a } from 'm'");
    const [line = "", lineNumber = 0] =
      code
        .split("\n")
        .map((text, index): [string, number] => [text, index + 1])
        .find(([text]) => text.includes("await")) ?? [];
    expect(mapPosition(lineNumber, line.indexOf("await") + 1)).toEqual({ line: 3, column: 1 });
    expect(mapPosition(lineNumber, line.indexOf("a;") + 1)).toEqual({ line: 1, column: 1 });
  });

  it("say which names they take", async () => {
    const taken: unknown[] = [];
    const factory = new Function(
      `return ${compiled("import { a as c, default as d } from 'm'; import * as n from 'm'").code}`,
    )();
    await factory({})({
      define: () => undefined,
      import: async (...request: unknown[]) => {
        taken.push(request);
        return {};
      },
    });
    expect(taken).toEqual([["m", ["a", "default"]], ["m"]]);
  });
});

describe("what the runtime takes part in", () => {
  it.each<[string, string]>([
    ["a declaration", "async function f() { throw 1 }\nawait f().catch((e) => e)"],
    ["an expression", "await (async function () { throw 1 })().catch((e) => e)"],
    ["an arrow function", "await (async () => { throw 1 /* at the end */ })().catch((e) => e)"],
    ["a comment at the end", "await (async () => { throw 1 // why\n})().catch((e) => e)"],
    ["an arrow without a block", "const g = () => { throw 1 }; await (async () => g())().catch((e) => e)"],
    ["an object without a block", "await (async (f) => ({ a: f() }))(() => { throw 1 }).catch((e) => e)"],
    [
      "an arrow in an arrow",
      "await (async () => async (f) => f())().then((g) => g(() => { throw 1 })).catch((e) => e)",
    ],
    ["a method", "await ({ async f() { throw 1 } }).f().catch((e) => e)"],
    ["a method of a class", "await (new (class { async f() { throw 1 } })()).f().catch((e) => e)"],
    [
      "a private method",
      "await (new (class { async #f() { throw 1 }; g() { return this.#f() } })()).g().catch((e) => e)",
    ],
    [
      "a generator",
      "const all = (async function* () { yield 0; throw 1 })(); await all.next(); await all.next().catch((e) => e)",
    ],
    [
      "types",
      "async function f<T>(a: T): Promise<T> { if (a) throw a; return <T>a }\nawait f(1).catch((e) => e as number)",
    ],
    ["functions in functions", "await (async () => { await (async () => { throw 1 })() })().catch((e) => e)"],
  ])("is that %s throws in an async function", async (_, source) => {
    const called: string[] = [];
    const { run } = notebook({}, (name) => called.push(name));
    expect(await run(source)).toEqual([1]);
    expect(called).toEqual(expect.arrayContaining(["isExcess", "turn"]));
  });

  it.each<[string, unknown]>([
    ["async function f() { return g(); function g() { return 1 } function g() { return 2 } }\nawait f()", 2],
    ["async function f() { { var g = 3 } function g() {} return g }\nawait f()", 3],
  ])("changes nothing that a function's body may declare twice: %j", async (source, value) => {
    expect(await notebook().run(source)).toEqual([value]);
  });

  it.each<[string, number]>([
    ["{ a: await 1 }", 1],
    ["await { a: 1 }", 1],
    ["export default await 1", 1],
  ])("is called once for each await: %j", async (source, count) => {
    const called: string[] = [];
    await notebook({}, (name) => called.push(name)).run(source);
    expect(called).toHaveLength(count);
  });

  it.each<[string, number]>([
    ["const all = []; for await (const a of [1, 2]) { all.push(a) }\nall", 2],
    ["const all = []; for await (const a of [1, 2]) all.push(a)\nall", 2],
    ["const all = []; for await (const a of [1, 2]) /* of */ all.push(a) // each\nall", 2],
    ["const all = []; for await (const a of [1, 2]) for await (const b of [a]) all.push(b)\nall", 4],
    [
      "const all = []; each: for await (const a of [1, 2]) { { var b = a } all.push(b); continue each }\nall",
      2,
    ],
    ["const all = []; for await (const a of [1, 2]) try { throw a } catch (b) { all.push(b) }\nall", 2],
    ["const all = []; let f: any; for await (f of [1, 2]) (async () => all.push(f))()\nall", 2],
    ["let all: any[] = []; for await (all[all.length] of [1, 2]);\nall", 2],
    [
      "async function* g() { for await (const a of [1, 2]) yield a }\nconst all = g();\n[(await all.next()).value, (await all.next()).value]",
      2,
    ],
    ["const all = []; for (const a of [1, 2]) all.push(a)\nall", 0],
  ])("is called at each step of `for await`: %j", async (source, count) => {
    let steps = 0;
    const { run } = notebook({}, (name) => {
      if (name === "isPauseDue") steps += 1;
    });
    expect(await run(source)).toEqual([[1, 2]]);
    expect(steps).toBe(count);
  });

  it("is not what they return, nor what other functions throw", async () => {
    const called: string[] = [];
    const { run } = notebook({}, (name) => called.push(name));
    expect(await run("async function f(a) { const b = a; return b }\nawait f(2)")).toEqual([2]);
    await expect(run("function f() { throw 3 }\nf()")).rejects.toBe(3);
    expect(called).toEqual(["awaited", "thrown"]);
  });

  it.each<[string, string, readonly unknown[], unknown]>([
    ["awaits", "await 1 + await 2", [1, 2], 3],
    ["awaits", "await(1, 2)", [2], 2],
    ["awaits", "const f = async () => await\n// why\n3\nf()", [3], expect.any(Promise)],
    ["awaits", "await (await 4 as number)", [4, 4], 4],
    ["awaits", "const a = 1\nawait a\nawait /* of a */ a", [1, 1], 1],
    [
      "awaits",
      "const a = [await 1, ...await [2]]; for await (const b of a) await b",
      [1, [2], 1, 2],
      undefined,
    ],
  ])("is what code %s: %j", async (_, source, awaited, expected) => {
    const values: unknown[] = [];
    const { run } = notebook({}, (name, value) => name === "awaited" && values.push(value));
    expect((await run(source))[0]).toEqual(expected);
    expect(values).toEqual(awaited);
  });

  it.each<[string, unknown]>([
    ["throw 1", 1],
    ["throw(1)", 1],
    ["throw 1, 2", 2],
    ["throw await 3", 3],
    ["throw 'a' as string", "a"],
    ["if (true) throw 4\nelse 5", 4],
  ])("is the value of %j", async (source, expected) => {
    const thrown: unknown[] = [];
    const { run } = notebook({}, (name, value) => name === "thrown" && thrown.push(value));
    await expect(run(source)).rejects.toBe(expected);
    expect(thrown).toEqual([expected]);
  });

  it.each<[string, number]>([
    ["await new Promise((resolve) => resolve(1))", 1],
    ["await new Promise<number>((resolve): void => resolve(1),)", 1],
    ["const f = (resolve) => resolve(1); await new Promise(f as any)", 1],
    ["await new Promise((0, (resolve) => resolve(1)))", 1],
    ["await new Promise(...[(resolve) => resolve(1)])", 0],
    ["const P = Promise; await new P((resolve) => resolve(1))", 1],
    ["class Other { constructor(f) { this.f = f } }\nnew Other(() => 2).f(); new Other(3)", 1],
    ["try { new Promise } catch {}", 0],
  ])("is the executor of a promise: %j", async (source, count) => {
    let executors = 0;
    const { run } = notebook({}, (name) => {
      if (name === "executor") executors += 1;
    });
    await run(source);
    expect(executors).toBe(count);
  });
});

describe("what modules have and scripts have not", () => {
  it.each<[string, unknown[]]>([
    ["let a = 0, b = 1; a<!--b", [true]],
    ["'<!--'", ["<!--"]],
    ["`<!--\n-->`", ["<!--\n-->"]],
    ["/<!--/.source", ["<!--"]],
  ])("%j", async (source, expected) => {
    expect(await values(source)).toEqual(expected);
  });
});

describe("what does not compile", () => {
  it.each([
    [
      "const x = ;",
      1,
      11,
      "`;` is not allowed here: something is missing before it, or it is one too many.",
      "const x = ;",
    ],
    [
      "const x: number = 1;\nfoo(",
      2,
      5,
      "The code ends, but the `(` of line 2 is not closed: `)` is missing.",
      "foo(",
    ],
    [
      "let a = 1\nlet a = 2",
      2,
      5,
      "`a` is already declared in this cell. Choose another name, or assign to it without `let`: `a = …`.",
      "let a = 2",
    ],
    [
      "const a: number = 1; let a: string",
      1,
      26,
      "`a` is already declared in this cell. Choose another name, or assign to it without `let`: `a = …`.",
      "const a: number = 1; let a: string",
    ],
    ["return 1", 1, 1, "A cell has no `return`: write the value as its last line.", "return 1"],
    [
      "if (true) {\n  return 1\n}",
      2,
      3,
      "A cell has no `return`: write the value as its last line.",
      "  return 1",
    ],
    ["import.meta.url", 1, 1, "A cell has no `import.meta`.", "import.meta.url"],
    [
      "export * from 'm'",
      1,
      1,
      "A cell cannot export from another module: import the names instead.",
      "export * from 'm'",
    ],
    [
      "1\nexport { a } from 'm'",
      2,
      1,
      "A cell cannot export from another module: import the names instead.",
      "export { a } from 'm'",
    ],
    [
      "export default function () {}",
      1,
      1,
      "Give the exported function or class a name.",
      "export default function () {}",
    ],
    [
      "1\nnamespace N { export const a = 1 }",
      2,
      1,
      "A cell cannot declare a namespace: use an object or plain names.",
      "namespace N { export const a = 1 }",
    ],
    [
      "let a; delete a",
      1,
      8,
      "`delete` removes a property of an object. A variable cannot be deleted.",
      "let a; delete a",
    ],
    ["`abc", 1, 2, "The text is not closed: a backtick is missing at its end.", "`abc"],
    ["#!node", 1, 1, "A cell cannot begin with `#!`: a comment begins with `//`.", "#!node"],
  ])("%j", (source, line, column, message, text) => {
    expect(compileCell(source)).toEqual({
      type: "failed",
      error: { name: "SyntaxError", message, line, column, text },
    });
  });

  it("is said without positions in the message", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-ascii", maxLength: 20 }), (source) => {
        const compilation = compileCell(source);
        if (compilation.type === "compiled") return;
        expect(compilation.error.message).not.toMatch(/\(\d+:\d+\)|cell\.ts/);
        expect(compilation.error.text).toBe(source.split("\n")[compilation.error.line - 1]);
      }),
      { numRuns: 500 },
    );
  });

  it("never throws, and what it calls compiled is an expression for the engine", () => {
    const token = fc.constantFrom(
      ..."a b = + ( ) { } [ ] => ; , : ? . ... await async function class const let var import export default from type interface enum as 'm' `x` /r/ 1 $ { } <!-- --> // \n # @ < > ! __proto__ return yield for of in if else new this super".split(
        " ",
      ),
      "\n",
      "/*",
      "*/",
    );
    const source = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 60 }),
      fc.array(token, { maxLength: 14 }).map((tokens) => tokens.join(" ")),
    );
    fc.assert(
      fc.property(source, (text) => {
        const compilation = compileCell(text);
        if (compilation.type === "failed") return;
        expect(typeof new Function(`return ${compilation.code}`)()).toBe("function");
      }),
      { numRuns: 2000 },
    );
  });
});

it.each(["() => 1", "(function () {})", "(class {})", "async () => 1", "(() => 1)"])(
  "the final value %s has no name",
  async (source) => {
    expect(await notebook().run(source)).toEqual([expect.objectContaining({ name: "" })]);
  },
);
