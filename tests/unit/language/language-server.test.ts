import { afterEach, describe, expect, it, vi } from "vitest";
import { createLanguageServer } from "../../../src/language/language-server.ts";
import type { LanguageReport, LanguageRequest } from "../../../src/language/messages.ts";
import type { Piece } from "../../../src/language/piece.ts";
import { piece, programOf } from "./program-of.ts";

afterEach(() => vi.restoreAllMocks());

function serverOf() {
  const program = programOf();
  const failures: unknown[] = [];
  let heard: (report: LanguageReport) => void = () => undefined;
  const serve = createLanguageServer({
    program,
    report: (report) => heard(report),
    nextTask: () => Promise.resolve(),
    onFailure: (error) => failures.push(error),
  });
  /** The next report after a request. */
  const request = (one: LanguageRequest): Promise<LanguageReport> =>
    new Promise((resolve) => {
      heard = resolve;
      serve(one);
    });
  const update = (version: number, ...pieces: Piece[]) =>
    request({ type: "update", version, pieces, first: null });
  serve({ type: "modules", names: ["d3", "./lib/plots"], types: null });
  return { service: program.service, program, request, update, failures };
}

it("the problems of a cell called as a member of every object are found", async () => {
  const { update, failures } = serverOf();
  expect(await update(1, piece("constructor", "missing;"))).toMatchObject({
    problems: new Map([["constructor", [expect.objectContaining({ inCheck: false })]]]),
  });
  expect(failures).toEqual([]);
});

describe("an import", () => {
  it("of a module that the lesson brings has no problem, and one of any other has", async () => {
    const { update } = serverOf();
    const source = `import * as d3 from "d3";
import { bars } from "./lib/plots";
bars(d3.max([1]));
import { other } from "./lib/other";`;
    expect(await update(1, piece("a", source))).toMatchObject({
      problems: new Map([
        [
          "a",
          [expect.objectContaining({ message: expect.stringContaining("Cannot find module './lib/other'") })],
        ],
      ]),
    });
  });
});

describe("the check of an exercise", () => {
  const reader = `const width = 'wide';
const area = { size: 4 };
const values = [1, 2, 3];
const grow = (n: number) => n + 1;`;
  const problemsOf = async (check: string) => {
    const { update } = serverOf();
    const report = await update(1, piece("a", reader, "exercise"), piece("a", check, "check"));
    return report.type === "problems"
      ? report.problems.get("a")?.map(({ from, to, message }) => [reader.slice(from, to), message])
      : null;
  };

  it("has its problems at what the reader's cell declares, one for each name", async () => {
    expect(
      await problemsOf("check(width.toFixed() === '1', 'a');\nwidth.toFixed(2);\nMath.max(1, area);"),
    ).toEqual([
      ["width", expect.stringContaining("Property 'toFixed' does not exist on type")],
      ["area", expect.stringContaining("is not assignable to parameter of type 'number'")],
    ]);
  });

  it.each([
    ["an argument that the reader's function does not take", "check(grow('a') > 1, 'a');", "grow"],
    ["too few arguments", "grow();", "grow"],
    ["a value for a variable", "const size: string = area.size;", "area"],
    ["a value for a property", "const sizes: { a: string } = { a: area.size };", "area"],
    ["a property that is taken out", "const { height } = area;", "area"],
    ["an operand", "check(1 < 2 && 1 - width > 0, 'a');", "width"],
    ["an operator", "width * 2 + grow(1);", "width"],
    ["an argument that no overload takes", "'a'.replace('b', area);", "area"],
    ["a name of the check for the reader's value", "const mine = area;\nmine.height;", "area"],
    ["a parameter of the check's function", "values.map((value) => value.height);", "values"],
    ["a variable of the check's loop", "for (const value of values) value.height;", "values"],
    ["one of several", "const [a, b, c] = [width, area, values];\na === 1;", "width"],
    ["one in the middle", "const [a, b, c] = [width, area, values];\nb.height;", "area"],
    ["an element of an element", "const [[a, b], c] = [[width, area], values];\na === 1;", "width"],
    ["a property", "const { a, b: [c], d } = { a: width, b: [area], d: values };\na === 1;", "width"],
    ["a renamed property", "const { a: c, b } = { a: width, b: values };\nc === 1;", "width"],
    ["a property of the check's object", "const all = { width, area, values };\nall.width.foo;", "width"],
    ["a part of the check's list", "const all = [width, area] as const;\nconst [a] = all;\na.foo;", "width"],
    ["a part of the loop's pairs", "for (const [a, b] of [[width, area]] as const) a.foo;", "width"],
    ["a part of a function's pairs", "([[width, area]] as const).map(([a, b]) => a.foo);", "width"],
    ["the rest", "const [a, ...[b]] = [width, area] as const;\nb.foo;", "area"],
  ])("has a problem with %s at the reader's name", async (_, check, name) => {
    expect((await problemsOf(check))?.map(([place]) => place)).toEqual([name]);
  });

  it.each([
    "check(values.length === 3 && Math.foo(1), 'a');",
    "check(grow(1) > 1, 1, 2);",
    "check(width, Math.foo);",
    "const n: number = [width].length + Math.foo;",
    "grow(Math.foo);",
    "Math.foo(width, area);",
    "const recursive = (): number => recursive().foo;",
  ])("keeps to itself a mistake beside the reader's names: %s", async (check) => {
    expect(await problemsOf(check)).toEqual([]);
  });

  it("says what it misses in the cell, and keeps its own mistakes from the reader", async () => {
    expect(await problemsOf("const one = 1;\none.size;\nheight + 1;\nconst n: number = 'a';")).toEqual([
      ["", "Cannot find name 'height'."],
    ]);
    expect(await problemsOf("if (")).toEqual([]);
  });
});

const crash = () => {
  throw new Error("Debug Failure.");
};
const one = [expect.objectContaining({ inCheck: false })];
const WRONG = new Map([
  ["a", one],
  ["b", one],
]);
const hover = { type: "ask", id: 1, question: { type: "hover", cell: "a", offset: 7 } } as const;

describe("an exception of TypeScript", () => {
  it("in a question is answered with nothing, and later questions are answered", async () => {
    const { service, update, request, failures } = serverOf();
    await update(1, piece("a", "const n = 1;"));
    vi.spyOn(service, "getQuickInfoAtPosition").mockImplementationOnce(crash);
    expect(await request(hover)).toEqual({ type: "answer", id: 1, answer: { type: "nothing" } });
    expect(failures).toEqual([new Error("Debug Failure.")]);
    expect(await request(hover)).toMatchObject({ answer: { type: "hover" } });
  });

  it("in a check clears the problems of the version before, and the next version is checked", async () => {
    const { service, update, failures } = serverOf();
    const wrong = [piece("a", "missing;"), piece("b", "alsoMissing;")];
    expect(await update(1, ...wrong)).toMatchObject({ problems: WRONG });
    vi.spyOn(service, "getSemanticDiagnostics").mockImplementationOnce(crash);
    expect(await update(2, ...wrong)).toEqual({
      type: "problems",
      version: 2,
      problems: new Map([
        ["a", []],
        ["b", []],
      ]),
    });
    expect(failures).toHaveLength(1);
    expect(await update(3, ...wrong)).toMatchObject({ version: 3, problems: WRONG });
  });

  it("in reading the cells clears the problems as well", async () => {
    const { program, update } = serverOf();
    vi.spyOn(program, "update").mockImplementationOnce(crash);
    expect(await update(1, piece("a", "missing;"))).toEqual({
      type: "problems",
      version: 1,
      problems: new Map([["a", []]]),
    });
  });
});
