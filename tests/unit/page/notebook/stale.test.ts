import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_NAMES } from "../../../../src/cell/names/cell-names.ts";
import {
  type Freshness,
  type Provider,
  providersOf,
  staleCells,
} from "../../../../src/page/notebook/stale.ts";
import { cellId } from "./scripted-host.ts";

/** A cell that ran at tick 1 and is not dirty by default. */
const cell = (id: string, declares: string[], uses: string[], more: Partial<Freshness> = {}): Freshness => ({
  id: cellId(id),
  names: { ...NO_NAMES, declares, uses },
  declared: declares,
  edited: false,
  manual: false,
  ranAt: 1,
  dirtySince: null,
  readFrom: new Map(),
  ...more,
});

const names = fc.uniqueArray(fc.constantFrom("x", "y", "z"), { maxLength: 2 });
const tick = fc.option(fc.integer({ min: 0, max: 9 }));
const cells = fc
  .array(fc.record({ declares: names, uses: names, manual: fc.boolean(), ranAt: tick, dirtySince: tick }), {
    maxLength: 8,
  })
  .map((list) => list.map((each, index) => cell(`c${index}`, each.declares, each.uses, each)));

const reads = (...sources: [name: string, source: string | null][]): Pick<Freshness, "readFrom"> => ({
  readFrom: new Map(
    sources.map(([name, source]): [string, Provider] => [name, source === null ? null : cellId(source)]),
  ),
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
        const inOrder = list.toSorted((a, b) => (a.ranAt ?? 0) - (b.ranAt ?? 0));
        expect(staleCells(inOrder.map((each) => ({ ...each, dirtySince: null }))).size).toBe(0);
        const manual = list.map((each) => ({ ...each, manual: true }));
        const last = cell("last", [], ["x", "y", "z"], { ranAt: 10 });
        expect(staleCells([...manual, last]).has(last.id)).toBe(false);
      }),
    );
  });
});

describe("what a cell imports", () => {
  const imports = (more: Partial<Freshness>) =>
    cell("imports", ["plot", "rate"], [], {
      names: { ...NO_NAMES, declares: ["plot", "rate"], imports: ["plot"] },
      declared: ["rate"],
      ...more,
    });
  const users = [cell("plots", [], ["plot"]), cell("trains", [], ["rate"])];

  it("is the same when it runs again, unless its text was edited", () => {
    expect([...staleCells([imports({ dirtySince: 2 }), ...users])]).toEqual(["imports", "trains"]);
    expect([...staleCells([imports({ dirtySince: 2, edited: true }), ...users])]).toEqual([
      "imports",
      "plots",
      "trains",
    ]);
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

describe("a value that a cell above has replaced", () => {
  const above = cell("above", ["y"], [], { ranAt: 5 });
  const below = cell("below", ["y"], [], { ranAt: 2 });
  const reader = cell("reader", [], ["y"], { ranAt: 3, ...reads(["y", "below"]) });

  it("makes the lower of two cells that declare one name stale, with what reads it, until it runs again", () => {
    expect([...staleCells([above, below, reader])]).toEqual(["below", "reader"]);
    // Even if it has run since: it has read the value of the cell above.
    expect([...staleCells([above, below, { ...reader, ranAt: 6 }])]).toEqual(["below", "reader"]);
    expect([...staleCells([above, { ...below, ranAt: 6 }, { ...reader, ranAt: 7 }])]).toEqual([]);
  });

  it("does not count where the lower one has not run, or its last run did not declare the name", () => {
    const read = { ...reader, ...reads(["y", "above"]) };
    expect([...staleCells([above, { ...below, ranAt: null }, read])]).toEqual([]);
    expect([...staleCells([above, { ...below, declared: [] }])]).toEqual([]);
    expect([...staleCells([{ ...above, declared: [] }, below])]).toEqual([]);
  });
});

describe("a name that comes from another cell than before", () => {
  const points = cell("points", ["y"], []);
  const again = cell("again", ["y"], [], { ranAt: 5 });
  const line = cell("line", ["fit"], ["y"], { ranAt: 2, ...reads(["y", "points"]) });
  const ofLine = cell("of-line", [], ["fit"], { ranAt: 3, ...reads(["fit", "line"]) });

  it("makes the cells below one that declares it again stale once that has run, until they run", () => {
    const idle = { ...again, ranAt: null };
    expect([...staleCells([points, idle, line, ofLine])]).toEqual([]);
    expect([...staleCells([points, again, line, ofLine])]).toEqual(["line", "of-line"]);
    expect([...staleCells([points, line, again, ofLine])]).toEqual([]);
    const rerun = { ...line, ranAt: 6, ...reads(["y", "again"]) };
    expect([...staleCells([points, again, rerun, ofLine])]).toEqual([]);
  });

  it("makes those stale that had read it from a cell that is gone, elsewhere or without it, and the cell that declares it now", () => {
    const read = { ...line, ranAt: 6, ...reads(["y", "again"]) };
    const stale = ["points", "line"];
    expect([...staleCells([points, read])]).toEqual(stale);
    expect([...staleCells([points, read, again])]).toEqual(stale);
    expect([...staleCells([points, { ...again, ranAt: 7, names: NO_NAMES }, read])]).toEqual(stale);
    // The value is there again, but the cell below has not read it.
    expect([...staleCells([{ ...points, ranAt: 7 }, read])]).toEqual(["line"]);
    expect([
      ...staleCells([
        { ...points, ranAt: 7 },
        { ...read, ranAt: 8, ...reads(["y", "points"]) },
      ]),
    ]).toEqual([]);
    // No cell declares it.
    expect([...staleCells([read])]).toEqual(["line"]);
  });

  it("leaves cells as they are when the cell that they have read from was cleared", () => {
    const cleared = { ...again, ranAt: null };
    const read = { ...line, ranAt: 6, ...reads(["y", "again"]) };
    expect([...staleCells([points, cleared, read])]).toEqual([]);
  });

  it("does not count imports, which are the same everywhere", () => {
    const imports = (id: string, ranAt: number) =>
      cell(id, ["tf"], [], { ranAt, names: { ...NO_NAMES, declares: ["tf"], imports: ["tf"] } });
    const user = cell("user", [], ["tf"], { ranAt: 2, ...reads(["tf", null]) });
    expect([...staleCells([imports("one", 1), imports("two", 5), user])]).toEqual([]);
    expect([...staleCells([imports("one", 1), cell("own", ["tf"], [], { ranAt: 5 }), user])]).toEqual([
      "user",
    ]);
  });

  it("is that of the nearest cell above that has run", () => {
    const sources = (above: readonly Freshness[]) => [
      ...providersOf({ declares: ["own"], uses: ["y", "own", "plot"] }, above),
    ];
    expect(sources([points, again])).toEqual([
      ["y", "again"],
      ["plot", null],
    ]);
    expect(sources([points, { ...again, ranAt: null }])).toEqual([
      ["y", "points"],
      ["plot", null],
    ]);
  });

  it("changes for no cell of a page that ran from top to bottom", () => {
    fc.assert(
      fc.property(cells, (list) => {
        const page: Freshness[] = [];
        for (const [index, each] of list.entries()) {
          const ranAt = each.ranAt === null ? null : index;
          page.push({ ...each, ranAt, dirtySince: null, readFrom: providersOf(each.names, page) });
        }
        expect(staleCells(page).size).toBe(0);
      }),
    );
  });
});
