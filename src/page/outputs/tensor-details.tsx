import { useSignal } from "@preact/signals";
import { useContext } from "preact/hooks";
import type { Inspected } from "../../protocol/output.ts";
import type { TensorStatistics } from "../../protocol/tensor.ts";
import { words } from "../../words/words.ts";
import { formatSignificant } from "../ui/format.ts";
import { HeatMap } from "./heat-map.tsx";
import { NumbersTable } from "./numbers-table.tsx";
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
      <summary>{words.outputs.tensorSummary(format(minimum), format(mean), format(maximum))}</summary>
      {isOpen.value ? (
        <>
          <Histogram statistics={statistics} />
          {id === undefined || read === null ? null : <HeatMap tensor={id} shape={shape} read={read} />}
        </>
      ) : null}
    </details>
  );
}

function format(value: number | null): string {
  return value === null ? "NaN" : formatSignificant(Number(value.toPrecision(4)));
}

const WIDTH = 288;
const HEIGHT = 64;

function Histogram({ statistics }: { readonly statistics: TensorStatistics }) {
  const { histogram, minimum, maximum, sample, notFinite } = statistics;
  const most = Math.max(1, ...histogram);
  const bar = WIDTH / Math.max(1, histogram.length);
  const edge = (index: number): number =>
    (minimum ?? 0) + (((maximum ?? 0) - (minimum ?? 0)) * index) / histogram.length;
  return (
    <>
      {notFinite > 0 ? <p class="tensor-warning">{words.outputs.notFinite(notFinite)}</p> : null}
      {histogram.length === 0 ? null : (
        <>
          <svg
            class="tensor-histogram"
            viewBox={`0 0 ${WIDTH} ${HEIGHT + 18}`}
            width={WIDTH}
            height={HEIGHT + 18}
            role="img"
            aria-label={words.outputs.histogramOf(sample, format(minimum), format(maximum))}
          >
            {histogram.map((size, index) => (
              <rect
                key={`${index}`}
                x={index * bar}
                y={HEIGHT - (HEIGHT * size) / most}
                width={Math.max(1, bar - 1)}
                height={(HEIGHT * size) / most}
              />
            ))}
            <line x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
            <text x={0} y={HEIGHT + 14}>
              {format(minimum)}
            </text>
            <text x={WIDTH} y={HEIGHT + 14} text-anchor="end">
              {format(maximum)}
            </text>
          </svg>
          <NumbersTable
            caption={words.outputs.histogramCaption}
            read={() => ({
              columns: [words.outputs.from, words.outputs.to, words.outputs.values],
              rows: histogram.map((size, index) => [
                format(edge(index)),
                format(edge(index + 1)),
                String(size),
              ]),
            })}
          />
        </>
      )}
    </>
  );
}
