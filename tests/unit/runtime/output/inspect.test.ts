import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inspect, inspectText } from "../../../../src/runtime/output/inspect.ts";

describe("inspecting a value", () => {
  it("distinguishes primitives", () => {
    expect(inspect("1")).toEqual({ kind: "primitive", type: "string", text: "1" });
    expect(inspect(1)).toEqual({ kind: "primitive", type: "number", text: "1" });
    expect(inspect(-0)).toEqual({ kind: "primitive", type: "number", text: "-0" });
    expect(inspect(10n)).toEqual({ kind: "primitive", type: "bigint", text: "10n" });
    expect(inspect(null)).toEqual({ kind: "primitive", type: "null", text: "null" });
    expect(inspect(undefined)).toEqual({ kind: "primitive", type: "undefined", text: "undefined" });
    expect(inspect(Symbol("s"))).toEqual({ kind: "primitive", type: "symbol", text: "Symbol(s)" });
  });

  it("says how to get the value of a promise", () => {
    expect(inspectText([Promise.resolve(1)])).toBe("[ Promise (`await` gives its value) ]");
  });

  it("shows the bytes of a buffer", () => {
    expect(inspectText(new Uint8Array([1, 2]).buffer)).toBe("ArrayBuffer(2) [ 1, 2 ]");
    expect(inspectText(new DataView(new Uint8Array([1, 2, 3]).buffer, 1))).toBe("DataView(2) [ 2, 3 ]");
  });

  it("names functions and classes", () => {
    expect(inspect(function area() {})).toEqual({ kind: "function", name: "area", class: false });
    expect(inspect(class Layer {})).toEqual({ kind: "function", name: "Layer", class: true });
  });

  it("names a class as its author does, although the bundle numbers classes of one name", () => {
    const [Softmax$1, Layer] = [class Softmax$1 {}, class Layer {}];
    expect(inspectText(new Softmax$1())).toBe("Softmax {}");
    expect(inspectText(new Layer())).toBe("Layer {}");
  });

  it("names what the language makes without a class", () => {
    function* numbers(): Generator<number> {
      yield 1;
    }
    async function* later(): AsyncGenerator<number> {
      yield 1;
    }
    expect(inspectText(numbers())).toBe("Generator {}");
    expect(inspectText(later())).toBe("AsyncGenerator {}");
    expect(inspectText("a1".matchAll(/\d/g))).toBe("RegExp String Iterator {}");
    expect(inspectText(new Map().keys())).toBe("Map Iterator {}");
    expect(inspectText(Object.create({ a: 1 }))).toBe("{}");
  });

  it("shows what an error was caused by, and which errors it has", () => {
    expect(inspectText(new Error("no"))).toBe("Error: no");
    expect(inspectText(new Error("no", { cause: new TypeError("y") }))).toBe(
      "Error: no { cause: TypeError: y }",
    );
    expect(inspectText(new AggregateError([new Error("a")], "many"))).toBe(
      "AggregateError: many { errors: [ Error: a ] }",
    );
  });

  it("opens objects, arrays, typed arrays, maps and sets", () => {
    expect(inspectText({ a: 1, b: [1, "x"] })).toBe('{ a: 1, b: [ 1, "x" ] }');
    expect(inspectText(new Float32Array([1, 2.5]))).toBe("Float32Array(2) [ 1, 2.5 ]");
    expect(inspectText(new Map([["a", 1]]))).toBe("Map(1) { a => 1 }");
    expect(inspectText(new Set([1, 2]))).toBe("Set(2) { 1, 2 }");
  });

  it("shows a tensor's dtype, shape and values", () => {
    const shown = inspect(
      tf.tensor2d([
        [1, 2],
        [3, 4],
      ]),
    );
    expect(shown).toMatchObject({ kind: "tensor", dtype: "float32", shape: [2, 2], disposed: false });
    expect(shown.kind === "tensor" && shown.text.replace(/\s+/g, "")).toBe("[[1,2],[3,4]]");
  });

  it("shows the first values of a large tensor, and leaves no tensor behind", () => {
    const large = tf.zeros([100, 28, 28, 1]);
    const before = tf.memory().numTensors;
    const shown = inspect(large);
    expect(shown).toMatchObject({ shape: [100, 28, 28, 1] });
    expect(shown.kind === "tensor" && shown.text).toMatch(/^The first \[2, 28, 28, 1\] of it:/);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("says that a tensor is disposed", () => {
    const gone = tf.scalar(1);
    gone.dispose();
    expect(inspect(gone)).toMatchObject({ kind: "tensor", disposed: true });
  });

  it("detects cycles, and calls no getter", () => {
    const circle: Record<string, unknown> = {};
    circle["self"] = circle;
    expect(inspectText(circle)).toBe("{ self: [Object (circular)] }");
    let called = false;
    inspect({
      get trap() {
        called = true;
        return 1;
      },
    });
    expect(called).toBe(false);
  });

  it("survives values that cannot be read", () => {
    const hostile = new Proxy(
      {},
      {
        ownKeys() {
          throw new Error("no");
        },
      },
    );
    expect(inspect(hostile)).toEqual({ kind: "cut", name: "(could not be read: no)" });
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(inspect(proxy).kind).toBe("cut");
  });

  it("bounds wide, deep and long values", () => {
    const wide = inspect(Array.from({ length: 1_000_000 }, (_, index) => index));
    expect(wide).toMatchObject({ kind: "array", size: 1_000_000, hidden: 1_000_000 - 100 });
    let deep: unknown = 1;
    for (let depth = 0; depth < 10_000; depth += 1) deep = [deep];
    expect(JSON.stringify(inspect(deep)).length).toBeLessThan(1000);
    expect(JSON.stringify(inspect("x".repeat(1_000_000))).length).toBeLessThan(6000);
  });

  it("gives bounded data for any value", () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withMap: true,
          withSet: true,
          withTypedArray: true,
          withNullPrototype: true,
        }),
        (value) => {
          expect(JSON.stringify(inspect(value)).length).toBeLessThan(2_000_000);
          expect(typeof inspectText(value)).toBe("string");
        },
      ),
    );
  });
});
