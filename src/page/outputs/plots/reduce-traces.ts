import type { Json } from "../../../protocol/json.ts";
import { words } from "../../../words/words.ts";
import { formatCount } from "../../ui/format.ts";
import { boundGroups } from "./bound-groups.ts";
import { boundSteps } from "./bound-steps.ts";
import { boundTexts, MAXIMUM_CHARACTERS, MAXIMUM_TAGS } from "./bound-texts.ts";
import { isList, isObject, type JsonObject, listOf, mapLists } from "./plot-json.ts";

/** What the page draws of a chart's points, so that drawing it takes one short task. */
const LIMITS = {
  /** Markers and bars: each is an element of the page. */
  elements: 1_000,
  /** Markers and bars with a label: each text is measured. */
  labelled: 300,
  /** Slices of pies: their labels are moved until they do not overlap. */
  slices: 40,
  /** Points of lines: a line is one element, whatever its length. */
  linePoints: 5_000,
  /** Cells of heat maps, which are pixels of one picture, and of surfaces. */
  cells: 10_000,
  /** Cells of contours, whose lines are followed from cell to cell. */
  contourCells: 2_500,
  /** Values of violins: each adds to every point of their outlines. */
  densities: 20_000,
  /** Points in space, which WebGL draws. */
  spatial: 5_000,
} as const;

/** Cells of heat maps that can have a label each. */
const MAXIMUM_LABELLED_CELLS = 400;

/** Samples are counted or sorted, and not drawn themselves. */
type Kind = keyof typeof LIMITS | "samples";

export interface ReducedTraces {
  readonly traces: readonly JsonObject[];
  /** What was left out, for the reader. */
  readonly notes: readonly string[];
}

/**
 * The traces with as many points as can be drawn in time, shared between them in proportion. Lines and bars keep the
 * smallest and the largest value of every stretch, so their shape stays; of markers an even selection is kept, and those
 * at the edges; the cells of heat maps are averaged.
 * @param layout of the chart, which may say that an axis has categories.
 */
export function reduceTraces(given: readonly JsonObject[], layout: JsonObject = {}): ReducedTraces {
  const { traces: stepped, isChanged } = boundSteps(given);
  const { traces, notes: ofGroups } = boundGroups(stepped, layout);
  const notes = new Set<string>([...(isChanged ? [words.outputs.smallSteps] : []), ...ofGroups]);
  const sizes = traces.map((trace) => ({ kind: kindOf(trace), points: pointsOf(trace) }));
  const reduced = traces.map((trace, index) => {
    const size = sizes[index];
    if (size === undefined) return trace;
    const { kind, points } = size;
    if (kind === "samples") return withFewerMarks(trace, points, notes);
    const marked =
      kind === "densities"
        ? withFewerMarks(trace, points, notes)
        : kind === "cells"
          ? withFewerLabels(trace, points, notes)
          : trace;
    const ofKind = sizes.filter((other) => other.kind === kind);
    const total = ofKind.reduce((sum, other) => sum + other.points, 0);
    if (total <= LIMITS[kind]) return marked;
    const share = Math.max(2, Math.floor((points / total) * LIMITS[kind]));
    if (points <= share) return marked;
    notes.add(noteFor(kind, total));
    if (kind === "slices") return withFewerSlices(marked, share);
    return kind === "cells" || kind === "contourCells"
      ? withFewerCells(marked, share)
      : withFewerPoints(marked, points, share, kind);
  });
  const { parts, isReduced } = boundTexts(reduced);
  if (isReduced || boundTexts([layout]).isReduced)
    notes.add(words.outputs.fewerTexts(formatCount(MAXIMUM_TAGS), formatCount(MAXIMUM_CHARACTERS)));
  return { traces: parts, notes: [...notes] };
}

function noteFor(kind: Exclude<Kind, "samples">, total: number): string {
  const limit = formatCount(LIMITS[kind]);
  switch (kind) {
    case "elements":
      return words.outputs.fewerElements(limit, total);
    case "labelled":
      return words.outputs.fewerLabelled(limit, total);
    case "slices":
      return words.outputs.fewerSlices(limit, total);
    case "linePoints":
      return words.outputs.fewerLinePoints(limit, total);
    case "densities":
      return words.outputs.fewerValues(limit, total);
    case "spatial":
      return words.outputs.fewerPoints(limit, total);
    case "cells":
    case "contourCells":
      return words.outputs.fewerCells(limit, total);
  }
}

function kindOf(trace: JsonObject): Kind {
  switch (trace["type"]) {
    case "heatmap":
    case "surface":
      return "cells";
    case "contour":
      return "contourCells";
    case "bar":
      return hasLabels(trace) ? "labelled" : "elements";
    case "pie":
      return "slices";
    case "scatter3d":
      return "spatial";
    case "histogram":
    case "histogram2d":
    case "box":
      return "samples";
    case "violin":
      return "densities";
    default:
      return kindOfLine(trace);
  }
}

function kindOfLine(trace: JsonObject): Kind {
  const mode = typeof trace["mode"] === "string" ? trace["mode"] : defaultMode(trace);
  if (/text/.test(mode) && hasLabels(trace)) return "labelled";
  return /markers|text/.test(mode) || isObject(trace["error_x"]) || isObject(trace["error_y"])
    ? "elements"
    : "linePoints";
}

/** Whether Plotly writes something at each point, which is not only shown when it is pointed at. */
function hasLabels(trace: JsonObject): boolean {
  const isHidden = trace["type"] === "bar" && trace["textposition"] === "none";
  return !isHidden && ("text" in trace || "texttemplate" in trace);
}

/** Plotly draws markers on a line of fewer than 20 points. */
function defaultMode(trace: JsonObject): string {
  return pointsOf(trace) < 20 ? "lines+markers" : "lines";
}

function pointsOf(trace: JsonObject): number {
  // Slices with one label are one.
  if (trace["type"] === "pie" && isList(trace["labels"])) return new Set(trace["labels"]).size;
  if (Array.isArray(trace["z"]) && trace["type"] !== "scatter3d") {
    const rows = listOf(trace["z"]);
    return rows.reduce<number>((sum, row) => sum + (isList(row) ? row.length : 1), 0);
  }
  const lists = ["x", "y", "z", "labels", "values"].map((key) => listOf(trace[key]).length);
  return Math.max(...lists);
}

/** A heat map without the labels of its cells if they are too many; `text` alone is shown when a cell is pointed at. */
function withFewerLabels(trace: JsonObject, cells: number, notes: Set<string>): JsonObject {
  if (!("texttemplate" in trace) || cells <= MAXIMUM_LABELLED_CELLS) return trace;
  notes.add(words.outputs.noCellLabels(formatCount(MAXIMUM_LABELLED_CELLS)));
  const { texttemplate: _, ...rest } = trace;
  return rest;
}

/** All values of a box or violin beside it, if they can be drawn; else its outliers. What it summarises stays. */
function withFewerMarks(trace: JsonObject, points: number, notes: Set<string>): JsonObject {
  const key = trace["type"] === "box" ? "boxpoints" : "points";
  if (trace[key] !== "all" || points <= LIMITS.elements) return trace;
  notes.add(words.outputs.outliersOnly(String(trace["type"])));
  return { ...trace, [key]: "outliers" };
}

/** Selects the same points in every list of the trace that has a value for each, such as `marker.color`. */
function withFewerPoints(trace: JsonObject, points: number, limit: number, kind: Kind): JsonObject {
  const [x, y] = [numbersOf(trace["x"], points), numbersOf(trace["y"], points)];
  const isCloud =
    (kind === "elements" || kind === "labelled" || kind === "spatial" || kind === "densities") &&
    trace["type"] !== "bar" &&
    !/lines/.test(String(trace["mode"]));
  const indices = isCloud
    ? evenIndices(points, limit, [x, y])
    : peakIndices(trace["orientation"] === "h" ? x : y, limit);
  const selected = mapLists(trace, (list) =>
    list.length === points ? indices.map((index) => list[index] ?? null) : list,
  );
  return { ...positionsIn(trace, "x", indices), ...positionsIn(trace, "y", indices), ...selected };
}

/** The coordinates that Plotly gives to points without them. */
function positionsIn(trace: JsonObject, axis: "x" | "y", indices: readonly number[]): JsonObject {
  if (isList(trace[axis])) return {};
  const [start, step] = [trace[`${axis}0`], trace[`d${axis}`]];
  const first = typeof start === "number" ? start : 0;
  const distance = typeof step === "number" ? step : 1;
  return { [axis]: indices.map((index) => first + index * distance) };
}

function numbersOf(list: Json | undefined, length: number): readonly number[] {
  const values = listOf(list);
  return Array.from({ length }, (_, index) => {
    const value = values[index];
    return typeof value === "number" ? value : Number.NaN;
  });
}

/** The smallest and the largest value of each stretch, with the first and the last point. */
export function peakIndices(values: readonly number[], limit: number): readonly number[] {
  const stretches = Math.max(1, Math.floor((limit - 2) / 2));
  const chosen = new Set<number>([0]);
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const start = Math.floor((stretch * values.length) / stretches);
    const end = Math.floor(((stretch + 1) * values.length) / stretches);
    let [lowest, highest] = [start, start];
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let index = start; index < end; index += 1) {
      const value = values[index] ?? Number.NaN;
      if (value < low) [low, lowest] = [value, index];
      if (value > high) [high, highest] = [value, index];
    }
    chosen.add(Math.min(lowest, highest)).add(Math.max(lowest, highest));
  }
  chosen.add(values.length - 1);
  return [...chosen].sort((one, other) => one - other);
}

/** Evenly spaced indices, and those of the smallest and the largest of each list, so that the axes stay as they are. */
function evenIndices(
  points: number,
  limit: number,
  lists: readonly (readonly number[])[],
): readonly number[] {
  const chosen = new Set(lists.flatMap((values) => peakIndices(values, 4)));
  const step = points / Math.max(1, limit - chosen.size);
  for (let index = 0; index < points; index += step) chosen.add(Math.floor(index));
  return [...chosen].sort((one, other) => one - other);
}

/** The largest slices of a pie, and one of all others. Without values, Plotly counts the labels. */
function withFewerSlices(trace: JsonObject, limit: number): JsonObject {
  const [labels, given] = [listOf(trace["labels"]), listOf(trace["values"])];
  const sums = new Map<Json, number>();
  const lengths = [labels.length, given.length].filter((length) => length > 0);
  // Plotly leaves out what has only one of the two.
  for (let index = 0; index < Math.min(...lengths); index += 1) {
    const value = given.length === 0 ? 1 : Number(given[index] ?? 0);
    const label = labels[index] ?? index;
    if (value > 0) sums.set(label, (sums.get(label) ?? 0) + value);
  }
  const slices = [...sums].sort(([, one], [, other]) => other - one);
  const [shown, others] = [slices.slice(0, limit - 1), slices.slice(limit - 1)];
  const rest = others.reduce((sum, [, value]) => sum + value, 0);
  const last = others.length === 0 ? [] : [[words.outputs.otherSlices, rest] as const];
  // What a list says of each slice, such as its colour, no longer belongs to these.
  const kept = mapLists(trace, (list) => (list.length > limit ? [] : list));
  const all = [...shown, ...last];
  return { ...kept, labels: all.map(([label]) => label), values: all.map(([, value]) => value) };
}

/** Averages blocks of cells. A block's coordinates are those of its first row and column. */
function withFewerCells(trace: JsonObject, limit: number): JsonObject {
  const rows = listOf(trace["z"]).map(listOf);
  const width = Math.max(1, ...rows.map((row) => row.length));
  const total = rows.length * width;
  const side = Math.ceil(Math.sqrt(total / limit));
  // Square blocks, unless there are too few rows or columns for them.
  const wide = Math.min(width, Math.ceil(total / (limit * Math.min(rows.length, side))));
  const tall = Math.ceil(total / (limit * wide));
  const [height, columns] = [Math.ceil(rows.length / tall), Math.ceil(width / wide)];
  const averages = (cells: readonly (readonly Json[])[]) =>
    Array.from({ length: height }, (_, row) =>
      Array.from({ length: columns }, (__, column) =>
        average(
          cells
            .slice(row * tall, (row + 1) * tall)
            .flatMap((line) => line.slice(column * wide, (column + 1) * wide)),
        ),
      ),
    );
  // Those of a surface may be a value for each cell.
  const perCell = Object.fromEntries(
    ["z", "x", "y", "surfacecolor"].flatMap((key) => {
      const lines = listOf(trace[key]);
      return lines.some(isList) ? [[key, averages(lines.map(listOf))]] : [];
    }),
  );
  const { text: _text, texttemplate: _texttemplate, hovertext: _hovertext, ...rest } = trace;
  return {
    ...rest,
    x: everyNth(trace["x"], wide, columns, width),
    y: everyNth(trace["y"], tall, height, rows.length),
    ...perCell,
  };
}

function everyNth(list: Json | undefined, step: number, length: number, before: number): readonly Json[] {
  const values = isList(list) && list.length >= before ? list : null;
  return Array.from({ length }, (_, index) => values?.[index * step] ?? index * step);
}

function average(values: readonly Json[]): Json {
  const numbers = values.filter((value) => typeof value === "number");
  return numbers.length === 0 ? null : numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}
