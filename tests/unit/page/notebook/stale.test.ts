import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Freshness, staleCells } from "../../../../src/page/notebook/stale.ts";
import { cellId } from "./scripted-host.ts";

/** A cell that ran at moment 1 and is not doubtful, unless told otherwise. */
const cell = (id: string, declares: string[], uses: string[], more: Partial<Freshness> = {}): Freshness => ({
  id: cellId(id),
  names: { declares, uses },
  byHand: false,
  ranAt: 1,
  doubtfulSince: null,
  ...more,
});

describe("staleCells", () => {
  it("goes on through names, and only downwards", () => {
    const stale = staleCells([
      cell("above", ["p"], ["x"]),
      cell("edited", ["x"], [], { doubtfulSince: 2 }),
      cell("reader", ["y"], ["x"]),
      cell("its-reader", [], ["y"]),
      cell("stranger", ["z"], ["p"]),
    ]);
    expect([...stale]).toEqual(["edited", "reader", "its-reader"]);
  });

  it("ends where a fresh cell declares the name anew", () => {
    const stale = staleCells([
      cell("edited", ["x"], [], { doubtfulSince: 2 }),
      cell("anew", ["x"], []),
      cell("reader", [], ["x"]),
    ]);
    expect([...stale]).toEqual(["edited"]);
  });

  it("leaves a cell that ran after the edit of one that is run by hand: it read what is there", () => {
    const stale = staleCells([
      cell("edited", ["x"], [], { doubtfulSince: 2, byHand: true }),
      cell("ran-before", ["y"], ["x"]),
      cell("ran-after", ["z"], ["x"], { ranAt: 3 }),
      cell("reader-of-it", [], ["z"]),
    ]);
    expect([...stale]).toEqual(["edited", "ran-before"]);
  });

  it("marks a cell that ran after the edit of one that will be run again before it", () => {
    const stale = staleCells([
      cell("edited", ["x"], [], { doubtfulSince: 2 }),
      cell("ran-after", [], ["x"], { ranAt: 3 }),
    ]);
    expect([...stale]).toEqual(["edited", "ran-after"]);
  });

  const names = fc.uniqueArray(fc.constantFrom("x", "y", "z"), { maxLength: 2 });
  const moment = fc.option(fc.integer({ min: 0, max: 9 }));
  const cells = fc
    .array(
      fc.record({ declares: names, uses: names, byHand: fc.boolean(), ranAt: moment, doubtfulSince: moment }),
      {
        maxLength: 8,
      },
    )
    .map((list) => list.map((each, index) => cell(`c${index}`, each.declares, each.uses, each)));

  it("marks no cell that has not run, and every doubtful one that has", () => {
    fc.assert(
      fc.property(cells, (list) => {
        const stale = staleCells(list);
        for (const { id, ranAt, doubtfulSince } of list) {
          if (ranAt === null) expect(stale.has(id)).toBe(false);
          else if (doubtfulSince !== null) expect(stale.has(id)).toBe(true);
        }
      }),
    );
  });

  it("marks nothing where nothing is doubtful, nor what ran after all doubts", () => {
    fc.assert(
      fc.property(cells, (list) => {
        expect(staleCells(list.map((each) => ({ ...each, doubtfulSince: null }))).size).toBe(0);
        const byHand = list.map((each) => ({ ...each, byHand: true }));
        const last = cell("last", [], ["x", "y", "z"], { ranAt: 10 });
        expect(staleCells([...byHand, last]).has(last.id)).toBe(false);
      }),
    );
  });
});
