import { batch } from "@preact/signals";
import type { CellId } from "../../../protocol/ids.ts";
import { words } from "../../../words/words.ts";
import type { Notebook } from "../../notebook/notebook.ts";
import type { OwnCells } from "../../notebook/own-cells.ts";
import { type CellText, NO_TEXT, textIn } from "../../saving/edits/cell-text.ts";
import type { Edits } from "../../saving/edits/edits.ts";

/** A change of the reader's cells, and of texts. */
export interface CellChange {
  /** What has happened, as the page says it. */
  readonly what: string;
  /** Where the focus goes when the change is undone. */
  readonly focus: CellId;
  /** The reader's cells after the change. */
  readonly own: OwnCells;
  /** The texts that the change sets. */
  readonly texts: ReadonlyMap<CellId, CellText>;
}

interface Done extends CellChange {
  readonly before: Pick<CellChange, "own" | "texts">;
}

export interface HistoryOptions {
  readonly notebook: Notebook;
  readonly edits: Edits;
  readonly isLocked: () => boolean;
  /** Announces to screen readers what everyone else sees. */
  readonly say: (text: string) => void;
  /** Shows a notice that says why something cannot be undone. */
  readonly refuse: (why: string) => void;
  /** Withdraws the notice of an earlier change, whose Undo would undo another one. */
  readonly dismiss: () => void;
}

/** Older changes cannot be undone. */
const MOST_UNDONE = 100;

/** Carries out changes of the cells, and undoes them, the last first. */
export class ChangeHistory {
  readonly #options: HistoryOptions;
  #done: readonly Done[] = [];

  constructor(options: HistoryOptions) {
    this.#options = options;
  }

  apply(change: CellChange): void {
    const { dismiss, say } = this.#options;
    const done = { ...change, before: this.#before(change) };
    this.#done = [...this.#done, done].slice(-MOST_UNDONE);
    this.#set(change);
    dismiss();
    say(change.what);
  }

  #before({ texts }: CellChange): Done["before"] {
    const { notebook } = this.#options;
    const replaced = [...texts.keys()].flatMap((id) => {
      const cell = notebook.cell(id);
      return cell === undefined ? [] : [[id, textIn(cell)] as const];
    });
    return { own: notebook.own.value, texts: new Map(replaced) };
  }

  #set({ own, texts }: Pick<CellChange, "own" | "texts">): void {
    const { notebook, edits } = this.#options;
    batch(() => {
      // A cell that goes loses its text first, and one that comes has to be there before it gets one.
      const known = [...texts].filter(([id]) => notebook.cell(id) !== undefined);
      const added = [...texts].filter(([id]) => notebook.cell(id) === undefined);
      for (const [id, text] of known) edits.bringBack(id, text);
      notebook.arrange(own);
      for (const [id, text] of added) edits.bringBack(id, text);
    });
  }

  /** @returns the cell to which the focus goes; null if nothing was undone. */
  undo(): CellId | null {
    const { say, refuse, dismiss, isLocked } = this.#options;
    const last = this.#done.at(-1);
    if (last === undefined || isLocked()) {
      say(words.cells.nothingToUndo);
      return null;
    }
    const written = this.#writtenSince(last);
    if (written !== null) {
      refuse(words.cells.writtenSince(written));
      return null;
    }
    this.#done = this.#done.slice(0, -1);
    this.#takeBack(last);
    dismiss();
    say(words.cells.undone(last.what));
    return last.focus;
  }

  #takeBack(change: Done): void {
    const { notebook, edits } = this.#options;
    batch(() => {
      for (const id of this.#addedBy(change)) edits.bringBack(id, NO_TEXT);
      notebook.arrange(change.before.own);
      for (const [id, text] of change.before.texts) edits.bringBack(id, text);
    });
  }

  /** The cells of the reader's that were not there before the change. */
  #addedBy({ before }: Done): readonly CellId[] {
    const earlier = new Set(before.own.map(({ id }) => id));
    return this.#options.notebook.own.value.map(({ id }) => id).filter((id) => !earlier.has(id));
  }

  /** A cell whose text the reader has edited since the change, and would lose. */
  #writtenSince(change: Done): CellId | null {
    const isWritten = (id: CellId): boolean => {
      const cell = this.#options.notebook.cell(id);
      return cell !== undefined && cell.source.value !== (change.texts.get(id) ?? NO_TEXT).source;
    };
    return [...change.before.texts.keys(), ...this.#addedBy(change)].find(isWritten) ?? null;
  }
}
