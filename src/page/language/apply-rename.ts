import type { EditorView } from "@codemirror/view";
import { applyEdits } from "../../cell/compile/text-edits.ts";
import type { CellEdit } from "../../language/messages.ts";
import type { CellId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";
import type { Notebook } from "../notebook/notebook.ts";
import type { AssistantServices } from "./assistance.ts";

/** The texts of the cells by their ids. */
export type Sources = ReadonlyMap<string, string>;

export interface RenameTarget extends Pick<AssistantServices, "notebook" | "change"> {
  /** The editor of the cell `id`, from which the reader renames. */
  readonly view: Pick<EditorView, "dispatch">;
  readonly id: CellId;
  /** The texts that the edits are for. */
  readonly asked: Sources;
}

/**
 * Applies the edits of a renaming to all cells, or to none if the text of one has changed since. The editor gets
 * precise changes, which leave the caret where it is.
 * @returns why nothing was changed; null if it was.
 */
export function applyRename(
  edits: readonly CellEdit[],
  { view, id, asked, notebook, change }: RenameTarget,
): string | null {
  const now = sourcesOf(notebook);
  for (const { cell } of edits) if (now.get(cell) !== asked.get(cell)) return changedMeanwhile(cell);
  for (const cell of notebook.cells.peek()) {
    const found = edits.filter((edit) => edit.cell === cell.id);
    if (found.length === 0) continue;
    if (cell.id === id) view.dispatch({ changes: changesOf(found), userEvent: "input.rename" });
    else change(cell.id, edited(cell.source.peek(), found));
  }
  return null;
}

export function changedMeanwhile(cell: string): string {
  return words.typeChecking.notRenamed(cell);
}

export function sourcesOf(notebook: Pick<Notebook, "cells">): Sources {
  return new Map(notebook.cells.peek().map(({ id, source }) => [id, source.peek()]));
}

/** Edits of one cell as CodeMirror's changes. */
export function changesOf(
  edits: readonly CellEdit[],
): readonly { readonly from: number; readonly to: number; readonly insert: string }[] {
  return edits.map(({ from, to, text }) => ({ from, to, insert: text }));
}

function edited(source: string, edits: readonly CellEdit[]): string {
  const replaced = edits.map(({ from, to, text }) => ({ start: from, end: to, text }));
  return applyEdits(source, replaced).text;
}
