import { useSignal } from "@preact/signals";
import { useContext } from "preact/hooks";
import type { Inspected } from "../../../protocol/output.ts";
import { words } from "../../../words/words.ts";
import { HeatMap } from "./heat-map.tsx";
import { formatStatistic, TensorHistogram } from "./tensor-histogram.tsx";
import { TensorReaderContext } from "./tensor-reader.ts";

export type InspectedTensor = Extract<Inspected, { kind: "tensor" }>;

/** What the values of a tensor are like: minimum, mean, maximum, histogram, and a heat map of any slice. */
export function TensorDetails({ value }: { readonly value: InspectedTensor }) {
  const { statistics, id, shape } = value;
  const isOpen = useSignal(false);
  const read = useContext(TensorReaderContext);
  if (statistics === undefined) return null;
  const { minimum, mean, maximum } = statistics;
  return (
    <details
      class="tensor-details"
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary>
        {words.outputs.tensorSummary(
          formatStatistic(minimum),
          formatStatistic(mean),
          formatStatistic(maximum),
        )}
      </summary>
      {isOpen.value ? (
        <>
          <TensorHistogram statistics={statistics} />
          {id === undefined || read === null ? null : <HeatMap tensor={id} shape={shape} read={read} />}
        </>
      ) : null}
    </details>
  );
}
