import type { Json } from "../../protocol/json.ts";
import { exampleOf, hasNoValues } from "../../protocol/plot-attributes.ts";
import { isTraceType } from "../../protocol/trace-types.ts";

type Trace = Readonly<Record<string, Json>>;

/** What a trace of each kind may have its values in. */
const VALUES = ["x", "y", "z", "labels", "values", "q1", "median", "q3"] as const;
/** Traces whose `z` is a list of rows. */
const GRIDS: ReadonlySet<Json> = new Set(["heatmap", "contour", "surface"]);

/**
 * Why Plotly would draw nothing of a trace: it ignores values that are not lists, and leaves a gap for what is not a
 * number. Null if it would draw something.
 */
export function whyEmpty(trace: Trace): string | null {
  const { type = "scatter" } = trace;
  if (isTraceType(type) && hasNoValues(type, (name) => name in trace))
    return `has no values: give it ${exampleOf(type)}.`;
  for (const name of VALUES.filter((each) => each in trace)) {
    const reason =
      name === "z" && isGrid(trace) ? whyNoRows(trace) : whyNoValues(name, trace[name] ?? null, trace);
    if (reason !== null) return reason;
  }
  return null;
}

/** Heat maps and contours also take a list of values with their positions. */
function isGrid({ type = "scatter", x, y, z }: Trace): boolean {
  const hasPositions = type !== "surface" && Array.isArray(x) && Array.isArray(y);
  return GRIDS.has(type) && !(hasPositions && Array.isArray(z) && !z.some(Array.isArray));
}

function whyNoRows({ z = null }: Trace): string | null {
  const isRows = Array.isArray(z) && z.every((row) => row === null || Array.isArray(row));
  return isRows ? null : `has ${kindOf(z)} as z: it needs a list of rows, such as \`z: [[1, 2], [3, 4]]\`.`;
}

function whyNoValues(name: string, value: Json, trace: Trace): string | null {
  if (!Array.isArray(value))
    return `has ${kindOf(value)} as ${name}: it needs a list, such as \`${name}: [1, 2, 3]\`.${hintFor(value)}`;
  if (value.some(isRecord))
    return `has objects in ${name}: it needs numbers or texts, such as \`rows.map((row) => row.loss)\`.`;
  if (!value.some(Array.isArray) || mayBeNested(name, value, trace)) return null;
  return `has lists in ${name}: it needs a list of numbers. Of a tensor with one column, that is \`tensor.flatten()\`.`;
}

/** Categories of two levels, the positions of a surface's points, and the outliers of boxes with given quartiles. */
function mayBeNested(name: string, value: readonly Json[], { type, q1 }: Trace): boolean {
  if (type === "surface") return name !== "z";
  if (type === "box" && q1 !== undefined) return name === "x" || name === "y";
  return (name === "x" || name === "y") && value.flat().some((each) => typeof each === "string");
}

function isRecord(value: Json): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: Json): string {
  if (Array.isArray(value)) return "a list";
  if (value === null) return "nothing";
  if (typeof value === "string") return "a text";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** A promise is an object without entries here. */
function hintFor(value: Json): string {
  return isRecord(value) ? " Is an `await` missing?" : "";
}
