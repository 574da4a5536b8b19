import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Freshness, staleCells } from "../../../../src/page/notebook/stale.ts";
import { cellId } from "./scripted-host.ts";

const cell = (id: string, declares: string[], uses: string[], more: Partial<Freshness> = {}): Freshness => ({
  id: cellId(id),
  names: { declares, uses },
  ran: true,
  changed: false,
  ...more,
});

describe("staleCells", () => {
  it("goes on through names, and only downwards", () => {
    const stale = staleCells([
      cell("above", ["p"], ["x"]),
      cell("changed", ["x"], [], { changed: true }),
      cell("reader", ["y"], ["x"]),
      cell("its-reader", [], ["y"]),
      cell("stranger", ["z"], ["p"]),
    ]);
    expect([...stale]).toEqual(["changed", "reader", "its-reader"]);
  });

  it("ends where a fresh cell declares the name anew", () => {
    const stale = staleCells([
      cell("changed", ["x"], [], { changed: true }),
      cell("anew", ["x"], []),
      cell("reader", [], ["x"]),
    ]);
    expect([...stale]).toEqual(["changed"]);
  });

  const names = fc.uniqueArray(fc.constantFrom("x", "y", "z"), { maxLength: 2 });
  const cells = fc
    .array(fc.record({ declares: names, uses: names, ran: fc.boolean(), changed: fc.boolean() }), {
      maxLength: 8,
    })
    .map((list) => list.map((each, index) => cell(`c${index}`, each.declares, each.uses, each)));

  it("marks no cell that has not run, and every changed one that has", () => {
    fc.assert(
      fc.property(cells, (list) => {
        const stale = staleCells(list);
        for (const each of list) {
          if (!each.ran) expect(stale.has(each.id)).toBe(false);
          if (each.ran && each.changed) expect(stale.has(each.id)).toBe(true);
        }
      }),
    );
  });

  it("marks nothing where nothing changed", () => {
    fc.assert(
      fc.property(cells, (list) => {
        expect(staleCells(list.map((each) => ({ ...each, changed: false }))).size).toBe(0);
      }),
    );
  });
});
