import type { CellId } from "../../../protocol/ids.ts";
import type { Notebook } from "../../notebook/notebook.ts";
import { type CellModel, isNote } from "../../notebook/notebook-cell.ts";
import type { CellText } from "./cell-text.ts";
import type { Draft } from "./draft.ts";
import type { EditChannel } from "./edit-channel.ts";
import type { EditSaver } from "./edit-saver.ts";
import type { SavedEdit } from "./saved-edit.ts";
import { type Tokens, textOf } from "./saved-tokens.ts";

export interface EditsOptions {
  readonly notebook: Notebook;
  readonly saver: EditSaver;
  readonly draftOf: (id: CellId) => Draft;
  readonly onEdited: (id: CellId) => void;
  /** To the other tabs with the lesson. */
  readonly channel: EditChannel;
  /** The cells show someone else's work under review: nothing is changed or saved. */
  readonly isLocked: () => boolean;
}

/** The texts of the cells in the page and in the storage: the steps that all edits consist of. */
export class EditedTexts {
  readonly #options: EditsOptions;
  /** The author's text that each edit started from, to detect that the author has changed it since. */
  readonly #bases = new Map<CellId, string>();
  /** The texts that other tabs have given to cells that are not here: they may be deleted, and come back. */
  readonly #unseen = new Map<CellId, string>();

  constructor(options: EditsOptions) {
    this.#options = options;
  }

  get notebook(): Notebook {
    return this.#options.notebook;
  }

  get isLocked(): boolean {
    return this.#options.isLocked();
  }

  draftOf(id: CellId): Draft {
    return this.#options.draftOf(id);
  }

  /** The cell, if there is one, and it may be changed. */
  changeable(id: CellId): CellModel | undefined {
    return this.isLocked ? undefined : this.notebook.cell(id);
  }

  /** Notes the author's text that the cell's text started from, and whether the author has changed it since. */
  startFrom(id: CellId, author: string, authorChanged: boolean): void {
    this.#bases.set(id, author);
    this.draftOf(id).authorChanged.value = authorChanged;
  }

  /** Replaces the cell's text, and saves it. `undo` is the text that Undo brings back, if there is any. */
  put(id: CellId, text: CellText, undo: CellText | null): void {
    if (this.isLocked) return;
    this.replace(id, text, undo);
    this.#showUnseen(id, text.source);
    this.saveHighlighted(id, text.source);
  }

  /** Another tab has changed the text of a cell that is not in this one. A deleted cell has none. */
  noteUnseen(id: CellId, source: string): void {
    if (source === "") this.#unseen.delete(id);
    else if (!this.isLocked) this.#unseen.set(id, source);
  }

  #showUnseen(id: CellId, source: string): void {
    const unseen = this.#unseen.get(id);
    if (unseen === undefined || this.notebook.cell(id) === undefined) return;
    this.#unseen.delete(id);
    if (unseen !== source) this.draftOf(id).elsewhere.value = unseen;
  }

  /** Replaces the text in the page, without saving it. */
  replace(id: CellId, { source, foreign }: CellText, undo: CellText | null): void {
    const draft = this.draftOf(id);
    draft.undo.value = undo;
    draft.tokens.value = null;
    draft.authorChanged.value = false;
    this.#bases.delete(id);
    this.notebook.edit(id, source);
    this.notebook.setForeign(id, foreign);
    this.#options.onEdited(id);
  }

  /** Shows an edit of an earlier visit, which is saved already. */
  restore({ id, definition }: CellModel, edit: SavedEdit): void {
    const author = definition.value.source;
    this.draftOf(id).tokens.value =
      edit.tokens !== null && textOf(edit.tokens) === edit.source ? edit.tokens : null;
    this.startFrom(id, edit.author, edit.author !== author);
    this.notebook.edit(id, edit.source);
    this.notebook.setForeign(id, edit.foreign ?? null);
    this.#options.onEdited(id);
  }

  /** Saves the text that the cell has when the storage gets to it, with the tokens that highlight it. */
  save(id: CellId, tokens: (() => Tokens) | null): void {
    const cell = this.changeable(id);
    if (cell === undefined) return;
    this.#options.saver.save(id, () => {
      this.#post(cell);
      return this.#record(cell, tokens);
    });
    this.#options.onEdited(id);
  }

  /** Sends the text to the other tabs. Someone else's text is not the reader's work yet. */
  #post({ id, source, foreign }: CellModel): void {
    if (foreign.value !== null && !foreign.value.edited) return;
    const isDeleted = this.notebook.cell(id) === undefined;
    this.#options.channel.post({ cell: id, source: source.value, isDeleted });
  }

  /** What is saved of the cell's text: nothing if it is the author's. */
  #record(cell: CellModel, tokens: (() => Tokens) | null): SavedEdit | null {
    const source = cell.source.value;
    const author = cell.definition.value.source;
    const foreign = cell.foreign.value;
    const elsewhere = this.draftOf(cell.id).elsewhere.value;
    if (source === author && elsewhere === null) return null;
    return {
      source,
      author: this.#bases.get(cell.id) ?? author,
      tokens: tokens === null ? null : [...tokens()].map(([text, name]) => [text, name]),
      ...(foreign === null ? {} : { foreign }),
      ...(elsewhere === null ? {} : { elsewhere }),
    };
  }

  /** Saves a text at once, and again with its tokens when it is highlighted. */
  saveHighlighted(id: CellId, source: string): void {
    this.save(id, null);
    void this.highlight(id, source).then((tokens) => {
      if (tokens !== null) this.save(id, () => tokens);
    });
  }

  /** Highlights a text that was not typed in the editor. Null if that fails, or the text of the cell has changed by then. */
  async highlight(id: CellId, source: string): Promise<Tokens | null> {
    const edited = this.notebook.cell(id);
    if (edited === undefined || isNote(edited)) return null;
    const part = await import("./highlight-tokens.ts").catch(() => null);
    if (part === null || this.notebook.cell(id)?.source.value !== source) return null;
    const tokens = part.highlightTokens(source);
    this.draftOf(id).tokens.value = tokens;
    return tokens;
  }
}
