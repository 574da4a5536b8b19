import { type ReadonlySignal, type Signal, useSignal } from "@preact/signals";
import { words } from "../../words/words.ts";
import { isPending, isStopping } from "../notebook/cell-state.ts";
import type { CellModel } from "../notebook/notebook-cell.ts";
import { verdictOfCell } from "../notebook/verdict.ts";
import { OutputsView } from "../outputs/outputs-view.tsx";
import type { Draft } from "../saving/edits/draft.ts";
import type { AroundOutputs } from "./around-outputs.ts";
import type { CellActions } from "./cell-actions.ts";
import { CellMenu } from "./cell-menu.tsx";
import { ChangesView } from "./changes-view.tsx";
import { CodeTabs, useLanguage } from "./code-tabs.tsx";
import { CodeView } from "./code-view.tsx";
import { describeSkipped, describeStatus, describeWork } from "./describe-status.ts";
import { RunButton } from "./run-button.tsx";
import { useElapsed } from "./use-elapsed.ts";

export interface CellViewProps {
  readonly cell: CellModel;
  readonly draft: Draft;
  /** The author's code, highlighted when the lesson was built; an edit of the lesson changes it. */
  readonly html: ReadonlySignal<string>;
  /** The Python of the cell's Keras twin, highlighted; null if it has none. */
  readonly twin: ReadonlySignal<string | null>;
  readonly actions: CellActions;
  /** The page is hydrated; until then the buttons are disabled. */
  readonly live: ReadonlySignal<boolean>;
  /** The cells show someone else's work, and cannot be changed. */
  readonly locked: ReadonlySignal<boolean>;
  /** All code is folded at first, as the address asks. */
  readonly foldsCode?: boolean;
  /** What the rest of the page adds around the outputs. */
  readonly around?: AroundOutputs;
}

/** A cell: code, Run button, status and outputs. The same on the prerendered page and after hydration. */
export function CellView(props: CellViewProps) {
  const { cell, draft, html, twin, actions, live, locked, foldsCode = false, around: Around } = props;
  const { id } = cell;
  const { hiddenCode } = cell.definition.value;
  const isFolded = useSignal(hiddenCode || foldsCode);
  const language = useLanguage(cell.definition.value.source);
  const status = cell.status.value;
  const isEdited = cell.source.value !== cell.definition.value.source;
  const code = (
    // Another editor for another's text: the undo history of the reader's own must not reach it.
    <CodeView
      key={locked.value ? "locked" : "own"}
      cell={cell}
      draft={draft}
      html={html}
      actions={actions}
      live={live}
      isReadOnly={locked.value}
      reveal={() => {
        language.value = "typescript";
      }}
    />
  );
  const outputs = <OutputsView list={cell.outputs.value} cell={id} goTo={actions.goTo} />;
  return (
    <section
      id={`cell-${id}`}
      class="cell"
      data-cell={id}
      data-status={status}
      data-verdict={verdictOfCell(cell) ?? undefined}
      data-foreign={cell.foreign.value?.from}
      data-work={cell.work.value === null ? undefined : ""}
      aria-label={words.cells.cell(id)}
    >
      <div class="cell-gutter">
        <RunButton cell={cell} actions={actions} live={live} />
      </div>
      <details
        class="cell-fold"
        data-hidden-code={hiddenCode ? "" : undefined}
        open={!isFolded.value}
        onToggle={(event) => {
          isFolded.value = !event.currentTarget.open;
        }}
      >
        <summary>{isFolded.value ? words.cells.showCode : words.cells.hideCode}</summary>
        {twin.value === null ? (
          code
        ) : (
          <CodeTabs cell={id} language={language} twin={twin.value} live={live}>
            {code}
          </CodeTabs>
        )}
        {locked.value && isEdited && cell.own.value === null ? (
          <ChangesView cell={id} before={cell.definition.value.source} after={cell.source.value} />
        ) : null}
      </details>
      {Around === undefined ? outputs : <Around cell={cell}>{outputs}</Around>}
      <CellFooter
        cell={cell}
        draft={draft}
        actions={actions}
        live={live}
        locked={locked}
        isFolded={isFolded}
      />
    </section>
  );
}

type PartProps = Pick<CellViewProps, "cell" | "actions" | "live">;

interface CellFooterProps extends PartProps {
  readonly draft: Draft;
  readonly locked: ReadonlySignal<boolean>;
  readonly isFolded: Signal<boolean>;
}

function CellFooter({ cell, draft, actions, live, locked, isFolded }: CellFooterProps) {
  const state = cell.state.value;
  const elapsed = useElapsed(cell.state);
  const { sign, text } = describeStatus(cell.status.value, state, elapsed.value, {
    verdict: verdictOfCell(cell),
    isExercise: cell.definition.value.exercise !== null,
  });
  const skipped = "skipped" in state ? state.skipped : null;
  const isEdited = cell.source.value !== cell.definition.value.source;
  const isOwn = cell.own.value !== null;
  return (
    <footer class="cell-footer">
      <span class="cell-status">
        {sign === "" ? null : (
          <span class="cell-sign" aria-hidden="true" data-beat={(elapsed.value ?? 0) % 2}>
            {sign}{" "}
          </span>
        )}
        {text}
      </span>
      {isStopping(state) ? <span class="cell-note">{words.cells.stopping}</span> : null}
      {cell.work.value === null || isPending(state) ? null : (
        <span class="cell-note">
          {describeWork(cell.work.value)}.{" "}
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
      {cell.outputs.value.old &&
      cell.outputs.value.recorded !== true &&
      cell.status.value !== "running" &&
      cell.outputs.value.entries.length > 0 ? (
        <span class="cell-note">{words.cells.oldOutput}</span>
      ) : null}
      {skipped === null ? null : <span class="cell-note is-warning">{describeSkipped(skipped)}</span>}
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

function describeEdit(isOwn: boolean, isLocked: boolean): string {
  const { added, own, changed, edited } = words.cells.marks;
  if (isOwn) return isLocked ? added : own;
  return isLocked ? changed : edited;
}

interface TextNotesProps extends Pick<CellViewProps, "cell" | "draft" | "actions"> {
  readonly isEdited: boolean;
}

/** What can be said and done about where the cell's text comes from. */
function TextNotes({ cell, draft, actions, isEdited }: TextNotesProps) {
  const { id, foreign } = cell;
  return (
    <>
      {foreign.value === null ? null : (
        <span class="cell-note is-warning">
          {words.cells.foreign[foreign.value.from]}{" "}
          <NoteButton label={words.cells.keepIt} act={() => actions.keepForeign(id)} /> ·{" "}
          <NoteButton label={describeReplaced(cell)} act={() => actions.dropForeign(id)} />
        </span>
      )}
      {draft.undo.value === null ? null : (
        <span class="cell-note">
          {words.cells.textReplaced} <NoteButton label={words.cells.undo} act={() => actions.undoReset(id)} />
        </span>
      )}
      {draft.authorChanged.value && isEdited ? (
        <span class="cell-note is-warning">
          {foreign.value === null ? words.cells.authorChanged : words.cells.authorChangedForeign}{" "}
          <DialogButton label={words.cells.compare} act={() => actions.compare(id, "author")} /> ·{" "}
          <NoteButton label={words.cells.useAuthors} act={() => actions.reset(id)} />
        </span>
      ) : null}
      {draft.elsewhere.value === null ? null : (
        <span class="cell-note is-warning">
          {words.cells.elsewhere}{" "}
          <DialogButton label={words.cells.compareElsewhere} act={() => actions.compare(id, "elsewhere")} /> ·{" "}
          <NoteButton label={words.cells.useElsewhere} act={() => actions.useElsewhere(id)} /> ·{" "}
          <NoteButton label={words.cells.keepMine} act={() => actions.keepMine(id)} />
        </span>
      )}
    </>
  );
}

/** What takes the place of someone else's text if it is dropped. */
function describeReplaced({ foreign, own }: CellModel): string {
  if (foreign.value?.replaced != null) return words.cells.backToMine;
  return own.value === null ? words.cells.backToAuthors : words.cells.removeIt;
}

/** A button in a note that opens a dialog, and stays. */
function DialogButton({ label, act }: { readonly label: string; readonly act: () => void }) {
  return (
    <button type="button" class="out-link" onClick={act}>
      {label}
    </button>
  );
}

/** A button in a note, which goes away when it is pressed. */
function NoteButton({ label, act }: { readonly label: string; readonly act: () => void }) {
  return (
    <button
      type="button"
      class="out-link"
      onClick={(event) => {
        focusMenu(event.currentTarget);
        act();
      }}
    >
      {label}
    </button>
  );
}

/** Keeps the focus in the cell when the pressed button disappears. */
function focusMenu(button: HTMLElement): void {
  button.closest("footer")?.querySelector<HTMLElement>(".menu-button")?.focus();
}
