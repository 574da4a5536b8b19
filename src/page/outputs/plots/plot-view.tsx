import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { errorMessage } from "../../../protocol/error-message.ts";
import type { Plot } from "../../../protocol/output.ts";
import { words } from "../../../words/words.ts";
import { loadFailedStyles } from "../../ui/failed-styles.ts";
import { describeMissing } from "../../ui/missing-part.ts";
import { drawWhenNear } from "../draw-when-near.ts";
import { NumbersTable } from "../numbers-table.tsx";
import { cleanTraces, countScenes, plotTitle } from "./plot-data.ts";
import type { JsonObject } from "./plot-json.ts";
import { traceNumbers } from "./plot-numbers.ts";
import { isSpatial } from "./plot-theme.ts";
import type { Chart as ChartClass } from "./plotly-chart.ts";
import { reduceTraces } from "./reduce-traces.ts";

/** About how many elements a flat chart has at most. */
const WEIGHT = 1_500;
/** Of a scene: few of them are drawn at once, since a browser gives a page few WebGL contexts. */
const SCENE_WEIGHT = 2_500;

/** Why there is no chart. `isMissing`: Plotly could not be loaded, so it may work the next time. */
interface PlotFault {
  readonly message: string;
  readonly isMissing: boolean;
}

/** A Plotly chart, drawn when it is near the window. Plotly is loaded with the first one. */
export function PlotView({ output }: { readonly output: Plot }) {
  const { traces, refused } = useMemo(() => cleanTraces(output.traces), [output]);
  const reduced = useMemo(() => reduceTraces(traces, output.layout), [traces, output]);
  const numbers = useMemo(() => traceNumbers(traces), [traces]);
  const { host, fault, retry } = useChart(reduced.traces, output.layout);
  return (
    <div data-output="plot" class="out-plot">
      <div class="plot-host" ref={host} role="img" aria-label={plotTitle(output)} />
      <FaultNote fault={fault} retry={retry} />
      {[...refused, ...reduced.notes].map((reason) => (
        <p class="out-note" key={reason}>
          {reason}
        </p>
      ))}
      {numbers.map(({ caption, read }, index) => (
        <NumbersTable key={`${index}`} caption={caption} read={read} />
      ))}
    </div>
  );
}

function FaultNote({
  fault,
  retry,
}: {
  readonly fault: Signal<PlotFault | null>;
  readonly retry: () => void;
}) {
  if (fault.value === null) return null;
  const { message, isMissing } = fault.value;
  if (!isMissing) return <p class="out-note">{words.outputs.chartFailed(message)}</p>;
  return (
    <p class="out-note">
      {describeMissing(words.outputs.chartMissing)}{" "}
      <button type="button" class="out-link" onClick={retry}>
        {words.shell.tryAgain}
      </button>
    </p>
  );
}

class NoWebGlError extends Error {}

type CreateChart = (...args: ConstructorParameters<typeof ChartClass>) => ChartClass;

/** Loads Plotly with what the traces need of it. @throws NoWebGlError if this browser cannot draw them. */
async function loadCharts(traces: readonly JsonObject[]): Promise<CreateChart> {
  if (!traces.some(isSpatial)) {
    const { Chart } = await import("./plotly-chart.ts");
    return (...args) => new Chart(...args);
  }
  const [{ SceneChart }, { scenePixelRatio }] = await Promise.all([
    import("./plotly-chart.ts"),
    import("./plotly-spatial.ts"),
  ]);
  const pixelRatio = scenePixelRatio();
  if (pixelRatio === null) throw new NoWebGlError(words.outputs.noWebGl);
  return (...args) => new SceneChart(pixelRatio, ...args);
}

/** Loads Plotly and draws the chart into `host` while that is near the window. */
function useChart(traces: readonly JsonObject[], layout: JsonObject) {
  const host = useRef<HTMLDivElement>(null);
  const fault = useSignal<PlotFault | null>(null);
  const attempt = useSignal(0);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    let stop: (() => void) | null = null;
    let isGone = false;
    const load = loadFailedStyles().then(() => loadCharts(traces));
    load.then(
      (createChart) => {
        if (isGone) return;
        const weight = Math.max(WEIGHT, countScenes(traces) * SCENE_WEIGHT);
        const chart = createChart(element, traces, layout, weight, (error) => {
          fault.value = { message: errorMessage(error), isMissing: false };
        });
        const unobserve = drawWhenNear(element, chart);
        stop = () => {
          unobserve();
          chart.erase();
        };
      },
      (error: unknown) => {
        fault.value = { message: errorMessage(error), isMissing: !(error instanceof NoWebGlError) };
      },
    );
    return () => {
      isGone = true;
      stop?.();
    };
  }, [traces, layout, attempt.value]);
  const retry = () => {
    fault.value = null;
    attempt.value += 1;
  };
  return { host, fault, retry };
}
