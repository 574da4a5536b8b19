import type { TensorStatistics } from "../../../protocol/tensor.ts";
import { words } from "../../../words/words.ts";
import { formatSignificant } from "../../ui/format.ts";
import { type Numbers, NumbersTable } from "../numbers-table.tsx";

/** In CSS pixels. */
const WIDTH = 288;
const HEIGHT = 64;

interface HistogramProps {
  readonly statistics: TensorStatistics;
}

/** How the values of a tensor are distributed, as a drawing and as a table. */
export function TensorHistogram({ statistics }: HistogramProps) {
  const { histogram, notFinite } = statistics;
  return (
    <>
      {notFinite > 0 ? <p class="tensor-warning">{words.outputs.notFinite(notFinite)}</p> : null}
      {histogram.length === 0 ? null : (
        <>
          <Drawing statistics={statistics} />
          <NumbersTable caption={words.outputs.histogramCaption} read={() => binsOf(statistics)} />
        </>
      )}
    </>
  );
}

function Drawing({ statistics: { histogram, minimum, maximum, sample } }: HistogramProps) {
  const most = Math.max(1, ...histogram);
  const bar = WIDTH / Math.max(1, histogram.length);
  return (
    <svg
      class="tensor-histogram"
      viewBox={`0 0 ${WIDTH} ${HEIGHT + 18}`}
      width={WIDTH}
      height={HEIGHT + 18}
      role="img"
      aria-label={words.outputs.histogramOf(sample, formatStatistic(minimum), formatStatistic(maximum))}
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
        {formatStatistic(minimum)}
      </text>
      <text x={WIDTH} y={HEIGHT + 14} text-anchor="end">
        {formatStatistic(maximum)}
      </text>
    </svg>
  );
}

function binsOf({ histogram, minimum, maximum }: TensorStatistics): Numbers {
  const low = minimum ?? 0;
  const edge = (index: number): string =>
    formatStatistic(low + (((maximum ?? 0) - low) * index) / histogram.length);
  return {
    columns: [words.outputs.from, words.outputs.to, words.outputs.values],
    rows: histogram.map((size, index) => [edge(index), edge(index + 1), String(size)]),
  };
}

/** NaN for null. */
export function formatStatistic(value: number | null): string {
  return value === null ? "NaN" : formatSignificant(Number(value.toPrecision(4)));
}
