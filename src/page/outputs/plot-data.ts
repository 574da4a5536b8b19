import type { Json } from "../../protocol/json.ts";
import type { Plot } from "../../protocol/output.ts";
import { isList, isObject, type JsonObject } from "./plot-json.ts";
import { plainText, withSafeTexts } from "./plot-text.ts";

/** The trace types in the page's Plotly bundle. */
const TYPES = ["scatter", "bar", "heatmap"] as const;
type TraceType = (typeof TYPES)[number];

const MAXIMUM_TRACES = 40;
const MAXIMUM_AXES = 24;
/** Annotations, shapes, ticks, and whatever else a layout lists. */
const MAXIMUM_LIST = 60;

/** The attributes of a trace that are passed on. Others (links, sources, templates) are dropped. */
const TRACE_KEYS: ReadonlySet<string> = new Set(
  `type mode name x y z text hovertext line marker fill fillcolor opacity orientation width base offset colorscale
  showscale reversescale zmin zmax zmid zauto colorbar xaxis yaxis x0 dx y0 dy error_x error_y textposition
  texttemplate textfont hoverinfo hovertemplate showlegend visible stackgroup legendgroup connectgaps xgap ygap
  zsmooth autocolorscale coloraxis cliponaxis`.split(/\s+/),
);

const LAYOUT_KEYS =
  /^(title|barmode|bargap|bargroupgap|showlegend|legend|annotations|shapes|height|coloraxis|hovermode|grid|margin)$/;
const AXIS_KEY = /^[xy]axis\d{0,2}$/;

export interface CleanTraces {
  readonly traces: readonly JsonObject[];
  /** What was left out and why, for the student. */
  readonly refused: readonly string[];
}

/** The traces that can be drawn, limited to safe attributes and texts. */
export function cleanTraces(traces: readonly JsonObject[]): CleanTraces {
  const refused = new Set<string>();
  const drawn: JsonObject[] = [];
  for (const trace of traces) {
    const type = trace["type"] ?? "scatter";
    if (!isTraceType(type)) {
      refused.add(`A trace of type ${JSON.stringify(type)} is not drawn; there are ${TYPES.join(", ")}.`);
      continue;
    }
    if (drawn.length === MAXIMUM_TRACES) {
      refused.add(`A chart has at most ${MAXIMUM_TRACES} traces: the others are not drawn.`);
      break;
    }
    const entries = Object.entries(trace).filter(([key]) => TRACE_KEYS.has(key));
    drawn.push(withSafeTexts(Object.fromEntries([...entries, ["type", type]])));
  }
  return { traces: drawn, refused: [...refused] };
}

/** The attributes of a layout that are safe, with as many axes and entries of lists as can be drawn in time. */
export function cleanLayout(layout: JsonObject): JsonObject {
  const axes = Object.entries(layout).filter(([key]) => AXIS_KEY.test(key));
  const others = Object.entries(layout).filter(([key]) => LAYOUT_KEYS.test(key));
  return withSafeTexts(withShortLists(Object.fromEntries([...axes.slice(0, MAXIMUM_AXES), ...others])));
}

/** The accessible name of the chart. */
export function plotTitle({ traces, layout }: Plot): string {
  const title = textOf(layout["title"]);
  const shown = traces.slice(0, MAXIMUM_TRACES);
  const names = shown.map((trace) => textOf(trace["name"])).filter((name) => name !== "");
  const type = shown[0]?.["type"];
  const kind = type === "heatmap" ? "Heat map" : type === "bar" ? "Bar chart" : "Chart";
  const axes = ["yaxis", "xaxis"].map((axis) => textOf(titleOf(layout[axis]))).filter((text) => text !== "");
  const about = title !== "" ? `: ${title}` : axes.length === 2 ? ` of ${axes.join(" over ")}` : "";
  return `${kind}${about}${names.length > 0 ? ` (${names.join(", ")})` : ""}. Its numbers follow as a table.`;
}

function isTraceType(type: Json): type is TraceType {
  return TYPES.some((known) => known === type);
}

function withShortLists(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, shortened(value)]));
}

function shortened(value: Json): Json {
  if (isList(value)) return value.slice(0, MAXIMUM_LIST).map(shortened);
  return isObject(value) ? withShortLists(value) : value;
}

function titleOf(axis: Json | undefined): Json {
  return isObject(axis) ? (axis["title"] ?? null) : null;
}

const MAXIMUM_TITLE = 200;

function textOf(title: Json | undefined): string {
  if (typeof title === "string") return plainText(title.slice(0, MAXIMUM_TITLE));
  return isObject(title) ? textOf(title["text"]) : "";
}
