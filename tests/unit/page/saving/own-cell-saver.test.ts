import { describe, expect, it } from "vitest";
import type { OwnCells } from "../../../../src/page/notebook/own-cells.ts";
import {
  recoverOwnCells,
  restoreOwnCells,
  saveOwnCells,
} from "../../../../src/page/saving/own-cell-saver.ts";
import { openNotebook } from "../notebook/open-notebook.ts";
import { cellId, define, settle } from "../notebook/scripted-host.ts";

const one = { id: cellId("mine-1"), kind: "note", anchor: cellId("a"), side: "below" } as const;

function open(stored: unknown) {
  const { notebook } = openNotebook([define("a"), define("b")]);
  const saved: OwnCells[] = [];
  let isDenied = false;
  const store = {
    load: async () => {
      if (stored instanceof Error) throw stored;
      return stored;
    },
    save: async (cells: OwnCells) => {
      if (stored instanceof Error) throw stored;
      saved.push(cells);
    },
  };
  let isLocked = false;
  const start = async () => {
    await restoreOwnCells(notebook, store);
    saveOwnCells(notebook, store, {
      isLocked: () => isLocked,
      onDenied: () => {
        isDenied = true;
      },
    });
  };
  const lock = (is: boolean) => {
    isLocked = is;
  };
  return {
    notebook,
    saved,
    start,
    lock,
    denied: () => isDenied,
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
    expect(page.saved).toEqual([[one]]);
    const [before] = page.saved;
    page.lock(true);
    page.notebook.arrange([]);
    page.lock(false);
    page.notebook.arrange(before ?? []);
    expect(page.saved).toHaveLength(1);
  });

  it("say that they cannot be saved where storage is denied", async () => {
    const page = open(new Error("denied"));
    await page.start();
    page.notebook.arrange([one]);
    await settle();
    expect(page.denied()).toBe(true);
    expect(page.ids()).toEqual(["a", "mine-1", "b"]);
  });

  it("come back at the end if another tab has saved its own over their places, but not over their texts", async () => {
    const page = open([one]);
    await page.start();
    const text = { source: "lost", author: "", tokens: null };
    const texts = [
      ["mine-1", text],
      ["mine-7", text],
      ["a", text],
      ["gone", text],
      ["mine-8", { ...text, author: "x" }],
    ] as const;
    recoverOwnCells(page.notebook, new Map(texts));
    expect(page.ids()).toEqual(["a", "mine-1", "b", "mine-7"]);
    expect(page.saved.at(-1)).toHaveLength(2);
  });
});
