import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Journal } from "../../../../../src/page/saving/edits/edit-journal.ts";
import { createEditSaver } from "../../../../../src/page/saving/edits/edit-saver.ts";
import type { EditStore } from "../../../../../src/page/saving/edits/reported-store.ts";
import type { SavedEdit } from "../../../../../src/page/saving/edits/saved-edit.ts";
import { cellId } from "../../notebook/scripted-host.ts";

/** A store in memory that works as IndexedDB does: later, and on copies. */
function memoryStore(): EditStore & { readonly kept: Map<string, unknown> } {
  const kept = new Map<string, unknown>();
  return {
    kept,
    load: async () => new Map(structuredClone([...kept])),
    save: async (cell, edit) => {
      await Promise.resolve();
      if (edit === null) kept.delete(cell);
      else kept.set(cell, structuredClone(edit));
    },
  };
}

function memoryJournal(): Journal & { text: string | null } {
  return {
    text: null,
    read() {
      return this.text;
    },
    write(text) {
      this.text = text;
    },
  };
}

const [a, b] = [cellId("a"), cellId("b")];
const edit = (source: string): SavedEdit => ({
  source,
  author: "author's",
  tokens: [[source, "tok-keyword"]],
});
const denied = (): never => {
  throw new DOMException("denied", "SecurityError");
};

describe("the edit saver", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const open = (store: EditStore, journal: Journal, onDenied = (_: unknown) => {}, onRecovered = () => {}) =>
    createEditSaver({ store, journal, pause: 300, onDenied, onRecovered });

  it("saves the last text once, when typing pauses", async () => {
    const store = memoryStore();
    const save = vi.spyOn(store, "save");
    const saver = open(store, memoryJournal());
    saver.save(a, () => edit("o"));
    await vi.advanceTimersByTimeAsync(200);
    saver.save(a, () => edit("on"));
    await vi.advanceTimersByTimeAsync(299);
    expect(store.kept.size).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(save).toHaveBeenCalledTimes(1);
    expect((await open(store, memoryJournal()).load()).get("a")).toEqual(edit("on"));
  });

  it("loads what is not stored yet, or cannot be stored, in place of what is", async () => {
    const store = memoryStore();
    await store.save(a, edit("earlier"));
    await store.save(b, edit("removed since"));
    const saver = open(store, memoryJournal());
    saver.save(a, () => edit("just now"));
    saver.save(b, () => null);
    expect([...(await saver.load())]).toEqual([["a", edit("just now")]]);
    const without = open({ load: denied, save: denied }, memoryJournal());
    without.save(a, () => edit("in the page alone"));
    await without.flush();
    expect([...(await without.load())]).toEqual([["a", edit("in the page alone")]]);
  });

  it("loses nothing when the page unloads before the pause, even if the store cannot finish writing", async () => {
    const store = memoryStore();
    const journal = memoryJournal();
    const saver = open({ load: store.load, save: () => new Promise(() => {}) }, journal);
    saver.save(a, () => edit("half a wo"));
    saver.leave();
    const next = open(store, journal);
    expect((await next.load()).get("a")).toEqual(edit("half a wo"));
    expect(store.kept.get("a")).toEqual(edit("half a wo"));
    expect(journal.text).toBeNull();
  });

  it("loses nothing when the page unloads while it is being stored", async () => {
    const store = memoryStore();
    const journal = memoryJournal();
    await store.save(a, edit("old"));
    const saver = open({ load: store.load, save: () => new Promise(() => {}) }, journal);
    saver.save(a, () => null);
    await vi.advanceTimersByTimeAsync(300);
    saver.leave();
    expect([...(await open(store, journal).load())]).toEqual([]);
  });

  it("keeps a later text in the journal when an earlier one has been stored", async () => {
    const store = memoryStore();
    const journal = memoryJournal();
    const attempts: (() => void)[] = [];
    const save: EditStore["save"] = async (cell, saved) => {
      await new Promise<void>((resolve) => attempts.push(resolve));
      await store.save(cell, saved);
    };
    const saver = open({ load: store.load, save }, journal);
    saver.save(a, () => edit("earlier"));
    void saver.flush();
    saver.save(a, () => edit("later"));
    saver.leave();
    attempts[0]?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(store.kept.get("a")).toEqual(edit("earlier"));
    expect((await open(store, journal).load()).get("a")).toEqual(edit("later"));
  });

  it("remembers a reset made just before the page unloads", async () => {
    const store = memoryStore();
    const journal = memoryJournal();
    await store.save(a, edit("old"));
    const saver = open({ load: store.load, save: () => new Promise(() => {}) }, journal);
    saver.save(a, () => null);
    saver.leave();
    expect((await open(store, journal).load()).size).toBe(0);
    expect(store.kept.size).toBe(0);
  });

  it("removes an edit when the text equals the author's again", async () => {
    const store = memoryStore();
    const saver = open(store, memoryJournal());
    await store.save(a, edit("old"));
    saver.save(a, () => null);
    await saver.flush();
    expect(store.kept.size).toBe(0);
  });

  it("skips malformed entries", async () => {
    const store = memoryStore();
    const journal = memoryJournal();
    store.kept.set("a", { source: 7 });
    store.kept.set("b", edit("fine"));
    journal.text = "{ not JSON";
    expect([...(await open(store, journal).load())]).toEqual([["b", edit("fine")]]);
  });

  it("keeps what could not be stored for the journal, until it is stored", async () => {
    const store = memoryStore();
    const journal = memoryJournal();
    let refused: string | null = a;
    const save: EditStore["save"] = (cell, now) => (cell === refused ? denied() : store.save(cell, now));
    const saver = open({ load: store.load, save }, journal);
    saver.save(a, () => edit("first"));
    saver.save(b, () => edit("other"));
    await saver.flush();
    expect([...store.kept.keys()]).toEqual(["b"]);
    saver.leave();
    await vi.advanceTimersByTimeAsync(0);
    expect([...(await open(store, { read: () => journal.text, write() {} }).load())]).toContainEqual([
      "a",
      edit("first"),
    ]);
    refused = null;
    await saver.flush();
    expect(store.kept.get("a")).toEqual(edit("first"));
    expect(journal.text).toBeNull();
  });

  it("reports once that storage is denied, and continues", async () => {
    const told = vi.fn();
    const journal: Journal = { read: denied, write: denied };
    const saver = open({ load: async () => denied(), save: async () => denied() }, journal, told);
    expect((await saver.load()).size).toBe(0);
    saver.save(a, () => edit("x"));
    await vi.advanceTimersByTimeAsync(300);
    saver.save(a, () => edit("xy"));
    saver.leave();
    await vi.advanceTimersByTimeAsync(300);
    expect(told).toHaveBeenCalledTimes(1);
  });

  it("reports when everything has been saved again, and reports a later failure as a new one", async () => {
    const store = memoryStore();
    const told: string[] = [];
    let refused: readonly string[] = [a];
    const save: EditStore["save"] = (cell, now) =>
      refused.includes(cell) ? denied() : store.save(cell, now);
    const saver = open(
      { load: store.load, save },
      memoryJournal(),
      () => told.push("denied"),
      () => told.push("recovered"),
    );
    saver.save(a, () => edit("too long"));
    await saver.flush();
    saver.save(b, () => edit("short"));
    await saver.flush();
    expect(told).toEqual(["denied"]);
    refused = [];
    await saver.flush();
    expect([...store.kept.keys()].toSorted()).toEqual(["a", "b"]);
    expect(told).toEqual(["denied", "recovered"]);
    refused = [b];
    saver.save(b, () => edit("longer"));
    await saver.flush();
    expect(told).toEqual(["denied", "recovered", "denied"]);
  });

  it("does not report that it saves again while an edit of the last visit is left unsaved", async () => {
    const store = memoryStore();
    const journal = memoryJournal();
    const last = open({ load: store.load, save: () => new Promise(() => {}) }, journal);
    last.save(a, () => edit("too long"));
    last.leave();
    let isFull = true;
    const save: EditStore["save"] = (cell, saved) =>
      cell === a && isFull ? Promise.reject(new Error("QuotaExceededError")) : store.save(cell, saved);
    const told: string[] = [];
    const saver = open(
      { load: store.load, save },
      journal,
      () => told.push("denied"),
      () => told.push("recovered"),
    );
    expect((await saver.load()).get("a")).toEqual(edit("too long"));
    saver.save(b, () => edit("short"));
    await saver.flush();
    expect(told).toEqual(["denied"]);
    isFull = false;
    saver.save(a, () => edit("shorter"));
    await saver.flush();
    expect(told).toEqual(["denied", "recovered"]);
    expect(journal.read()).toBeNull();
  });
});
