import { describe, expect, it } from "vitest";
import { CellChanges } from "../../../../../src/page/cells/changes/cell-changes.ts";
import type { CellId } from "../../../../../src/protocol/ids.ts";
import { cellId } from "../../notebook/scripted-host.ts";
import { openParts, workOf } from "../../work/lesson-page.ts";

/** The cells `a`, `b` and `c` of a lesson, and what a reader does with them. */
function open() {
  const page = openParts();
  const { notebook } = page;
  const said: string[] = [];
  const told: { text: string; act: (() => void) | null }[] = [];
  const changes: CellChanges = new CellChanges({
    dismiss: () => undefined,
    onUndo: () => changes.undo(),
    notebook,
    edits: page.edits,
    ids: page.parts.ids,
    isLocked: () => page.reviewed.value !== null,
    say: (text) => said.push(text),
    notify: (text, action) => told.push({ text, act: action?.act ?? null }),
  });
  const type = (id: CellId, text: string) => page.edits.type(id, text, () => [[text, ""]]);
  const add = (beside: string, text: string, kind: "code" | "note" = "code"): CellId => {
    const id = changes.add(cellId(beside), "below", kind);
    if (id === null) throw new Error("Nothing was added.");
    type(id, text);
    return id;
  };
  const all = () => notebook.all.value.map(({ id, source }) => `${id}:${source.value}`).join(" ");
  return { ...page, changes, said, told, type, add, all };
}

const [a, b] = [cellId("a"), cellId("b")];

describe("a reader's own cell", () => {
  it("is added, runs in the order of the page, and is saved like an edit", async () => {
    const page = open();
    const id = page.add("a", "mine");
    expect(page.all()).toBe("a:a mine-1:mine b:b c:c");
    expect(page.saved(id)).toMatchObject({ source: "mine", author: "" });
    page.notebook.runAbove(b);
    await page.runWell("b");
    expect(page.host.sources).toEqual(["a", "mine", "b"]);
    expect(page.said).toEqual(["A cell was added below a."]);
  });

  it("is deleted with its text, and comes back", () => {
    const page = open();
    const id = page.add("a", "mine");
    expect(page.changes.remove(id)).toBe("b");
    expect(page.all()).toBe("a:a b:b c:c");
    expect(page.saved(id)).toBeNull();
    expect(page.told.at(-1)?.text).toBe("mine-1 was deleted.");
    page.told.at(-1)?.act?.();
    expect(page.all()).toBe("a:a mine-1:mine b:b c:c");
    expect(page.saved(id)).toMatchObject({ source: "mine" });
  });

  it("becomes a note, which does not run, and code again", async () => {
    const page = open();
    const id = page.add("a", "mine");
    await page.runAllWell();
    page.changes.convert(id, "note");
    expect(page.notebook.cells.value.map((cell) => cell.id)).toEqual(["a", "b", "c"]);
    await page.runAllWell();
    expect(page.host.sources).toEqual(["a", "mine", "b", "a", "b"]);
    page.changes.convert(id, "code");
    expect(page.status(id)).toBe("idle");
    expect(page.cell(id).source.value).toBe("mine");
  });

  it("stops when it is deleted while it runs, and is not run when it waits", async () => {
    const page = open();
    const [first, second] = [page.add("a", "one"), page.add("b", "two")];
    page.notebook.runAll();
    await Promise.resolve();
    await page.runWell("a");
    page.notebook.run(first);
    page.notebook.run(second);
    await new Promise((resolve) => setTimeout(resolve, 0));
    page.changes.remove(second);
    page.changes.remove(first);
    expect(page.host.stopped.length).toBe(1);
    page.host.finish("stopped");
    expect(page.notebook.busy.value).toBe(false);
  });

  it("is split and merged, with what the author wrote as well", () => {
    const page = open();
    page.type(a, "one\ntwo\nthree");
    const rest = page.changes.split(a, 4);
    expect(page.all()).toBe("a:one mine-1:two\nthree b:b c:c");
    expect(page.changes.split(cellId(String(rest)), 3)).toBe("mine-2");
    expect(page.all()).toBe("a:one mine-1:two mine-2:three b:b c:c");
    expect(page.changes.mergeBelow(cellId("mine-1"))).toBe("mine-1");
    expect(page.changes.mergeBelow(a)).toBe("a");
    expect(page.all()).toBe("a:one\ntwo\nthree b:b c:c");
    const seen = Array.from({ length: 4 }, () => {
      page.changes.undo();
      return page.all();
    });
    expect(seen).toEqual([
      "a:one mine-1:two\nthree b:b c:c",
      "a:one mine-1:two mine-2:three b:b c:c",
      "a:one mine-1:two\nthree b:b c:c",
      "a:one\ntwo\nthree b:b c:c",
    ]);
    expect(page.changes.undo()).toBeNull();
  });

  it("that is merged with the author's below leaves that in its place", () => {
    const page = open();
    const id = page.add("a", "mine");
    expect(page.changes.mergeBelow(id)).toBe("b");
    expect(page.all()).toBe("a:a b:mine\nb c:c");
    page.changes.undo();
    expect(page.all()).toBe("a:a mine-1:mine b:b c:c");
    expect(page.saved("b")).toBeNull();
  });

  it("keeps the mark of someone else's text through a split and a merge", () => {
    const page = open();
    const id = page.add("a", "");
    page.edits.putForeign(id, { source: "evil()\nmore()", from: "file", author: null });
    const rest = page.changes.split(id, 7);
    expect(page.cell(String(rest)).foreign.value).toMatchObject({ from: "file", accepted: false });
    page.changes.mergeBelow(a);
    expect(page.cell("a").source.value).toBe("a\nevil()");
    expect(page.cell("a").foreign.value).toMatchObject({ from: "file", accepted: false });
  });
});

describe("an undo", () => {
  it("does not lose what was written since", () => {
    const page = open();
    const id = page.add("a", "written");
    expect(page.changes.undo()).toBeNull();
    expect(page.told.at(-1)?.text).toMatch(/mine-1 has been edited since/);
    expect(page.cell(id).source.value).toBe("written");
    page.changes.convert(id, "note");
    page.type(id, "written as a note");
    expect(page.changes.undo()).toBe(id);
    expect(page.notebook.cell(id)?.own.value?.kind).toBe("code");
    expect(page.cell(id).source.value).toBe("written as a note");
  });
});

describe("what is refused, with the reason", () => {
  it.each<[string, (page: ReturnType<typeof open>) => void, RegExp]>([
    ["deleting the author's cell", ({ changes }) => changes.remove(a), /belongs to the lesson.*deleted/],
    ["moving it", ({ changes }) => changes.move(a, "up"), /belongs to the lesson.*moved/],
    ["making it a note", ({ changes }) => changes.convert(a, "note"), /belongs to the lesson/],
    ["merging two of the author's", ({ changes }) => changes.mergeBelow(a), /a and b belong to the lesson/],
    ["merging with nothing", ({ changes }) => changes.mergeBelow(cellId("c")), /no cell below c/],
    [
      "merging a note with code",
      ({ changes, add }) => {
        add("a", "text", "note");
        changes.mergeBelow(a);
      },
      /note and code cannot be merged/,
    ],
  ])("%s", (_, act, reason) => {
    const page = open();
    act(page);
    expect(page.told.at(-1)?.text).toMatch(reason);
    expect(page.notebook.cells.value.map(({ source }) => source.value)).toEqual(["a", "b", "c"]);
  });

  it("more cells than a page can have", () => {
    const page = open();
    for (let number = 0; number < 200; number += 1) page.changes.add(a, "below", "note");
    expect(page.changes.add(a, "below", "note")).toBeNull();
    expect(page.told.at(-1)?.text).toMatch(/There can be 200 cells of your own/);
  });

  it("anything while someone else's work is under review", () => {
    const page = open();
    const id = page.add("a", "mine");
    page.reviewed.value = workOf({});
    page.changes.remove(id);
    page.changes.undo();
    page.changes.split(a, 0);
    expect(page.changes.add(a, "below", "code")).toBeNull();
    expect(page.all()).toBe("a:a mine-1:mine b:b c:c");
  });
});
