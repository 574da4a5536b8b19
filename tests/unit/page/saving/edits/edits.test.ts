// Edits import it late, which must not be after the end of the tests.
import "../../../../../src/page/saving/edits/highlight-tokens.ts";
import { describe, expect, it } from "vitest";
import { createDraft } from "../../../../../src/page/saving/edits/draft.ts";
import type { EditChannel } from "../../../../../src/page/saving/edits/edit-channel.ts";
import type { EditSaver } from "../../../../../src/page/saving/edits/edit-saver.ts";
import { createEdits } from "../../../../../src/page/saving/edits/edits.ts";
import type { SavedEdit } from "../../../../../src/page/saving/edits/saved-edit.ts";
import { openNotebook } from "../../notebook/open-notebook.ts";
import { cellId, define } from "../../notebook/scripted-host.ts";

const a = cellId("a");

/** Edits over a notebook of one cell, `a`; what is saved is asked for at once. */
const ALONE: EditChannel = { post: () => undefined, onEdit: () => undefined };

function open(channel: EditChannel = ALONE) {
  const lock = { locked: false };
  const page = openNotebook([define("a", { source: "author's" })]);
  const draft = createDraft();
  const saved = new Map<string, () => SavedEdit | null>();
  const saver: EditSaver = {
    load: async () => new Map(),
    save: (cell, edit) => saved.set(cell, edit),
    flush: async () => undefined,
    hasUnsaved: () => false,
    leave: () => undefined,
  };
  const edits = createEdits({
    notebook: page.notebook,
    saver,
    draftOf: () => draft,
    onEdited: () => undefined,
    channel,
    isLocked: () => lock.locked,
  });
  return { ...page, lock, draft, edits, saved: (id = "a") => saved.get(id)?.() };
}

const edit = (more: Partial<SavedEdit> = {}): SavedEdit => ({
  source: "mine",
  author: "author's",
  tokens: null,
  ...more,
});
const restored = (one: SavedEdit) => new Map([["a", one]]);

describe("texts of cells", () => {
  it("are saved with the author's text that they started from", () => {
    const page = open();
    page.edits.type(a, "mine", () => [["mine", ""]]);
    expect(page.saved()).toEqual({ source: "mine", author: "author's", tokens: [["mine", ""]] });
  });

  it("that equal the author's are not saved", () => {
    const page = open();
    page.edits.type(a, "mine", () => []);
    page.edits.reset(a);
    expect(page.cell("a").source.value).toBe("author's");
    expect(page.saved()).toBeNull();
    page.edits.undoReset(a);
    expect(page.cell("a").source.value).toBe("mine");
    expect(page.draft.undo.value).toBeNull();
  });

  it("are restored from an earlier visit, highlighted if the saved tokens fit", () => {
    const page = open();
    page.edits.restore(
      restored(
        edit({
          tokens: [
            ["mi", "tok-keyword"],
            ["ne", ""],
          ],
        }),
      ),
    );
    expect(page.cell("a").source.value).toBe("mine");
    expect(page.draft.tokens.value).toHaveLength(2);
    const other = open();
    other.edits.restore(restored(edit({ tokens: [["something else", ""]] })));
    expect(other.draft.tokens.value).toBeNull();
  });

  it("of the reader stay when the author changed theirs since, and the change is marked until the reader decides", () => {
    const page = open();
    page.edits.restore(restored(edit({ author: "author's old" })));
    expect(page.cell("a").source.value).toBe("mine");
    expect(page.draft.authorChanged.value).toBe(true);
    page.edits.type(a, "mine, going on", () => []);
    expect(page.saved()).toMatchObject({ author: "author's old" });
    page.edits.reset(a);
    expect(page.draft.authorChanged.value).toBe(false);
  });

  it("of the reader stay when the author changes theirs while the page is open", () => {
    const page = open();
    page.edits.type(a, "mine", () => []);
    page.edits.redefine([define("a", { source: "author's new" })]);
    expect(page.cell("a").source.value).toBe("mine");
    expect(page.draft.authorChanged.value).toBe(true);
    page.edits.reset(a);
    expect(page.cell("a").source.value).toBe("author's new");
  });

  it("that change in parts can be undone, and stay whose they were", () => {
    const page = open();
    page.edits.restore(restored(edit({ author: "author's old" })));
    page.edits.change(a, "renamed");
    expect(page.cell("a").source.value).toBe("renamed");
    expect(page.saved()).toMatchObject({ source: "renamed", author: "author's old" });
    expect(page.draft.authorChanged.value).toBe(true);
    page.edits.undoReset(a);
    expect(page.cell("a").source.value).toBe("mine");
    page.edits.putForeign(a, { source: "someone's", from: "link", author: null });
    page.edits.change(a, "someone's, renamed");
    expect(page.cell("a").foreign.value).toMatchObject({ from: "link", accepted: false, edited: true });
    page.edits.undoReset(a);
    expect(page.cell("a").foreign.value).toMatchObject({ accepted: false, edited: false });
    page.lock.locked = true;
    page.edits.change(a, "not under review");
    expect(page.cell("a").source.value).toBe("someone's");
  });

  it("that the reader is typing are not replaced by a late restore", () => {
    const page = open();
    page.edits.type(a, "typed already", () => []);
    page.edits.restore(restored(edit()));
    expect(page.cell("a").source.value).toBe("typed already");
  });
});

/** Two tabs with the lesson. */
function openTabs() {
  type Listener = Parameters<EditChannel["onEdit"]>[0];
  const listeners: Listener[] = [];
  const channel = (tab: number): EditChannel => ({
    post: (edit) => listeners[1 - tab]?.(edit),
    onEdit: (listener) => {
      listeners[tab] = listener;
    },
  });
  return [open(channel(0)), open(channel(1))] as const;
}

describe("a cell that two tabs edit", () => {
  it("keeps both texts, in the page and in the storage, until the reader chooses", () => {
    const [one, two] = openTabs();
    one.edits.type(a, "first", () => []);
    one.saved();
    expect(two.cell("a").source.value).toBe("author's");
    expect(two.draft.elsewhere.value).toBe("first");
    two.edits.type(a, "second", () => []);
    expect(two.saved()).toMatchObject({ source: "second", elsewhere: "first" });
    expect(one.cell("a").source.value).toBe("first");
    expect(one.draft.elsewhere.value).toBe("second");
    const later = open();
    later.edits.restore(restored(two.saved() as SavedEdit));
    expect(later.cell("a").source.value).toBe("second");
    expect(later.draft.elsewhere.value).toBe("first");
  });

  it("takes the other tab's text when the reader chooses it, which can be undone", () => {
    const [one, two] = openTabs();
    two.edits.type(a, "second", () => []);
    one.edits.type(a, "first", () => []);
    one.saved();
    two.edits.useElsewhere(a);
    expect(two.cell("a").source.value).toBe("first");
    expect(two.draft.elsewhere.value).toBeNull();
    two.edits.undoReset(a);
    expect(two.cell("a").source.value).toBe("second");
  });

  it("keeps the reader's when they choose that, also where it is the author's text", () => {
    const [one, two] = openTabs();
    one.edits.type(a, "first", () => []);
    one.saved();
    two.edits.saveText(a);
    expect(two.saved()).toMatchObject({ source: "author's", elsewhere: "first" });
    two.edits.keepMine(a);
    expect(two.saved()).toBeNull();
  });

  it("has no two texts if both tabs have the same, or the text is someone else's", () => {
    const [one, two] = openTabs();
    two.edits.type(a, "same", () => []);
    one.edits.type(a, "same", () => []);
    one.saved();
    expect(two.draft.elsewhere.value).toBeNull();
    one.edits.putForeign(a, { source: "theirs", from: "link", author: null });
    one.edits.saveText(a);
    one.saved();
    expect(two.draft.elsewhere.value).toBeNull();
  });
});

describe("a cell that the reader deletes in one of two tabs", () => {
  const mine = { id: cellId("mine-1"), kind: "code", anchor: a, side: "below" } as const;
  function openWithOwn() {
    const [one, two] = openTabs();
    for (const { notebook, edits } of [one, two]) {
      notebook.arrange([mine]);
      edits.put(mine.id, "1 + 1");
    }
    one.edits.put(mine.id, "");
    one.notebook.arrange([]);
    one.saved("mine-1");
    return [one, two] as const;
  }

  it("stays in the other one, which says so, and is saved when the reader keeps it", () => {
    const [, two] = openWithOwn();
    expect(two.cell("mine-1").source.value).toBe("1 + 1");
    expect([two.draft.deletedElsewhere.value, two.draft.elsewhere.value]).toEqual([true, null]);
    two.edits.keepMine(mine.id);
    expect(two.draft.deletedElsewhere.value).toBe(false);
    expect(two.saved("mine-1")).toMatchObject({ source: "1 + 1" });
  });

  it("is as before when the deletion is undone", () => {
    const [one, two] = openWithOwn();
    one.notebook.arrange([mine]);
    one.edits.put(mine.id, "1 + 1");
    one.saved("mine-1");
    expect([two.draft.deletedElsewhere.value, two.draft.elsewhere.value]).toEqual([false, null]);
  });

  it("is not taken for deleted where it was only emptied", () => {
    const [one, two] = openWithOwn();
    one.notebook.arrange([mine]);
    one.saved("mine-1");
    expect([two.draft.deletedElsewhere.value, two.draft.elsewhere.value]).toEqual([false, ""]);
  });
});
