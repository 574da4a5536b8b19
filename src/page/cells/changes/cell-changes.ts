import type { CellId } from "../../../protocol/ids.ts";
import { words } from "../../../words/words.ts";
import type { Notebook } from "../../notebook/notebook.ts";
import type { CellModel } from "../../notebook/notebook-cell.ts";
import {
  insert,
  MOST_OWN_CELLS,
  move,
  type OwnKind,
  remove,
  type Side,
  withKind,
} from "../../notebook/own-cells.ts";
import { NO_TEXT } from "../../saving/edits/cell-text.ts";
import type { Edits } from "../../saving/edits/edits.ts";
import type { OwnIds } from "../../saving/own-ids.ts";
import { ChangeHistory } from "./change-history.ts";
import { mergedTexts, splitTexts, whyNotMerged } from "./split-and-merge.ts";

export interface CellChangesOptions {
  readonly notebook: Notebook;
  readonly edits: Edits;
  readonly ids: OwnIds;
  readonly isLocked: () => boolean;
  /** Announces to screen readers what everyone else sees. */
  readonly say: (text: string) => void;
  /** Shows a notice, with an action if there is something to do about it. */
  readonly notify: (
    text: string,
    action: { readonly label: string; readonly act: () => void } | null,
  ) => void;
  /** Withdraws the notice. */
  readonly dismiss: () => void;
  /** The reader presses Undo in the notice about a cell. */
  readonly onUndo: (id: CellId) => void;
}

/** What a reader can do with the cells as a whole. Each change can be undone, and is announced. */
export class CellChanges {
  readonly #options: CellChangesOptions;
  readonly #history: ChangeHistory;

  constructor(options: CellChangesOptions) {
    this.#options = options;
    this.#history = new ChangeHistory({ ...options, refuse: (why) => this.#refuse(why) });
  }

  /** @returns the new cell, or null if there are too many. */
  add(beside: CellId, side: Side, kind: OwnKind): CellId | null {
    const { notebook, isLocked } = this.#options;
    const id = isLocked() ? null : this.#newId();
    if (id === null) return null;
    const own = insert(notebook.own.value, { id, kind }, beside, side);
    this.#history.apply({
      what: words.cells.added(kind, side, beside),
      focus: beside,
      own,
      texts: new Map(),
    });
    return id;
  }

  /** @returns the cell that takes its place, to which the focus goes; null if the cell cannot be deleted. */
  remove(id: CellId): CellId | null {
    const { notebook, notify, onUndo } = this.#options;
    if (this.#ownOnly(id, "deleted") === null) return null;
    const all = notebook.all.value;
    const index = all.findIndex((cell) => cell.id === id);
    const what = words.cells.deleted(id);
    const own = remove(notebook.own.value, id);
    this.#history.apply({ what, focus: id, own, texts: new Map([[id, NO_TEXT]]) });
    notify(what, { label: words.cells.undo, act: () => onUndo(id) });
    return (all[index + 1] ?? all[index - 1])?.id ?? null;
  }

  move(id: CellId, direction: "up" | "down"): void {
    const { notebook, say } = this.#options;
    if (this.#ownOnly(id, "moved") === null) return;
    const authors = notebook.all.value.filter((cell) => cell.own.value === null).map((cell) => cell.id);
    const own = move(notebook.own.value, authors, id, direction);
    if (own === notebook.own.value) say(words.cells.atEdge(id, direction));
    else this.#history.apply({ what: words.cells.moved(id, direction), focus: id, own, texts: new Map() });
  }

  convert(id: CellId, kind: OwnKind): void {
    const cell = this.#ownOnly(id, "converted");
    if (cell === null || cell.own.value?.kind === kind) return;
    const what = kind === "note" ? words.cells.isNote(id) : words.cells.isCode(id);
    const own = withKind(this.#options.notebook.own.value, id, kind);
    this.#history.apply({ what, focus: id, own, texts: new Map() });
  }

  /** Divides a cell: what follows `offset` in its text goes into a new one below. @returns the new cell. */
  split(id: CellId, offset: number): CellId | null {
    const { notebook, isLocked } = this.#options;
    const cell = notebook.cell(id);
    const added = cell === undefined || isLocked() ? null : this.#newId();
    if (cell === undefined || added === null) return null;
    const kind = cell.own.value?.kind ?? "code";
    const own = insert(notebook.own.value, { id: added, kind }, id, "below");
    const texts = splitTexts(cell, offset, added);
    this.#history.apply({ what: words.cells.split(id, added), focus: id, own, texts });
    return added;
  }

  /** Adds the text of the cell below to a cell. The cell that remains is the author's, if one of them is. */
  mergeBelow(id: CellId): CellId | null {
    const { notebook, isLocked } = this.#options;
    const all = notebook.all.value;
    const index = all.findIndex((cell) => cell.id === id);
    const [upper, lower] = [all[index], all[index + 1]];
    if (upper === undefined || isLocked()) return null;
    if (lower === undefined) return this.#refuse(words.cells.noneBelow(id));
    const refusal = whyNotMerged(upper, lower);
    if (refusal !== null) return this.#refuse(refusal);
    const { stays, goes, texts } = mergedTexts(upper, lower);
    const own = remove(notebook.own.value, goes);
    this.#history.apply({ what: words.cells.partOf(goes, stays), focus: id, own, texts });
    return stays;
  }

  /** @returns a cell to which the change was undone; null if there was none. */
  undo(): CellId | null {
    return this.#history.undo();
  }

  /** An id for a new cell; null if there are too many. */
  #newId(): CellId | null {
    const { notebook, ids } = this.#options;
    if (notebook.own.value.length < MOST_OWN_CELLS) return ids.next();
    return this.#refuse(words.cells.tooMany(MOST_OWN_CELLS));
  }

  /** The cell, if it is one of the reader's. */
  #ownOnly(id: CellId, what: "deleted" | "moved" | "converted"): CellModel | null {
    const { notebook, isLocked } = this.#options;
    const cell = notebook.cell(id);
    if (cell === undefined || isLocked()) return null;
    return cell.own.value === null ? this.#refuse(words.cells.ownOnly[what](id)) : cell;
  }

  #refuse(why: string): null {
    this.#options.notify(why, null);
    return null;
  }
}
