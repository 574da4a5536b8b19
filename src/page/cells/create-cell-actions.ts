import type { ReadonlySignal } from "@preact/signals";
import { assertNever } from "../../protocol/assert-never.ts";
import type { CellId } from "../../protocol/ids.ts";
import { lastRunOf } from "../notebook/cell-state.ts";
import type { Notebook } from "../notebook/notebook.ts";
import { isNote } from "../notebook/notebook-cell.ts";
import type { TypedAhead } from "../notebook/typed-ahead.ts";
import type { Edits } from "../saving/edits/edits.ts";
import type { CellActions, EditorHandle } from "./cell-actions.ts";
import type { CellChanges } from "./changes/cell-changes.ts";
import { Editors } from "./editors.ts";
import type { CellCommand } from "./keys/command-keys.ts";

export interface CellActionParts {
  readonly notebook: Notebook;
  readonly edits: Edits;
  readonly typedAhead: TypedAhead;
  readonly changes: CellChanges;
  readonly hasLetterKeys: ReadonlySignal<boolean>;
  readonly copyLink: (id: CellId) => void;
  readonly compare: CellActions["compare"];
  readonly showKeys: () => void;
}

/** Connects the cells' buttons and keys to the notebook, the edits and the editors. */
export function createCellActions(parts: CellActionParts): Omit<CellActions, "assistant"> {
  const { notebook, edits, typedAhead, changes, hasLetterKeys, copyLink, compare } = parts;
  const editors = new Editors();
  const add: CellActions["add"] = (beside, side, kind) => {
    const added = changes.add(beside, side, kind);
    if (added !== null) editors.whenThere(added, "edit");
  };
  return {
    ...runActions(notebook),
    runAndMoveOn(id) {
      runIfCode(id, notebook);
      editors.get(neighbour(notebook, id, 1))?.focus();
    },
    runAndAdd(id) {
      runIfCode(id, notebook);
      add(id, "below", "code");
    },
    busy: notebook.busy,
    hasLetterKeys,
    typedAhead,
    command(id, command) {
      const focused = carryOut(id, command, parts, editors);
      if (focused !== null) editors.whenThere(focused, "focus");
    },
    add,
    edit: edits.type,
    reset: edits.reset,
    undoReset: edits.undoReset,
    keepForeign: edits.keepForeign,
    dropForeign(id) {
      const cell = notebook.cell(id);
      const isAdded = cell?.own.value != null && cell.foreign.value?.replaced == null;
      if (isAdded) changes.remove(id);
      else edits.dropForeign(id);
    },
    compare,
    useElsewhere: edits.useElsewhere,
    keepMine: edits.keepMine,
    copyLink,
    startOver(id) {
      edits.reset(id);
      notebook.clear(id);
    },
    goTo: (cell, line, column) => editors.get(cell)?.goTo(line, column),
    registerEditor: (id: CellId, handle: EditorHandle) => editors.register(id, handle),
  };
}

type RunAction = "run" | "announceRun" | "runAbove" | "runsFirst" | "runsAbove" | "staleSources" | "stop";

function runActions(notebook: Notebook): Pick<CellActions, RunAction> {
  return {
    run: notebook.run,
    announceRun: (cell) => notebook.announce({ type: "cell", cell }),
    runAbove: notebook.runAbove,
    runsFirst(cell) {
      const { run, leftOut } = notebook.preview({ type: "cell", cell });
      return { run: run.filter((id) => id !== cell), leftOut };
    },
    runsAbove: (cell) => notebook.preview({ type: "above", cell }),
    staleSources: (cell) => staleSources(cell, notebook),
    stop: notebook.stop,
  };
}

/** Only cells that run by themselves are stale below what is not: others would make it stale, too. */
function staleSources(id: CellId, notebook: Notebook): readonly CellId[] {
  const cell = notebook.cell(id);
  const lastRun = cell === undefined || cell.status.value !== "done" ? null : lastRunOf(cell.state.value);
  return [...new Set(lastRun?.readFrom.values())].flatMap((source) =>
    source !== null && notebook.cell(source)?.status.value === "stale" ? [source] : [],
  );
}

function runIfCode(id: CellId, notebook: Notebook): void {
  const cell = notebook.cell(id);
  if (cell !== undefined && !isNote(cell)) notebook.run(id);
}

/** @returns the cell to which the focus goes; null where it stays. */
function carryOut(
  id: CellId,
  command: CellCommand,
  { notebook, changes, showKeys }: CellActionParts,
  editors: Editors,
): CellId | null {
  switch (command) {
    case "next":
      return neighbour(notebook, id, 1);
    case "previous":
      return neighbour(notebook, id, -1);
    case "add-above":
      return changes.add(id, "above", "code");
    case "add-below":
      return changes.add(id, "below", "code");
    case "delete":
      return changes.remove(id);
    case "to-note":
      changes.convert(id, "note");
      return id;
    case "to-code":
      changes.convert(id, "code");
      return id;
    case "move-up":
      changes.move(id, "up");
      return id;
    case "move-down":
      changes.move(id, "down");
      return id;
    case "split":
      changes.split(id, editors.get(id)?.cursor() ?? notebook.cell(id)?.source.value.length ?? 0);
      return id;
    case "merge":
      return changes.mergeBelow(id);
    case "undo":
      return changes.undo();
    case "help":
      showKeys();
      return null;
    default:
      return assertNever(command);
  }
}

function neighbour(notebook: Notebook, id: CellId, by: 1 | -1): CellId | null {
  const cells = notebook.all.value;
  return cells[cells.findIndex((cell) => cell.id === id) + by]?.id ?? null;
}
