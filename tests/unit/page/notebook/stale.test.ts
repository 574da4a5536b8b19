import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_NAMES } from "../../../../src/cell/names/cell-names.ts";
import { type Freshness, staleCells } from "../../../../src/page/notebook/stale.ts";
import { cellId } from "./scripted-host.ts";

/** A cell that ran at tick 1 and is not dirty by default. */
const cell = (id: string, declares: string[], uses: string[], more: Partial<Freshness> = {}): Freshness => ({
  id: cellId(id),
  names: { ...NO_NAMES, declares, uses },
  manual: false,
  ranAt: 1,
  dirtySince: null,
  ...more,
});

describe("staleCells", () => {
  it("propagates through names, and only downwards", () => {
    const stale = staleCells([
      cell("above", ["p"], ["x"]),
      cell("edited", ["x"], [], { dirtySince: 2 }),
      cell("reader", ["y"], ["x"]),
      cell("its-reader", [], ["y"]),
      cell("stranger", ["z"], ["p"]),
    ]);
    expect([...stale]).toEqual(["edited", "reader", "its-reader"]);
  });

  it("stops where a fresh cell declares the name again", () => {
    const stale = staleCells([
      cell("edited", ["x"], [], { dirtySince: 2 }),
      cell("again", ["x"], []),
      cell("reader", [], ["x"]),
    ]);
    expect([...stale]).toEqual(["edited"]);
  });

  it("does not mark a cell that ran after the edit of a manual one, since it used the current values", () => {
    const stale = staleCells([
      cell("edited", ["x"], [], { dirtySince: 2, manual: true }),
      cell("ran-before", ["y"], ["x"]),
      cell("ran-after", ["z"], ["x"], { ranAt: 3 }),
      cell("reader-of-it", [], ["z"]),
    ]);
    expect([...stale]).toEqual(["edited", "ran-before"]);
  });

  it("marks a cell that ran after the edit of one that will run again before it", () => {
    const stale = staleCells([
      cell("edited", ["x"], [], { dirtySince: 2 }),
      cell("ran-after", [], ["x"], { ranAt: 3 }),
    ]);
    expect([...stale]).toEqual(["edited", "ran-after"]);
  });

  const names = fc.uniqueArray(fc.constantFrom("x", "y", "z"), { maxLength: 2 });
  const tick = fc.option(fc.integer({ min: 0, max: 9 }));
  const cells = fc
    .array(fc.record({ declares: names, uses: names, manual: fc.boolean(), ranAt: tick, dirtySince: tick }), {
      maxLength: 8,
    })
    .map((list) => list.map((each, index) => cell(`c${index}`, each.declares, each.uses, each)));

  it("marks no cell that has not run, and every dirty one that has run", () => {
    fc.assert(
      fc.property(cells, (list) => {
        const stale = staleCells(list);
        for (const { id, ranAt, dirtySince } of list) {
          if (ranAt === null) expect(stale.has(id)).toBe(false);
          else if (dirtySince !== null) expect(stale.has(id)).toBe(true);
        }
      }),
    );
  });

  it("marks nothing if nothing is dirty, and no cell that ran after everything became dirty", () => {
    fc.assert(
      fc.property(cells, (list) => {
        expect(staleCells(list.map((each) => ({ ...each, dirtySince: null }))).size).toBe(0);
        const manual = list.map((each) => ({ ...each, manual: true }));
        const last = cell("last", [], ["x", "y", "z"], { ranAt: 10 });
        expect(staleCells([...manual, last]).has(last.id)).toBe(false);
      }),
    );
  });
});

describe("a cell that changes what others declare", () => {
  const changes = (changes: string[]) => ({ names: { ...NO_NAMES, uses: ["model"], changes } });
  it("makes those below stale that use it", () => {
    const cells = [
      cell("build", ["model"], []),
      cell("train", [], ["model"], { ...changes(["model"]), dirtySince: 9 }),
      cell("evaluate", [], ["model"]),
      cell("other", [], ["data"]),
    ];
    expect([...staleCells(cells)]).toEqual(["train", "evaluate"]);
  });

  it("makes all below stale if it changes what everything depends on", () => {
    const seed = { ...changes(["*"]), dirtySince: 9 };
    expect([...staleCells([cell("a", [], []), cell("seed", [], [], seed), cell("b", [], [])])]).toEqual([
      "seed",
      "b",
    ]);
    expect([
      ...staleCells([cell("a", [], []), cell("seed", [], [], { ...seed, manual: true }), cell("b", [], [])]),
    ]).toEqual(["seed"]);
  });
});
