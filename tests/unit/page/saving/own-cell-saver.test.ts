import { describe, expect, it } from "vitest";
import type { StoredCell } from "../../../../src/page/saving/merge-own-cells.ts";
import {
  recoverOwnCells,
  restoreOwnCells,
  saveOwnCells,
} from "../../../../src/page/saving/own-cell-saver.ts";
import { openNotebook } from "../notebook/open-notebook.ts";
import { cellId, define, settle } from "../notebook/scripted-host.ts";

const one = { id: cellId("mine-1"), kind: "note", anchor: cellId("a"), side: "below" } as const;

const theirs = { ...one, id: cellId("mine-9"), removed: false } as const;

function open(stored: unknown) {
  const { notebook } = openNotebook([define("a"), define("b")]);
  const saved: (readonly StoredCell[])[] = [];
  const store = {
    load: async () => {
      if (stored instanceof Error) throw stored;
      return stored;
    },
    update: async (change: (stored: unknown) => readonly StoredCell[]) => {
      if (stored instanceof Error) throw stored;
      saved.push(change(saved.at(-1) ?? stored));
    },
  };
  let isLocked = false;
  const start = async () => {
    const cells = await restoreOwnCells(notebook, store);
    saveOwnCells(notebook, store, { stored: cells, isLocked: () => isLocked });
  };
  const lock = (is: boolean) => {
    isLocked = is;
  };
  return {
    notebook,
    store,
    saved,
    start,
    lock,
    ids: () => notebook.all.value.map(({ id }) => id),
  };
}

describe("own cells over a reload", () => {
  it("come back where they were, without what this version cannot read", async () => {
    const page = open([one, { id: "mine-2" }, null, one, { ...one, id: "mine-3", side: "above" }]);
    await page.start();
    expect(page.ids()).toEqual(["mine-3", "a", "mine-1", "b"]);
    expect(page.saved).toEqual([]);
  });

  it.each([[undefined], ["damaged"], [{ 0: one }]])("are none if the store has %j", async (stored) => {
    const page = open(stored);
    await page.start();
    expect(page.ids()).toEqual(["a", "b"]);
  });

  it("are saved at each change, but not while someone else's work is under review", async () => {
    const page = open([]);
    await page.start();
    page.notebook.arrange([one]);
    expect(page.saved).toEqual([[{ ...one, removed: false }]]);
    page.lock(true);
    page.notebook.arrange([]);
    page.lock(false);
    page.notebook.arrange([one]);
    expect(page.saved).toHaveLength(1);
  });

  it("are on the page where storage is denied", async () => {
    const page = open(new Error("denied"));
    await page.start();
    page.notebook.arrange([one]);
    await settle();
    expect(page.ids()).toEqual(["a", "mine-1", "b"]);
  });

  it("are saved if they were added before the store answered", async () => {
    const page = open([one]);
    const started = page.start();
    page.notebook.arrange([{ ...one, id: cellId("mine-2") }]);
    await started;
    expect(page.saved.at(-1)?.map(({ id }) => id)).toEqual(["mine-1", "mine-2"]);
  });

  it("keep the places that another tab has stored meanwhile", async () => {
    const page = open([one]);
    await page.start();
    await page.store.update(() => [{ ...one, side: "above", removed: false }, theirs]);
    page.notebook.arrange([...page.notebook.own.peek(), { ...one, id: cellId("mine-2") }]);
    await settle();
    expect(page.saved.at(-1)?.map(({ id, side }) => `${id} ${side}`)).toEqual([
      "mine-1 above",
      "mine-9 below",
      "mine-2 below",
    ]);
  });

  it("come back where they were if another tab has removed them, but this one has saved texts of them since", async () => {
    const page = open([one, { ...theirs, removed: true }]);
    await page.start();
    expect(page.ids()).toEqual(["a", "mine-1", "b"]);
    const text = { source: "lost", author: "", tokens: null };
    const texts = [
      ["mine-1", text],
      ["mine-7", text],
      ["mine-9", text],
      ["a", text],
      ["gone", text],
      ["mine-8", { ...text, author: "x" }],
    ] as const;
    await recoverOwnCells(page.notebook, page.store, new Map(texts));
    expect(page.ids()).toEqual(["a", "mine-1", "mine-9", "b", "mine-7"]);
    expect(page.notebook.cell(theirs.id)?.own.value?.kind).toBe("note");
    await settle();
    expect(page.saved.at(-1)?.filter(({ removed }) => !removed)).toHaveLength(3);
  });
});
