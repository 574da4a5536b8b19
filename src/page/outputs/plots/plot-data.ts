import type { Json } from "../../../protocol/json.ts";
import type { Plot } from "../../../protocol/output.ts";
import { isAxis, isLayoutAttribute, TRACE_ATTRIBUTES } from "../../../protocol/plot-attributes.ts";
import { isTraceType, TRACE_TYPES } from "../../../protocol/trace-types.ts";
import { words } from "../../../words/words.ts";
import { boundTexts } from "./bound-texts.ts";
import { isList, isObject, type JsonObject } from "./plot-json.ts";
import { plainText, withSafeTexts } from "./plot-text.ts";
import { isSpatial } from "./plot-theme.ts";

const MAXIMUM_TRACES = 40;
const MAXIMUM_AXES = 24;
/** Each is a WebGL context; a browser has about 16 for the whole page. */
const MAXIMUM_SCENES = 4;
/** Annotations, shapes, ticks, and whatever else a layout lists. */
const MAXIMUM_LIST = 60;

const KNOWN_ATTRIBUTES: ReadonlySet<string> = new Set(TRACE_ATTRIBUTES);

export interface CleanTraces {
  readonly traces: readonly JsonObject[];
  /** What was left out and why, for the reader. */
  readonly refused: readonly string[];
}

/** The traces that can be drawn, limited to safe attributes and texts. */
export function cleanTraces(traces: readonly JsonObject[]): CleanTraces {
  const refused = new Set<string>();
  const drawn: JsonObject[] = [];
  const scenes = new Set<string>();
  for (const trace of traces) {
    const type = trace["type"] ?? "scatter";
    if (!isTraceType(type)) {
      refused.add(words.outputs.traceRefused(JSON.stringify(type), TRACE_TYPES.join(", ")));
      continue;
    }
    if (drawn.length === MAXIMUM_TRACES) {
      refused.add(words.outputs.mostTraces(MAXIMUM_TRACES));
      break;
    }
    const scene = sceneOf({ ...trace, type });
    if (scene !== null && !scenes.has(scene) && scenes.size === MAXIMUM_SCENES) {
      refused.add(words.outputs.mostScenes(MAXIMUM_SCENES));
      continue;
    }
    if (scene !== null) scenes.add(scene);
    const entries = Object.entries(trace).filter(([key]) => KNOWN_ATTRIBUTES.has(key));
    drawn.push(withSafeTexts(Object.fromEntries([...entries, ["type", type]])));
  }
  return { traces: drawn, refused: [...refused] };
}

/** How many scenes the traces need. */
export function countScenes(traces: readonly JsonObject[]): number {
  return new Set(traces.map(sceneOf).filter((scene) => scene !== null)).size;
}

/** The scene that Plotly draws the trace in; null for a flat one. For an invalid name Plotly takes the first. */
function sceneOf(trace: JsonObject): string | null {
  if (!isSpatial(trace)) return null;
  const { scene } = trace;
  return typeof scene === "string" && /^scene([2-9]|[1-9]\d+)$/.test(scene) ? scene : "scene";
}

/** The attributes of a layout that are safe, with as many axes and entries of lists as can be drawn in time. */
export function cleanLayout(layout: JsonObject): JsonObject {
  const known = Object.entries(layout).filter(([key]) => isLayoutAttribute(key));
  const [axes, others] = [known.filter(([key]) => isAxis(key)), known.filter(([key]) => !isAxis(key))];
  const safe = withSafeTexts(withShortLists(Object.fromEntries([...axes.slice(0, MAXIMUM_AXES), ...others])));
  return boundTexts([safe]).parts[0] ?? safe;
}

/** The accessible name of the chart. */
export function plotTitle({ traces, layout }: Plot): string {
  const title = textOf(layout["title"]);
  const shown = traces.slice(0, MAXIMUM_TRACES);
  const names = shown.map((trace) => textOf(trace["name"])).filter((name) => name !== "");
  const type = shown[0]?.["type"];
  const { kinds } = words.outputs;
  const kind = typeof type === "string" && isTraceType(type) ? kinds[type] : kinds.scatter;
  const axes = ["yaxis", "xaxis"].map((axis) => textOf(titleOf(layout[axis]))).filter((text) => text !== "");
  const about = title !== "" ? `: ${title}` : axes.length === 2 ? words.outputs.ofAxes(axes) : "";
  return words.outputs.chart(`${kind}${about}${names.length > 0 ? ` (${names.join(", ")})` : ""}`);
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
