import { useMemo } from "preact/hooks";
import type { Output } from "../../protocol/output.ts";
import { isEmpty, type OutputList } from "../notebook/output-list.ts";
import { count } from "../ui/format.ts";
import { ErrorView } from "./error-view.tsx";
import { OutputView } from "./output-view.tsx";

interface OutputsViewProps {
  readonly list: OutputList;
  readonly cell: string;
  readonly goTo: (cell: string, line: number, column: number) => void;
}

/** Drawn anew only when the output is another one: a stream of text must not redraw the chart above it. */
function EntryView({ output }: { readonly output: Output }) {
  return useMemo(() => <OutputView output={output} />, [output]);
}

/** All that a cell shows. No live region: what matters of it is announced elsewhere, in few words. */
export function OutputsView({ list, cell, goTo }: OutputsViewProps) {
  const hasOutputs = !isEmpty(list);
  return (
    <div
      class="outputs"
      data-outputs
      data-old={list.old && hasOutputs ? "" : undefined}
      data-empty={hasOutputs ? undefined : ""}
    >
      {list.standIn && hasOutputs ? (
        <p class="out-banner">Made from the built-in stand-in, not from the real dataset.</p>
      ) : null}
      {list.dropped > 0 ? <p class="out-note">{count(list.dropped, "earlier output")} not shown.</p> : null}
      {list.entries.map((entry) => (
        <EntryView key={entry.id} output={entry.output} />
      ))}
      {list.error === null ? null : <ErrorView shown={list.error} cell={cell} goTo={goTo} />}
    </div>
  );
}
