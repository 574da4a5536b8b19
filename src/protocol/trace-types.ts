/** The types of traces that charts can have, as Plotly calls them; drawn flat, or in space with WebGL. */
export const FLAT_TRACES = [
  "scatter",
  "bar",
  "histogram",
  "box",
  "violin",
  "heatmap",
  "histogram2d",
  "contour",
  "pie",
] as const;
export const SPATIAL_TRACES = ["surface", "scatter3d"] as const;

export type SpatialTrace = (typeof SPATIAL_TRACES)[number];
export type TraceType = (typeof FLAT_TRACES)[number] | SpatialTrace;

export const TRACE_TYPES: readonly TraceType[] = [...FLAT_TRACES, ...SPATIAL_TRACES];

export function isTraceType(type: unknown): type is TraceType {
  return TRACE_TYPES.some((known) => known === type);
}
