import type { Cell } from "../../../lesson/lesson.ts";
import type { CellId } from "../../../protocol/ids.ts";
import type { Foreign } from "../../notebook/foreign.ts";
import type { Notebook } from "../../notebook/notebook.ts";
import { type CellModel, isNote } from "../../notebook/notebook-cell.ts";
import type { Draft, ReplacedText } from "./draft.ts";
import type { EditChannel } from "./edit-channel.ts";
import type { EditSaver, SavedEdit } from "./edit-saver.ts";
import { type Tokens, textOf } from "./tokens.ts";

/** Someone else's text for a cell. */
export interface ForeignText {
  readonly source: string;
  readonly from: Foreign["from"];
  /** The author's text that it started from; null if that is not known. */
  readonly author: string | null;
}

/** Changes of the cells' texts: by typing, reset and undo, and by restoring an earlier visit. */
export interface Edits {
  type(id: CellId, source: string, tokens: () => Tokens): void;
  reset(id: CellId): void;
  undoReset(id: CellId): void;
  /** Replaces the text as if the student typed it; this can be undone. */
  put(id: CellId, source: string): void;
  /** Changes parts of the text, as a renaming from another cell does; this can be undone. It stays whose text it is. */
  change(id: CellId, source: string): void;
  /**
   * Puts someone else's text into a cell, marked as such, and keeps the student's own beside it. It is saved when
   * `saveText` is called, or the student changes, runs or keeps it. The author's own text needs no mark.
   * @returns whether the cell has another text now.
   */
  putForeign(id: CellId, text: ForeignText): boolean;
  /** Brings an earlier text back, with where it came from. */
  bringBack(id: CellId, text: ReplacedText): void;
  /** Saves the current text. */
  saveText(id: CellId): void;
  /** The student takes someone else's text as their own. */
  keepForeign(id: CellId): void;
  /** Brings the student's own text back in place of someone else's. */
  dropForeign(id: CellId): void;
  /** The student's text stays, although the author or another tab has another one. */
  keepMine(id: CellId): void;
  /** The text of the other tab replaces the student's; this can be undone. */
  useElsewhere(id: CellId): void;
  restore(edits: ReadonlyMap<string, SavedEdit>): void;
  /** Applies an edited lesson. If both the author and the student changed a cell, the student decides. */
  redefine(definitions: readonly Cell[]): void;
}

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

export function createEdits({ notebook, saver, draftOf, onEdited, channel, isLocked }: EditsOptions): Edits {
  /** The author's text that each edit started from, to detect that the author has changed it since. */
  const bases = new Map<CellId, string>();

  function save(id: CellId, tokens: (() => Tokens) | null): void {
    const cell = notebook.cell(id);
    if (cell === undefined || isLocked()) return;
    saver.save(id, () => {
      const source = cell.source.value;
      const author = cell.definition.value.source;
      const foreign = cell.foreign.value;
      const elsewhere = draftOf(id).elsewhere.value;
      // Someone else's text is no work of the student's yet.
      if (foreign === null || foreign.edited) channel.post(id, source);
      if (source === author && elsewhere === null) return null;
      return {
        source,
        author: bases.get(id) ?? author,
        tokens: tokens === null ? null : [...tokens()].map(([text, name]) => [text, name]),
        ...(foreign === null ? {} : { foreign }),
        ...(elsewhere === null ? {} : { elsewhere }),
      };
    });
    onEdited(id);
  }

  /** Replaces the text in the page, without saving it. */
  function replace(id: CellId, { source, foreign }: ReplacedText, undo: ReplacedText | null): void {
    const draft = draftOf(id);
    draft.undo.value = undo;
    draft.tokens.value = null;
    draft.authorChanged.value = false;
    bases.delete(id);
    notebook.edit(id, source);
    notebook.setForeign(id, foreign);
    onEdited(id);
  }

  function put(id: CellId, text: ReplacedText, undo: ReplacedText | null): void {
    if (isLocked()) return;
    replace(id, text, undo);
    saveHighlighted(id, text.source);
  }

  function saveHighlighted(id: CellId, source: string): void {
    save(id, null);
    void highlight(id, source).then((tokens) => {
      if (tokens !== null) save(id, () => tokens);
    });
  }

  /** Sets a text that the student has changed in parts. */
  function setChanged(id: CellId, source: string, undo: ReplacedText | null): void {
    draftOf(id).undo.value = undo;
    notebook.edit(id, source);
    const foreign = notebook.cell(id)?.foreign.value;
    if (foreign?.edited === false) notebook.setForeign(id, { ...foreign, edited: true });
  }

  /** A text that was not typed in the editor still has to be highlighted. Null if it cannot be, or is another by then. */
  async function highlight(id: CellId, source: string): Promise<Tokens | null> {
    const edited = notebook.cell(id);
    if (edited === undefined || isNote(edited)) return null;
    const part = await import("./highlight-tokens.ts").catch(() => null);
    if (part === null || notebook.cell(id)?.source.value !== source) return null;
    const tokens = part.highlightTokens(source);
    draftOf(id).tokens.value = tokens;
    return tokens;
  }

  // Nothing is replaced: both texts stay, here and in the storage, until the student chooses.
  channel.onEdit((id, source) => {
    const cell = notebook.cell(id);
    if (cell !== undefined && !isLocked())
      draftOf(id).elsewhere.value = cell.source.value === source ? null : source;
  });

  notebook.onEvent((event) => {
    if (event.type === "allowed") save(event.cell, null);
  });

  return {
    type(id, source, tokens) {
      if (isLocked()) return;
      setChanged(id, source, null);
      save(id, tokens);
    },
    reset(id) {
      const cell = notebook.cell(id);
      if (cell !== undefined) put(id, own(cell.definition.value.source), textIn(cell));
    },
    undoReset(id) {
      const { undo } = draftOf(id);
      if (undo.value !== null) put(id, undo.value, null);
    },
    put(id, source) {
      const cell = notebook.cell(id);
      if (cell !== undefined) put(id, own(source), textIn(cell));
    },
    change(id, source) {
      const cell = notebook.cell(id);
      if (cell === undefined || isLocked()) return;
      setChanged(id, source, textIn(cell));
      draftOf(id).tokens.value = null;
      saveHighlighted(id, source);
    },
    putForeign(id, { source, from, author }) {
      const cell = notebook.cell(id);
      if (cell === undefined || isLocked() || source === cell.source.value) return false;
      if (source === cell.definition.value.source) {
        put(id, own(source), textIn(cell));
        return true;
      }
      const foreign: Foreign = { from, accepted: false, edited: false, replaced: ownText(cell) };
      replace(id, { source, foreign }, null);
      if (author !== null && author !== cell.definition.value.source) {
        bases.set(id, author);
        draftOf(id).authorChanged.value = true;
      }
      void highlight(id, source);
      return true;
    },
    bringBack: (id, text) => put(id, text, null),
    saveText: (id) => save(id, tokensOf(draftOf(id))),
    keepForeign(id) {
      const cell = notebook.cell(id);
      const foreign = cell?.foreign.value;
      if (foreign == null || isLocked()) return;
      notebook.setForeign(id, null);
      draftOf(id).undo.value = foreign.replaced === null ? null : own(foreign.replaced);
      save(id, tokensOf(draftOf(id)));
    },
    dropForeign(id) {
      const cell = notebook.cell(id);
      const foreign = cell?.foreign.value;
      if (cell === undefined || foreign == null) return;
      put(id, own(foreign.replaced ?? cell.definition.value.source), textIn(cell));
    },
    keepMine(id) {
      const cell = notebook.cell(id);
      if (cell === undefined || isLocked()) return;
      const draft = draftOf(id);
      draft.elsewhere.value = null;
      draft.authorChanged.value = false;
      bases.set(id, cell.definition.value.source);
      save(id, tokensOf(draft));
    },
    useElsewhere(id) {
      const cell = notebook.cell(id);
      const draft = draftOf(id);
      const { value } = draft.elsewhere;
      if (cell === undefined || value === null || isLocked()) return;
      draft.elsewhere.value = null;
      put(id, own(value), textIn(cell));
    },
    redefine(definitions) {
      for (const definition of definitions) {
        const cell = notebook.cell(definition.id);
        const author = cell?.definition.value.source;
        if (cell === undefined || author === definition.source || author === cell.source.value) continue;
        bases.set(cell.id, author ?? "");
        draftOf(cell.id).authorChanged.value = true;
      }
      notebook.redefine(definitions);
    },
    restore(edits) {
      for (const cell of notebook.all.value) {
        const edit = edits.get(cell.id);
        const author = cell.definition.value.source;
        if (edit === undefined || cell.source.value !== author) continue;
        const draft = draftOf(cell.id);
        draft.elsewhere.value = edit.elsewhere ?? null;
        if (edit.source === author) continue;
        draft.tokens.value = edit.tokens !== null && textOf(edit.tokens) === edit.source ? edit.tokens : null;
        bases.set(cell.id, edit.author);
        draft.authorChanged.value = edit.author !== author;
        notebook.edit(cell.id, edit.source);
        notebook.setForeign(cell.id, edit.foreign ?? null);
        onEdited(cell.id);
      }
    },
  };
}

function own(source: string): ReplacedText {
  return { source, foreign: null };
}

function textIn(cell: CellModel): ReplacedText {
  return { source: cell.source.value, foreign: cell.foreign.value };
}

/** The student's own text of the cell, which may wait behind someone else's; null if that is the author's. */
function ownText({ foreign, source, definition }: CellModel): string | null {
  if (foreign.value !== null && !foreign.value.edited) return foreign.value.replaced;
  return source.value === definition.value.source ? null : source.value;
}

function tokensOf({ tokens }: Draft): (() => Tokens) | null {
  const { value } = tokens;
  return value === null ? null : () => value;
}
