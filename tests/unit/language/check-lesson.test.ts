import { describe, expect, it } from "vitest";
import { piece, problemsOf } from "./program-of.ts";

describe("cells share one scope", () => {
  it("knows what a cell above declares, with its type", () => {
    expect(
      problemsOf(piece("a", "const n = 1;\ntype Row = number[];"), piece("b", "const row: Row = [n];")),
    ).toEqual([]);
    expect(problemsOf(piece("a", "const n = 1;"), piece("b", "n.toUpperCase();"))).toEqual([
      `b "toUpperCase": Property 'toUpperCase' does not exist on type '1'.`,
    ]);
  });

  it("lets a later cell declare a name again, with another type", () => {
    const cells = [piece("a", "let x = 1;"), piece("b", 'const x = "text";'), piece("c", "x.toUpperCase();")];
    expect(problemsOf(...cells)).toEqual([]);
    expect(problemsOf(...cells, piece("d", "x.repeated();"))).toEqual([
      `d "repeated": Property 'repeated' does not exist on type '"text"'. Did you mean 'repeat'?`,
    ]);
  });

  it("lets a cell assign to what another declared with let or var, but not with const", () => {
    const above = piece("a", "let count = 0; var total = 0; const limit = 3; for (var i = 0; i < 3; i++) {}");
    expect(problemsOf(above, piece("b", "count += 1; total = 5; i = 0;"))).toEqual([]);
    expect(problemsOf(above, piece("b", "limit = 4;"))).toEqual([
      `b "limit": Cannot assign to 'limit': the cell “a” declares it without 'let'.`,
    ]);
  });

  it("lets a function use what only a later cell declares, but not code that runs at once", () => {
    const below = piece("b", "const later = 1;");
    expect(problemsOf(piece("a", "const read = () => later;"), below)).toEqual([]);
    expect(problemsOf(piece("a", "console.log(later);"), below)).toEqual([
      `a "later": Only the cell “b” below declares 'later'.`,
    ]);
  });

  it("accepts await, an object, exports and repeated imports at the top of a cell", () => {
    const cells = [
      piece(
        "a",
        'import * as tf from "@tensorflow/tfjs";\nawait tf.ready();\nexport const a = tf.scalar(1);',
      ),
      piece("b", 'import * as tf from "@tensorflow/tfjs";\nconst c: tf.Scalar = a; export { c as d };'),
      piece("c", "{ a: 1, b: 2 }"),
      piece("d", "class Point { x = 1 }\nenum Kind { One }\nfunction f(point: Point) { return Kind.One; }"),
      piece("e", "f(new Point()) === Kind.One;\nconst again: Point = { x: 2 };"),
    ];
    expect(problemsOf(...cells)).toEqual([]);
  });

  it("accepts code without types", () => {
    expect(
      problemsOf(piece("a", "function twice(f, x) { return f(f(x)); }\nconst list = []; list.push(1);")),
    ).toEqual([]);
    expect(
      problemsOf(piece("a", "let y; const o = {}; try { y = o['k']; } catch (error) { error.message; }")),
    ).toEqual([]);
    const memo = "const square = (n: number) => n * n;\nsquare['cache'] = { 2: 4 };\nsquare['cache'][2];";
    expect(problemsOf(piece("a", memo))).toEqual([]);
    expect(problemsOf(piece("a", "const square = (n: number) => n * n;\nsquare[2];"))).toHaveLength(1);
  });

  it("accepts a comparison with another value of the same type, as checks make it", () => {
    const above = piece("a", 'const n = 1; const mode = "same"; const done = false;');
    expect(problemsOf(above, piece("b", 'n === 2; mode === "valid"; done === true;'))).toEqual([]);
    expect(problemsOf(above, piece("b", 'n === "1";'))).toHaveLength(1);
  });
});

it("accepts what runs with TensorFlow.js, without casts", () => {
  const source = `import * as tf from "@tensorflow/tfjs";
const input = tf.input({ shape: [4] });
const hidden = tf.layers.dense({ units: 8 }).apply(input);
const model = tf.model({ inputs: input, outputs: tf.layers.dense({ units: 3 }).apply(hidden) });
const x = tf.ones([2, 4]);
const classes: number[] = model.predict(x).argMax(1).arraySync();
const [loss, accuracy] = model.evaluate(x, x);
loss.dataSync()[0] + model.evaluate(x, x).dataSync()[0] + accuracy.size;
tf.conv2d(tf.ones([5, 5]).expandDims(0).expandDims(3), tf.ones([3, 3, 1, 1]).mul(2), 1, "same").squeeze([0, 3]).arraySync().map((row) => row.length);
x.shape[0] + classes.length;`;
  expect(problemsOf(piece("a", source))).toEqual([]);
});

describe("exercises", () => {
  it("accept blanks in the reader's cell, and nowhere else", () => {
    expect(
      problemsOf(piece("a", "const n: number = ______ + __;\nconst t: ______ = 1;", "exercise")),
    ).toEqual([]);
    expect(problemsOf(piece("a", "const n = ______;"))).toEqual([
      `a "______": Cannot find name '______'. Replace the blank ______ first.`,
    ]);
  });

  it("are judged by checks that have the library in scope", () => {
    const reader = piece("a", "const n = 1;", "exercise");
    expect(
      problemsOf(reader, piece("a", "check(n === 1, tf.scalar(n).toString()); show(n);", "check")),
    ).toEqual([]);
    expect(problemsOf(reader, piece("a", "check(n.length === 1, 'one');", "check"))).toEqual([
      `check of a "length": Property 'length' does not exist on type '1'.`,
    ]);
  });

  it.each(["function check(n: number) { return n > 1; }\ncheck(3);", "const check = 5;", "class check {}"])(
    "are judged by the check of the library, also if a cell declares another: %s",
    (own) => {
      const judge = piece("a", "check(n === 1, 'one');", "check");
      expect(problemsOf(piece("a", `const n = 1;\n${own}`, "exercise"), judge)).toEqual([]);
      expect(problemsOf(piece("b", own), piece("a", "const n = 1;", "exercise"), judge)).toEqual([]);
    },
  );

  it("keep what a check declares from cells below", () => {
    const pieces = [piece("a", "const n = 1;", "exercise"), piece("a", "const inside = n;", "check")];
    expect(problemsOf(...pieces, piece("b", "inside;"))).toEqual([`b "inside": Cannot find name 'inside'.`]);
  });

  it("have checks that see the solution before them", () => {
    const pieces = [
      piece("a", "const n: string = ______;", "exercise"),
      piece("a", "const n = 1;", "solution"),
      piece("a", "n.toFixed();", "check"),
    ];
    expect(problemsOf(...pieces)).toEqual([]);
  });
});

it("names TensorFlow.js as the reader does", () => {
  const source = 'import * as tf from "@tensorflow/tfjs";\ntf.layers.dens;';
  expect(problemsOf(piece("a", source))).toEqual([
    `a "dens": Property 'dens' does not exist on type 'tf.layers'. Did you mean 'dense'?`,
  ]);
});

describe("a cell that cannot run", () => {
  it("has that one problem, in the words of running it, and hides no other cell's names", () => {
    const cells = [piece("a", "const n = 1"), piece("b", "function f( {"), piece("c", "f(n); n.x;")];
    const problems = problemsOf(...cells);
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatch(/^b /);
    expect(problems[1]).toBe(`c "x": Property 'x' does not exist on type '1'.`);
  });

  it("may have a text or comment without an end", () => {
    for (const source of ["`never closed", "/* never closed", "const s = 'x", "({"]) {
      const problems = problemsOf(piece("a", source), piece("b", "const m = 1; m.x;"));
      expect(problems.map((text) => text.slice(0, 2))).toEqual(["a ", "b "]);
    }
  });
});
