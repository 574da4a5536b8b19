import type { Json } from "../../protocol/json.ts";
import type { Plot } from "../../protocol/output.ts";
import { isTraceType, TRACE_TYPES } from "../../protocol/trace-types.ts";
import { whyEmpty } from "./check-trace.ts";
import { countHistograms } from "./count-histograms.ts";
import { isTensor } from "./is-tensor.ts";

const MAXIMUM_POINTS = 50_000;

/**
 * A Plotly chart from traces and a layout, as in `Plotly.newPlot` (https://plotly.com/javascript/reference/).
 * Typed arrays and tensors are accepted in place of lists.
 * @throws {TypeError} for a trace type that the page does not support, or a trace of which it would draw nothing; RangeError for too many points.
 */
export function toPlot(traces: unknown, layout: unknown = {}): Plot {
  const list = (Array.isArray(traces) ? traces : [traces]).map(toTrace);
  const record = toRecord(layout, "layout", '{ title: "Loss" }');
  const counted = countHistograms(list, record, MAXIMUM_POINTS);
  counted.forEach(checkLengths);
  return { type: "plot", traces: [...counted], layout: record };
}

function toTrace(trace: unknown, index: number): Record<string, Json> {
  const record = toRecord(trace, `trace ${index + 1}`, "{ x: [1, 2], y: [3, 4] }");
  const type = record["type"] ?? "scatter";
  if (!isTraceType(type)) {
    throw new TypeError(
      `plot: trace ${index + 1} has the type ${JSON.stringify(type)}; supported are ${TRACE_TYPES.join(", ")}.`,
    );
  }
  const fault = whyEmpty(record);
  if (fault !== null) throw new TypeError(`plot: trace ${index + 1} ${fault}`);
  return record;
}

function checkLengths(trace: Plot["traces"][number], index: number): void {
  for (const [name, values] of Object.entries(trace)) {
    if (!Array.isArray(values) || values.length <= MAXIMUM_POINTS) continue;
    const every = Math.ceil(values.length / MAXIMUM_POINTS);
    throw new RangeError(
      `plot: trace ${index + 1} has ${values.length} values of ${name} (at most ${MAXIMUM_POINTS}). Plot fewer, such as one in ${every}: \`values.filter((_, i) => i % ${every} === 0)\`, for each list of the trace.`,
    );
  }
}

function toRecord(value: unknown, what: string, example: string): Record<string, Json> {
  const json: unknown = JSON.parse(JSON.stringify(value, numbersAsLists) ?? "null");
  if (typeof json !== "object" || json === null || Array.isArray(json))
    throw new TypeError(`plot: ${what} must be an object, such as \`${example}\`.`);
  return json as Record<string, Json>;
}

function numbersAsLists(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isTensor(value)) return value.arraySync();
  return ArrayBuffer.isView(value) && !(value instanceof DataView) ? Array.from(value as Uint8Array) : value;
}
