import { type ReadonlySignal, type Signal, useSignal } from "@preact/signals";
import { words } from "../../words/words.ts";
import type { CellModel } from "../notebook/notebook-cell.ts";
import { verdictOfCell } from "../notebook/verdict.ts";
import { OutputsView } from "../outputs/outputs-view.tsx";
import type { Draft } from "../saving/edits/draft.ts";
import type { AroundOutputs } from "./around-outputs.ts";
import type { CellActions } from "./cell-actions.ts";
import { CellFooter } from "./cell-footer.tsx";
import { CodeTabs, useLanguage } from "./code/code-tabs.tsx";
import { CodeView } from "./code/code-view.tsx";
import { ChangesView } from "./compare/changes-view.tsx";
import { RunButton } from "./run-button.tsx";

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
  const { cell, draft, actions, live, locked, foldsCode = false, around: Around } = props;
  const isFolded = useSignal(cell.definition.value.hiddenCode || foldsCode);
  const outputs = <OutputsView list={cell.outputs.value} cell={cell.id} goTo={actions.goTo} />;
  return (
    <section
      id={`cell-${cell.id}`}
      class="cell"
      data-cell={cell.id}
      data-status={cell.status.value}
      data-verdict={verdictOfCell(cell) ?? undefined}
      data-foreign={cell.foreign.value?.from}
      data-work={cell.lateWork.value === null ? undefined : ""}
      aria-label={words.cells.cell(cell.id)}
    >
      <div class="cell-gutter">
        <RunButton cell={cell} actions={actions} live={live} />
      </div>
      <CellCode {...props} isFolded={isFolded} />
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

interface CellCodeProps extends CellViewProps {
  readonly isFolded: Signal<boolean>;
}

/** The code of a cell, beside its Keras twin if it has one, and while it is reviewed, what was changed in it. */
function CellCode({ cell, draft, html, twin, actions, live, locked, isFolded }: CellCodeProps) {
  const { source, hiddenCode } = cell.definition.value;
  const language = useLanguage(source);
  const isEdited = cell.source.value !== source;
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
  return (
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
        <CodeTabs cell={cell.id} language={language} twin={twin.value} live={live}>
          {code}
        </CodeTabs>
      )}
      {locked.value && isEdited && cell.own.value === null ? (
        <ChangesView cell={cell.id} before={source} after={cell.source.value} />
      ) : null}
    </details>
  );
}
