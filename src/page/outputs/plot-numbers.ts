import type { Json } from "../../protocol/json.ts";
import type { Numbers } from "./numbers-table.tsx";
import { type JsonObject, listOf } from "./plot-json.ts";
import { plainText } from "./plot-text.ts";

/** A table of a chart's numbers, which is read only when the student opens it. */
export interface NumbersOfPlot {
  readonly caption: string;
  readonly read: () => Numbers;
}

/** The numbers of the traces: lines over the same x in one table, each heatmap in its own. */
export function traceNumbers(traces: readonly JsonObject[]): readonly NumbersOfPlot[] {
  const heatmaps = traces.filter((trace) => trace["type"] === "heatmap");
  const series = traces.filter((trace) => trace["type"] !== "heatmap");
  return [
    ...(series.length > 0 ? [{ caption: "The chart's numbers", read: () => seriesNumbers(series) }] : []),
    ...heatmaps.map((trace) => ({
      caption: nameOf(trace, "The heat map's numbers"),
      read: () => heatmapNumbers(trace),
    })),
  ];
}

/** A row for each x; for as many as there are, if a trace has several points at one x. */
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
  const labels = series.map((trace, index) => nameOf(trace, `trace ${index + 1}`));
  return { columns: ["x", ...labels], rows: [...rows.values()] };
}

function heatmapNumbers(trace: JsonObject): Numbers {
  const rows = listOf(trace["z"]).map(listOf);
  const [x, y] = [listOf(trace["x"]), listOf(trace["y"])];
  const width = Math.max(0, ...rows.map((row) => row.length));
  return {
    columns: ["", ...Array.from({ length: width }, (_, column) => cellText(x[column] ?? column))],
    rows: rows.map((row, index) => [cellText(y[index] ?? index), ...row.map(cellText)]),
  };
}

function nameOf(trace: JsonObject, fallback: string): string {
  return typeof trace["name"] === "string" ? plainText(trace["name"]) : fallback;
}

function cellText(value: Json): string {
  if (typeof value === "number") {
    return String(Number.isInteger(value) ? value : Number(value.toPrecision(6))).replace("-", "−");
  }
  return value === null ? "–" : typeof value === "string" ? value : JSON.stringify(value);
}
