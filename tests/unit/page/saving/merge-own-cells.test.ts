import { describe, expect, it } from "vitest";
import type { OwnCell, OwnCells } from "../../../../src/page/notebook/own-cells.ts";
import { mergeOwnCells, readStoredCells } from "../../../../src/page/saving/merge-own-cells.ts";
import { cellId } from "../notebook/scripted-host.ts";

/** Cells from names like `x@a`: the cell `x` below `a`; `x!@a` is a note. */
function cells(names: string): OwnCells {
  return names
    .split(" ")
    .filter((name) => name !== "")
    .map((name): OwnCell => {
      const [id = "", anchor = ""] = name.split("@");
      const kind = id.endsWith("!") ? "note" : "code";
      return { id: cellId(id.replace("!", "")), kind, anchor: cellId(anchor), side: "below" };
    });
}

/** What is stored after both tabs, which had the same cells, have saved theirs; removed cells in parentheses. */
function merged(before: string, theirs: string, mine: string): string {
  const known = cells(before);
  const kept = (now: string): OwnCells =>
    cells(now).map((cell) => known.find((each) => JSON.stringify(each) === JSON.stringify(cell)) ?? cell);
  const first = mergeOwnCells(readStoredCells(known), { before: known, now: kept(theirs) });
  return mergeOwnCells(readStoredCells(first), { before: known, now: kept(mine) })
    .map(({ id, kind, anchor, removed }) => {
      const name = `${id}${kind === "note" ? "!" : ""}@${anchor}`;
      return removed ? `(${name})` : name;
    })
    .join(" ");
}

describe("the own cells of two tabs", () => {
  it.each([
    ["both have added one", "", "x@a", "y@a", "x@a y@a"],
    ["one of them has added one before another", "k@a", "x@a k@a", "k@a y@b", "x@a k@a y@b"],
    ["the other has moved one elsewhere", "k@a l@a", "l@a k@b", "k@a l@a y@a", "l@a y@a k@b"],
    ["the other has moved one past its neighbour", "k@a l@a", "l@a k@a", "k@a y@a l@a", "l@a k@a y@a"],
    ["this one has", "k@a l@a", "k@a x@a l@a", "l@a k@a", "l@a k@a x@a"],
    ["the other has removed one", "k@a l@a", "l@a", "k@a l@a y@b", "(k@a) l@a y@b"],
    ["this one has", "k@a l@a", "k@a l@a x@b", "l@a", "(k@a) l@a x@b"],
    ["one is removed there and moved here", "k@a", "", "k@b", "(k@b)"],
    ["one is converted there and moved past another here", "k@a l@a", "k!@a l@a", "l@a k@a", "l@a k!@a"],
  ])("are all kept when %s", (_, before, theirs, mine, expected) => {
    expect(merged(before, theirs, mine)).toBe(expected);
  });

  it("have a removed one again when that is undone", () => {
    const [k] = cells("k@a");
    if (k === undefined) throw new Error("No cell.");
    const removed = mergeOwnCells([{ ...k, removed: false }], { before: [k], now: [] });
    expect(mergeOwnCells(removed, { before: [], now: [k] })).toEqual([{ ...k, removed: false }]);
  });

  it("do not keep every removed one for ever", () => {
    const many = Array.from({ length: 300 }, (_, index) => cells(`c${index}@a`)).flat();
    const stored = many.map((cell) => ({ ...cell, removed: false }));
    expect(mergeOwnCells(stored, { before: many, now: [] })).toHaveLength(200);
  });
});
