import type { ReadonlySignal, Signal } from "@preact/signals";
import { words } from "../../words/words.ts";
import { isPending, isStopping } from "../notebook/cell-state.ts";
import type { CellModel } from "../notebook/notebook-cell.ts";
import { verdictOfCell } from "../notebook/verdict.ts";
import type { Draft } from "../saving/edits/draft.ts";
import type { CellActions } from "./cell-actions.ts";
import { CellMenu } from "./cell-menu.tsx";
import { listed } from "./describe-plan.ts";
import { describeLateWork, describeSkipped, describeStatus } from "./describe-status.ts";
import { focusMenu, TextNotes } from "./text-notes.tsx";
import { useElapsed } from "./use-elapsed.ts";

interface CellFooterProps {
  readonly cell: CellModel;
  readonly draft: Draft;
  readonly actions: CellActions;
  readonly live: ReadonlySignal<boolean>;
  readonly locked: ReadonlySignal<boolean>;
  readonly isFolded: Signal<boolean>;
}

/** The status of a cell, notes about its outputs and text, and its menu. */
export function CellFooter({ cell, draft, actions, live, locked, isFolded }: CellFooterProps) {
  const isEdited = cell.source.value !== cell.definition.value.source;
  const isOwn = cell.own.value !== null;
  return (
    <footer class="cell-footer">
      <Status cell={cell} />
      <RunNotes cell={cell} actions={actions} />
      {locked.value ? null : <TextNotes cell={cell} draft={draft} actions={actions} isEdited={isEdited} />}
      <span class="cell-right">
        {isOwn || isEdited ? <span class="cell-edited">{describeEdit(isOwn, locked.value)}</span> : null}
        <span class="cell-id">{cell.id}</span>
        <CellMenu
          cell={cell}
          actions={actions}
          live={live}
          isFolded={isFolded}
          isEdited={isEdited}
          isLocked={locked.value}
        />
      </span>
    </footer>
  );
}

interface StatusProps {
  readonly cell: CellModel;
}

function Status({ cell }: StatusProps) {
  const elapsed = useElapsed(cell.state);
  const { sign, text } = describeStatus(cell.status.value, cell.state.value, elapsed.value, {
    verdict: verdictOfCell(cell),
    isExercise: cell.definition.value.exercise !== null,
  });
  return (
    <span class="cell-status">
      {sign === "" ? null : (
        <span class="cell-sign" aria-hidden="true" data-beat={(elapsed.value ?? 0) % 2}>
          {sign}{" "}
        </span>
      )}
      {text}
    </span>
  );
}

interface RunNotesProps {
  readonly cell: CellModel;
  readonly actions: CellActions;
}

/**
 * What a run left: a stop that was asked for, late work, values of stale cells, outputs of an earlier visit, cells that did
 * not run.
 */
function RunNotes({ cell, actions }: RunNotesProps) {
  const state = cell.state.value;
  const lateWork = cell.lateWork.value;
  const skipped = "skipped" in state ? state.skipped : null;
  return (
    <>
      {isStopping(state) ? <span class="cell-note">{words.cells.stopping}</span> : null}
      {lateWork === null || isPending(state) ? null : (
        <span class="cell-note">
          {describeLateWork(lateWork)}.{" "}
          <button
            type="button"
            class="out-link"
            aria-label={words.cells.stopLeft(cell.id)}
            onClick={(event) => {
              focusMenu(event.currentTarget);
              actions.stop(cell.id);
            }}
          >
            {words.cells.stop}
          </button>
        </span>
      )}
      <SourcesNote cell={cell} actions={actions} />
      {showsOldOutput(cell) ? <span class="cell-note">{words.cells.oldOutput}</span> : null}
      {skipped === null ? null : <span class="cell-note is-warning">{describeSkipped(skipped)}</span>}
    </>
  );
}

/** What the cell uses of those that only run by themselves, if that is out of date: Run does not run them. */
function SourcesNote({ cell, actions }: RunNotesProps) {
  const status = cell.status.value;
  // The plans of many stale cells would change with each one that runs.
  const first = status === "stale" && !actions.busy.value ? actions.runsFirst(cell.id).leftOut : [];
  const used = status === "done" ? actions.staleSources(cell.id) : [];
  if (first.length > 0) return <span class="cell-note">{words.cells.runBefore(listed(first))}</span>;
  return used.length > 0 ? <span class="cell-note">{words.cells.usedStale(listed(used))}</span> : null;
}

/** Recorded outputs have a note of their own. */
function showsOldOutput({ outputs, status }: CellModel): boolean {
  const { old, recorded, entries } = outputs.value;
  return old && recorded !== true && status.value !== "running" && entries.length > 0;
}

function describeEdit(isOwn: boolean, isLocked: boolean): string {
  const { added, own, changed, edited } = words.cells.marks;
  if (isOwn) return isLocked ? added : own;
  return isLocked ? changed : edited;
}
