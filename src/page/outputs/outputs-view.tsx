import { Fragment } from "preact";
import { useMemo } from "preact/hooks";
import type { Output } from "../../protocol/output.ts";
import { firstEntries, isEmpty, type OutputList } from "../notebook/output-list.ts";
import { count } from "../ui/format.ts";
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
  return <p class="out-note out-late">After the cell had ended:</p>;
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
        <p class="out-note out-recorded">Recorded by the author. Run the cell to compute it here.</p>
      ) : null}
      {list.synthetic && hasOutputs ? (
        <p class="out-banner">Made from the built-in synthetic dataset, not from the real one.</p>
      ) : null}
      {list.perClass !== null && hasOutputs ? (
        <p class="out-banner">
          Made from {count(list.perClass, "image")} of each class, not from the whole dataset.
        </p>
      ) : null}
      {list.entries.map((entry, index) => (
        <Fragment key={entry.id}>
          {index === first && list.dropped > 0 ? (
            <p class="out-note">{count(list.dropped, "output")} not shown.</p>
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
