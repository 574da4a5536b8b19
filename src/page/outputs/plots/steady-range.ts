import { steadyRange } from "../chart-scale.ts";
import { type JsonObject, listOf } from "./plot-json.ts";

/**
 * Makes a y axis include a range around values that hardly differ, as in the training's own charts. Nothing for an axis
 * whose range or type the reader chose, or for other values than numbers.
 */
export function steadyRangeOf(key: string, axis: JsonObject, traces: readonly JsonObject[]): JsonObject {
  if (["range", "autorange", "autorangeoptions", "rangemode", "type"].some((name) => name in axis)) return {};
  const name = key.replace("axis", "");
  const lines = traces.filter((trace) => (trace["yaxis"] ?? "y") === name);
  if (lines.length === 0 || lines.some((trace) => trace["type"] !== "scatter" || "stackgroup" in trace))
    return {};
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const trace of lines) {
    for (const value of listOf(trace["y"])) {
      if (typeof value !== "number") continue;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  }
  if (least > most) return {};
  const { low, high } = steadyRange(least, most);
  return { autorangeoptions: { include: [low, high] } };
}
