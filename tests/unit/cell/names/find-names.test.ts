import { describe, expect, it } from "vitest";
import { cellNames } from "../../../../src/cell/names/find-names.ts";

describe("cellNames", () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ["const a = b", ["a"], ["b"]],
    ["const a = 1; a", ["a"], []],
    ["a; let a = 1", ["a"], []],
    ["a = 1", [], ["a"]],
    ["a.b.c(d[e])", [], ["a", "d", "e"]],
    ["({ a, b: c, [d]: 1, e() {} })", [], ["a", "c", "d"]],
    ["const { a = b, ...c } = d", ["a", "c"], ["b", "d"]],
    ["function f(a, b = c) { return a + b + d + f() }", ["f"], ["c", "d"]],
    ["function grow(by = base) { var base = 10; return by + base }", ["grow"], ["base"]],
    ["const o = { m(a = b) { var b; return a }, get c() { return d } }", ["o"], ["b", "d"]],
    ["class A { constructor(private x = y) { var y } #p = q; #m() { return r } }", ["A"], ["y", "q", "r"]],
    ["declare const a: number; declare function f(): void; declare class C {} let b = a", ["b"], ["a"]],
    ["(a as T)!.b satisfies U; <V>c; f<W>(d)", [], ["a", "c", "f", "d"]],
    ["function f(this: T, a?: U): a is V { return this.b }", ["f"], []],
    ["import { type T, b } from 'm'; import { type U } from 'n'", ["b"], []],
    ["enum E { A = 1, B = A + c }", ["E"], ["c"]],
    ["a?.b?.[c]", [], ["a", "c"]],
    ["import(a)", [], ["a"]],
    ["(function g(a) { var b; return g(a, b, arguments) })", [], []],
    ["function f() { return () => arguments }", ["f"], []],
    ["{ let a = 1; a } a", [], ["a"]],
    ["{ var a = 1 } a", ["a"], []],
    ["function f() { var a } a", ["f"], ["a"]],
    ["for (let i = 0; i < n; i++) i", [], ["n"]],
    ["for (const x of xs) x", [], ["xs"]],
    ["for (x of xs) x", [], ["xs", "x"]],
    ["try { a } catch (e) { e }", [], ["a"]],
    ["class A extends B { x = c; [d]() { return A } static { var e = f; e } }", ["A"], ["B", "c", "d", "f"]],
    ["(class A { m() { return A } })", [], []],
    ["label: for (;;) break label", [], []],
    ["switch (a) { case b: let c = 1; c }", [], ["a", "b"]],
    ["import x, { y as z } from 'm'; x + z + w", ["x", "z"], ["w"]],
    ["import type { T } from 'm'; let a: T", ["a"], []],
    ["let a: Foo<typeof b> = c as Bar", ["a"], ["c"]],
    ["interface I { a: B } type T = U", [], []],
    ["enum E { A = b }", ["E"], ["b"]],
    ["enum E { A = 1 } export enum E { 'B' = A + c, D = B } enum F { C = A }", ["E", "F"], ["A", "c"]],
    ["`$" + "{a}` + tag`$" + "{b}`", [], ["a", "tag", "b"]],
    ["{ a: b, c }", [], ["b", "c"]],
    ["typeof a", [], ["a"]],
    ["export const a = b", ["a"], ["b"]],
    ["new.target", [], []],
    ["const model = tf.sequential({ layers: [tf.layers.dense({ units })] })", ["model"], ["tf", "units"]],
    ["does not parse (", [], []],
  ])("%s", (source, declares, uses) => {
    const names = cellNames(source);
    expect(names.declares.toSorted()).toEqual(declares.toSorted());
    expect(names.uses.toSorted()).toEqual(uses.toSorted());
  });
});
