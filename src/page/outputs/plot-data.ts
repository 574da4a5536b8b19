import type { Json } from "../../protocol/json.ts";
import type { Plot } from "../../protocol/output.ts";

type JsonObject = { readonly [key: string]: Json };

/** The trace types in the page's Plotly bundle. */
const TYPES = ["scatter", "bar", "heatmap"] as const;
type TraceType = (typeof TYPES)[number];

const MAXIMUM_TRACES = 40;
/** Numbers in all traces together. */
const MAXIMUM_POINTS = 200_000;
const MAXIMUM_ANNOTATIONS = 60;

/** The attributes of a trace that are passed on. Others (links, sources, templates) are dropped. */
const TRACE_KEYS: ReadonlySet<string> = new Set(
  `type mode name x y z text hovertext line marker fill fillcolor opacity orientation width base offset colorscale
  showscale reversescale zmin zmax zmid zauto colorbar xaxis yaxis x0 dx y0 dy error_x error_y textposition
  texttemplate textfont hoverinfo hovertemplate showlegend visible stackgroup legendgroup connectgaps xgap ygap
  zsmooth autocolorscale coloraxis cliponaxis`.split(/\s+/),
);

const LAYOUT_KEYS =
  /^(title|[xy]axis\d{0,2}|barmode|bargap|bargroupgap|showlegend|legend|annotations|shapes|height|coloraxis|hovermode|grid|margin)$/;

export interface CleanTraces {
  readonly traces: readonly JsonObject[];
  /** What was left out and why, for the student. */
  readonly refused: readonly string[];
}

/** The traces that can be drawn, limited to safe attributes and a bounded number of values. */
export function cleanTraces(traces: readonly JsonObject[]): CleanTraces {
  const refused = new Set<string>();
  const drawn: JsonObject[] = [];
  let points = 0;
  for (const trace of traces) {
    const type = trace["type"] ?? "scatter";
    if (!isTraceType(type)) {
      refused.add(`A trace of type ${JSON.stringify(type)} is not drawn; there are ${TYPES.join(", ")}.`);
      continue;
    }
    points += countNumbers(trace);
    if (drawn.length === MAXIMUM_TRACES || points > MAXIMUM_POINTS) {
      refused.add(`Not all traces are drawn: a chart holds at most ${MAXIMUM_TRACES}, and 200 000 numbers.`);
      break;
    }
    const entries = Object.entries(trace).filter(([key]) => TRACE_KEYS.has(key));
    drawn.push(withoutLinks(Object.fromEntries([...entries, ["type", type]])));
  }
  return { traces: drawn, refused: [...refused] };
}

/** The attributes of a layout that are safe. */
export function cleanLayout(layout: JsonObject): JsonObject {
  const entries = Object.entries(layout).filter(([key]) => LAYOUT_KEYS.test(key));
  return withoutLinks(
    Object.fromEntries(
      entries.map(([key, value]) =>
        Array.isArray(value) ? [key, value.slice(0, MAXIMUM_ANNOTATIONS)] : [key, value],
      ),
    ),
  );
}

/** The accessible name of the chart. */
export function plotTitle(output: Plot, traces: readonly JsonObject[]): string {
  const title = textOf(output.layout["title"]);
  const names = traces.flatMap((trace) => (typeof trace["name"] === "string" ? [trace["name"]] : []));
  const kind =
    traces[0]?.["type"] === "heatmap" ? "Heat map" : traces[0]?.["type"] === "bar" ? "Bar chart" : "Chart";
  const axes = ["yaxis", "xaxis"]
    .map((axis) => textOf(titleOf(output.layout[axis])))
    .filter((text) => text !== "");
  const about = title !== "" ? `: ${title}` : axes.length === 2 ? ` of ${axes.join(" over ")}` : "";
  return `${kind}${about}${names.length > 0 ? ` (${names.join(", ")})` : ""}. Its numbers follow as a table.`;
}

export interface NumbersOfPlot {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The numbers of the traces: lines over the same x in one table, each heatmap in its own. */
export function traceNumbers(traces: readonly JsonObject[]): readonly NumbersOfPlot[] {
  const heatmaps = traces.filter((trace) => trace["type"] === "heatmap");
  const series = traces.filter((trace) => trace["type"] !== "heatmap");
  return [...(series.length > 0 ? [seriesNumbers(series)] : []), ...heatmaps.map(heatmapNumbers)];
}

function seriesNumbers(series: readonly JsonObject[]): NumbersOfPlot {
  const labels = series.map((trace, index) =>
    typeof trace["name"] === "string" ? trace["name"] : `trace ${index + 1}`,
  );
  const rows = new Map<string, string[]>();
  series.forEach((trace, index) => {
    const x = listOf(trace["x"]);
    listOf(trace["y"]).forEach((y, at) => {
      const key = cellText(x[at] ?? at);
      const row = rows.get(key) ?? series.map(() => "–");
      row[index] = cellText(y);
      rows.set(key, row);
    });
  });
  return {
    caption: "The chart's numbers",
    columns: ["x", ...labels],
    rows: [...rows].map(([x, values]) => [x, ...values]),
  };
}

function heatmapNumbers(trace: JsonObject): NumbersOfPlot {
  const rows = listOf(trace["z"]).map(listOf);
  const x = listOf(trace["x"]);
  const y = listOf(trace["y"]);
  const width = Math.max(0, ...rows.map((row) => row.length));
  return {
    caption: typeof trace["name"] === "string" ? trace["name"] : "The heat map's numbers",
    columns: ["", ...Array.from({ length: width }, (_, column) => cellText(x[column] ?? column))],
    rows: rows.map((row, index) => [cellText(y[index] ?? index), ...row.map(cellText)]),
  };
}

function isTraceType(type: Json): type is TraceType {
  return TYPES.some((known) => known === type);
}

/** Plotly's texts are a subset of HTML with links: drops the links and keeps their text. */
function withoutLinks(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unlink(item)]));
}

function unlink(value: Json): Json {
  if (typeof value === "string") return value.replace(/<\/?\s*a\b[^>]*>?/gi, "").slice(0, 2_000);
  if (isList(value)) return value.map(unlink);
  if (value !== null && typeof value === "object") return withoutLinks(value);
  return value;
}

function countNumbers(value: Json): number {
  if (isList(value)) return value.reduce<number>((sum, item) => sum + countNumbers(item), 0);
  if (value !== null && typeof value === "object") return countNumbers(Object.values(value));
  return 1;
}

function titleOf(axis: Json | undefined): Json {
  return axis !== null && typeof axis === "object" && "title" in axis ? (axis["title"] ?? null) : null;
}

function textOf(title: Json | undefined): string {
  if (typeof title === "string") return title.replace(/<[^>]*>/g, "");
  if (title !== null && typeof title === "object" && "text" in title) return textOf(title["text"]);
  return "";
}

function listOf(value: Json | undefined): readonly Json[] {
  return value !== undefined && isList(value) ? value : [];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function cellText(value: Json): string {
  if (typeof value === "number") {
    return String(Number.isInteger(value) ? value : Number(value.toPrecision(6))).replace("-", "−");
  }
  return value === null ? "–" : typeof value === "string" ? value : JSON.stringify(value);
}
