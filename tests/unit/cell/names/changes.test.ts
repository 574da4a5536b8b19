import { describe, expect, it } from "vitest";
import { cellNames } from "../../../../src/cell/names/find-names.ts";

describe("what a cell may change", () => {
  it.each<[string, readonly string[]]>([
    ["a = 1", ["a"]],
    ["a.b[0] += 1; c++; delete d.e", ["a", "c", "d"]],
    ["[a, { b: c.d, ...e }] = f", ["a", "c", "e"]],
    ["for (x of xs) x", ["x"]],
    ["const a = 1; a.push(2)", []],
    ["const history = await model.fit(x, y)", ["model"]],
    ["model.compile({}); await model.warmUp()", ["model"]],
    ["model.layers[0].setWeights(w)", ["model"]],
    ["model.summary(); console.log(model.evaluate(x))", []],
    ["const y = x.add(1).mul(z)", []],
    ["x.print()", []],
    ["const h = await train(model, 3); plot(h); imshow(picture)", ["model"]],
    ["const n = tf.mean(x); tf.dispose(x); tf.add(x, 1).print()", []],
    ["{ const a = []; a.push(1) }", []],
    [
      "(<any>model).compile(); (data satisfies D).fill(0); (list! as any[]).push!(1)",
      ["data", "list", "model"],
    ],
    ["(<any>a).b = 1; (c satisfies C).d++; train(<any>model, (x)!)", ["a", "c", "model", "x"]],
    ["Object.assign(config, { a: 1 }); Object.defineProperty(o.p, 'x', {}); Object.keys(q)", ["config", "o"]],
    ["class A { static n = count++; static { seen.push(1) } }", ["count", "seen"]],
    ["class A { n = count++; #m = seen.push(1) }", []],
    ["resetState(42)", ["*"]],
    ["import { resetState } from 'lectern'; resetState(42)", ["*"]],
    ["await tf.setBackend('cpu')", ["*"]],
    ["Math.random = () => 4", ["*"]],
    ["console.log(1); Math.max(1)", []],
    ["function f() { a.push(1) }", []],
  ])("%s", (source, changes) => {
    expect(cellNames(source).changes.toSorted()).toEqual(changes.toSorted());
  });

  it("includes what its functions change when they are called, of its own names too", () => {
    const { changesInFunctions } = cellNames(
      "const model = make(); let steps = 0; const step = (batch) => { batch.x = 1; steps++; return model.fit(batch) }; function f() { seen.push(1) }",
    );
    expect(changesInFunctions.toSorted()).toEqual(["model", "seen", "steps"]);
    expect(
      cellNames("class A { n = count++; #m = () => seen.push(1) }").changesInFunctions.toSorted(),
    ).toEqual(["count", "seen"]);
  });
});
