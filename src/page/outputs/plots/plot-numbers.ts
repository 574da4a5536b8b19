import type { Json } from "../../../protocol/json.ts";
import { words } from "../../../words/words.ts";
import type { Numbers } from "../numbers-table.tsx";
import { distributionNumbers, histogramNumbers } from "./distribution-numbers.ts";
import { cellText, nameOf, shareText } from "./number-texts.ts";
import { type JsonObject, listOf } from "./plot-json.ts";

/** A table of a chart's numbers, which is read only when the reader opens it. */
export interface NumbersOfPlot {
  readonly caption: string;
  readonly read: () => Numbers;
}

/**
 * The numbers of the traces: lines and points over the same x in one table, the quartiles of boxes and violins in one,
 * each other trace in its own.
 */
export function traceNumbers(traces: readonly JsonObject[]): readonly NumbersOfPlot[] {
  const of = (...types: readonly string[]) =>
    traces.filter(({ type }) => types.some((each) => each === type));
  const series = of("scatter", "bar", "histogram2d");
  const distributions = of("box", "violin");
  const table = (
    trace: JsonObject,
    caption: string,
    read: (trace: JsonObject) => Numbers,
  ): NumbersOfPlot => ({
    caption: nameOf(trace, caption),
    read: () => read(trace),
  });
  return [
    ...(series.length > 0
      ? [{ caption: words.outputs.chartNumbers, read: () => seriesNumbers(series) }]
      : []),
    ...(distributions.length > 0
      ? [{ caption: words.outputs.quartiles, read: () => distributionNumbers(distributions) }]
      : []),
    ...of("histogram").map((trace) => table(trace, words.outputs.histogramNumbers, histogramNumbers)),
    ...of("pie").map((trace) => table(trace, words.outputs.pieNumbers, pieNumbers)),
    ...of("scatter3d").map((trace) => table(trace, words.outputs.points, pointNumbers)),
    ...of("heatmap", "contour", "surface").map((trace) =>
      table(trace, gridCaption(trace["type"] ?? null), gridNumbers),
    ),
  ];
}

function gridCaption(type: Json): string {
  if (type === "heatmap") return words.outputs.heatNumbers;
  return type === "contour" ? words.outputs.contourNumbers : words.outputs.surfaceNumbers;
}

function pieNumbers(trace: JsonObject): Numbers {
  const [labels, values] = [listOf(trace["labels"]), listOf(trace["values"])];
  const total = values.reduce<number>((sum, value) => sum + (typeof value === "number" ? value : 0), 0);
  return {
    columns: ["", words.outputs.value, words.outputs.share],
    rows: Array.from({ length: Math.max(labels.length, values.length) }, (_, index) => {
      const value = values[index] ?? null;
      const share = typeof value === "number" && total > 0 ? shareText(value / total) : "–";
      return [cellText(labels[index] ?? index), cellText(value), share];
    }),
  };
}

function pointNumbers(trace: JsonObject): Numbers {
  const lists = ["x", "y", "z"].map((key) => listOf(trace[key]));
  const length = Math.max(...lists.map((list) => list.length));
  return {
    columns: ["x", "y", "z"],
    rows: Array.from({ length }, (_, index) => lists.map((list) => cellText(list[index] ?? null))),
  };
}

/** A row for each x, or several if a trace has several points at one x. */
function seriesNumbers(series: readonly JsonObject[]): Numbers {
  const rows = new Map<string, string[]>();
  series.forEach((trace, index) => {
    const [x, y] = [listOf(trace["x"]), listOf(trace["y"])];
    const points = Math.max(x.length, y.length);
    const seen = new Map<string, number>();
    for (let at = 0; at < points; at += 1) {
      const position = cellText(x[at] ?? at);
      const time = seen.get(position) ?? 0;
      seen.set(position, time + 1);
      const key = `${time} ${position}`;
      const row = rows.get(key) ?? [position, ...series.map(() => "–")];
      row[index + 1] = cellText(y[at] ?? null);
      rows.set(key, row);
    }
  });
  const labels = series.map((trace, index) => nameOf(trace, words.outputs.trace(index + 1)));
  return { columns: ["x", ...labels], rows: [...rows.values()] };
}

function gridNumbers(trace: JsonObject): Numbers {
  const rows = listOf(trace["z"]).map(listOf);
  const [x, y] = [listOf(trace["x"]), listOf(trace["y"])];
  const width = Math.max(0, ...rows.map((row) => row.length));
  return {
    columns: ["", ...Array.from({ length: width }, (_, column) => cellText(x[column] ?? column))],
    rows: rows.map((row, index) => [cellText(y[index] ?? index), ...row.map(cellText)]),
  };
}
