import { describe, expect, it } from "vitest";
import type { CellId } from "../../../../src/protocol/ids.ts";
import { CheckFailure } from "../../../../src/runtime/library/check-failure.ts";
import { Evaluator } from "../../../../src/runtime/session/evaluate.ts";

const cell = (name: string) => name as CellId;

function setUp() {
  const evaluator = new Evaluator(
    new Map([["lectern", { answer: 42, add: (a: number, b: number) => a + b }]]),
  );
  const run = (name: string, source: string) => evaluator.run(cell(name), source);
  const value = async (source: string) => {
    const evaluation = await run("value", source);
    if (evaluation.type === "failed")
      throw new Error(`${evaluation.error.name}: ${evaluation.error.message}`);
    return evaluation.type === "done" ? evaluation.value : undefined;
  };
  return { evaluator, run, value };
}

describe("evaluating cells", () => {
  it("gives the value of the final expression, and none for a statement", async () => {
    const { run } = setUp();
    expect(await run("a", "1 + 1")).toEqual({ type: "done", value: 2 });
    expect(await run("a", "const x = 1;")).toEqual({ type: "done" });
  });

  it("keeps top-level names for later cells, as live bindings", async () => {
    const { run, value } = setUp();
    await run(
      "a",
      "let count = 0; function increment() { count += 1; } class Layer {} const { x, ...rest } = { x: 1, y: 2 };",
    );
    await run("b", "increment(); count += 10;");
    expect(await value("[count, x, rest.y, typeof Layer]")).toEqual([11, 1, 2, "function"]);
  });

  it("replaces what a cell declared when it runs again, and forgets what it no longer declares", async () => {
    const { run, value } = setUp();
    await run("a", "const x = 1; const y = 2;");
    await run("a", "const x = 3;");
    expect(await value("x")).toBe(3);
    expect(await value("typeof y")).toBe("undefined");
  });

  it("lets a cell declare names that the global scope has too", async () => {
    const { run, value } = setUp();
    await run("a", 'const name = "n", status = 1, close = 2, self = 3, undefined1 = 4;');
    expect(await value("[name, status, close, self]")).toEqual(["n", 1, 2, 3]);
  });

  it("awaits at top level", async () => {
    const { value } = setUp();
    expect(await value("await new Promise((resolve) => setTimeout(() => resolve(5), 1))")).toBe(5);
  });

  it("awaits the value of the final expression, and fails with its error", async () => {
    const { run, value } = setUp();
    expect(await value("Promise.resolve(7)")).toBe(7);
    expect(await value("(async () => 8)()")).toBe(8);
    expect(await run("a", "1;\nPromise.reject(new RangeError('no'))")).toMatchObject({
      type: "failed",
      error: { name: "RangeError", line: 2 },
    });
  });

  it("finds names that are declared as promises without an await", async () => {
    const { evaluator, run } = setUp();
    const source = "const late = Promise.resolve([1]); const ready = await Promise.resolve([2]);";
    await run("a", source);
    expect(evaluator.declaredPromises(cell("a"), source)).toEqual(["late"]);
    const used = "const late = Promise.resolve([1]); const [first] = await Promise.all([late]);";
    await run("a", used);
    expect(evaluator.declaredPromises(cell("a"), used)).toEqual([]);
  });

  it("says in which cell an await is missing when a later one uses the promise", async () => {
    const { run } = setUp();
    await run("train", "const history = Promise.resolve({ loss: [1] });");
    expect(await run("plot", "history.history.loss")).toMatchObject({
      error: {
        message: expect.stringMatching(
          /^Cannot read .*[.?] history is a promise, not its result: did you forget await in the cell train\?$/,
        ),
      },
    });
    expect(await run("other", "undefined.loss")).toMatchObject({
      error: { message: expect.not.stringContaining("promise") },
    });
  });

  it("imports modules, and says what is wrong with an unknown one or a missing name", async () => {
    const { run, value } = setUp();
    expect(await value('import { add, answer as a } from "lectern"; add(a, 1)')).toBe(43);
    expect(await value('import * as all from "lectern"; Object.keys(all)')).toEqual(["answer", "add"]);
    expect(await value('(await import("lectern", { with: {} })).answer')).toBe(42);
    expect(await run("b", 'import fs from "fs";')).toMatchObject({
      type: "failed",
      error: { message: 'There is no module "fs" here. A cell can import "lectern".' },
    });
    expect(await run("c", 'import { nothing } from "lectern";')).toMatchObject({
      type: "failed",
      error: { message: 'The module "lectern" has no export named "nothing".' },
    });
  });

  it("refuses to assign another cell's constant", async () => {
    const { run } = setUp();
    await run("a", "const fixed = 1;");
    expect(await run("b", "fixed = 2;")).toMatchObject({ type: "failed", error: { name: "TypeError" } });
  });

  it("reports an error with the author's line and column", async () => {
    const { run } = setUp();
    const source =
      "const a: number = 1;\ninterface Size { width: number }\nconst b: Size | null = null;\n(b as unknown as Size).width;";
    const evaluation = await run("bad", source);
    expect(evaluation).toMatchObject({
      type: "failed",
      error: { name: "TypeError", line: 4, text: "(b as unknown as Size).width;" },
    });
  });

  it("reports the line of the running cell that called a throwing function of an earlier cell", async () => {
    const { run } = setUp();
    await run("helper", 'function fail() {\n  throw new RangeError("no");\n}');
    expect(await run("caller", "\n\nfail();")).toMatchObject({
      error: {
        name: "RangeError",
        message: "no",
        line: 3,
        stack: [
          { cell: "helper", line: 2 },
          { cell: "caller", line: 3 },
        ],
      },
    });
  });

  it("reports anything that is thrown, even if it cannot be read", async () => {
    const { run } = setUp();
    expect(await run("a", "throw 5;")).toMatchObject({ error: { name: "Thrown", message: "5" } });
    expect(await run("a", "throw new Proxy({}, { getPrototypeOf() { throw 1; } });")).toMatchObject({
      type: "failed",
    });
    expect(await run("a", "function deep() { deep(); } deep();")).toMatchObject({
      error: { name: "RangeError", message: expect.stringContaining("calls itself without end") },
    });
  });

  it("runs checks with the names of lectern in scope, which declare nothing", async () => {
    const { evaluator, run, value } = setUp();
    await run("a", "const mine = 2;");
    expect(await evaluator.check(cell("a-check"), "const sum = add(mine, answer); sum")).toEqual({
      type: "done",
      value: 44,
    });
    expect(await value("typeof sum + typeof add")).toBe("undefinedundefined");
  });

  it("counts a run that ends at a wrong answer as done", async () => {
    const wrong = () => Promise.reject(new CheckFailure("Wrong."));
    const evaluator = new Evaluator(new Map([["checks", { wrong }]]));
    const run = (name: string, source: string) => evaluator.run(cell(name), source);
    expect(await run("a", "import { wrong } from 'checks'; await wrong();")).toEqual({ type: "done" });
    expect(await run("a", "throw Object.assign(new Error('no'), { name: 'CheckFailed' });")).toMatchObject({
      type: "failed",
    });
  });
});
