import { Fragment } from "preact";
import { useMemo } from "preact/hooks";
import type { Output } from "../../protocol/output.ts";
import { words } from "../../words/words.ts";
import { firstEntries, isEmpty, type OutputList } from "../notebook/output-list.ts";
import { ErrorView } from "./error-view.tsx";
import { OutputView } from "./output-view.tsx";

interface OutputsViewProps {
  readonly list: OutputList;
  readonly cell: string;
  readonly goTo: (cell: string, line: number, column: number) => void;
}

/** Rendered again only when the output changes: a stream of text must not redraw the chart above it. */
function EntryView({ output }: { readonly output: Output }) {
  return useMemo(() => <OutputView output={output} />, [output]);
}

/** Stands above what came after the end of the run. */
function LateMark() {
  return <p class="out-note out-late">{words.outputs.afterEnd}</p>;
}

/** The outputs of a cell. Not a live region: the announcer reports progress and results briefly. */
export function OutputsView({ list, cell, goTo }: OutputsViewProps) {
  const hasOutputs = !isEmpty(list);
  const first = firstEntries(list);
  const firstLate = list.entries.find(({ late }) => late === true);
  return (
    <div
      class="outputs"
      data-outputs
      data-old={list.old && list.recorded !== true && hasOutputs ? "" : undefined}
      data-recorded={list.recorded === true && hasOutputs ? "" : undefined}
      data-empty={hasOutputs ? undefined : ""}
    >
      {list.recorded === true && hasOutputs ? (
        <p class="out-note out-recorded">{words.outputs.recorded}</p>
      ) : null}
      {list.synthetic && hasOutputs ? <p class="out-banner">{words.outputs.synthetic}</p> : null}
      {list.perClass !== null && hasOutputs ? (
        <p class="out-banner">{words.outputs.perClass(list.perClass)}</p>
      ) : null}
      {list.entries.map((entry, index) => (
        <Fragment key={entry.id}>
          {index === first && list.dropped > 0 ? (
            <p class="out-note">{words.outputs.dropped(list.dropped)}</p>
          ) : null}
          {entry === firstLate ? <LateMark /> : null}
          <EntryView output={entry.output} />
        </Fragment>
      ))}
      {list.error?.late === true && firstLate === undefined ? <LateMark /> : null}
      {list.error === null ? null : <ErrorView shown={list.error} cell={cell} goTo={goTo} />}
    </div>
  );
}
