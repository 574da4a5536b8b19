import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { errorMessage } from "../../protocol/error-message.ts";
import type { Plot } from "../../protocol/output.ts";
import { NumbersTable } from "./numbers-table.tsx";
import { cleanTraces, plotTitle, traceNumbers } from "./plot-data.ts";

/** A Plotly chart. Plotly is loaded with the first one. */
export function PlotView({ output }: { readonly output: Plot }) {
  const host = useRef<HTMLDivElement>(null);
  const fault = useSignal<string | null>(null);
  const { traces, refused } = useMemo(() => cleanTraces(output.traces), [output]);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    let takeDown: (() => void) | null = null;
    let isGone = false;
    import("./plotly-chart.ts")
      // Draw in a separate task: evaluating Plotly is a long one already.
      .then(async ({ drawChart }) => {
        await new Promise((resolve) => setTimeout(resolve, 0));
        return drawChart(element, traces, output.layout);
      })
      .then(
        (done) => {
          if (isGone) done();
          else takeDown = done;
        },
        (error: unknown) => {
          fault.value = errorMessage(error);
        },
      );
    return () => {
      isGone = true;
      takeDown?.();
    };
  }, [output]);
  const numbers = useMemo(() => traceNumbers(traces), [traces]);
  return (
    <div data-output="plot" class="out-plot">
      <div class="plot-host" ref={host} role="img" aria-label={plotTitle(output, traces)} />
      {fault.value === null ? null : (
        <p class="out-note">The chart could not be drawn ({fault.value}); its numbers are below.</p>
      )}
      {refused.map((reason) => (
        <p class="out-note" key={reason}>
          {reason}
        </p>
      ))}
      {numbers.map((table) => (
        <NumbersTable key={table.caption} caption={table.caption} columns={table.columns} rows={table.rows} />
      ))}
    </div>
  );
}
