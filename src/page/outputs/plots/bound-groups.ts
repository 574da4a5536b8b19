import type { Json } from "../../../protocol/json.ts";
import { plotDate } from "../../../protocol/plot-dates.ts";
import { words } from "../../../words/words.ts";
import { formatCount } from "../../ui/format.ts";
import { isList, type JsonObject, listOf, mapLists, objectOf } from "./plot-json.ts";

/** What the page draws of a chart's groups: each box, violin or bar of a category is elements of the page. */
const LIMITS = {
  /** Boxes and violins. */
  groups: 200,
  /** Categories of histograms. */
  categories: 500,
  /** Categories of histograms with two axes, along each: as many cells as a heat map has at most. */
  columns: 100,
  rows: 100,
} as const;

type Kind = keyof typeof LIMITS;
type Axis = "x" | "y";

/** How the values of a trace are divided into groups. */
interface Grouping {
  readonly kind: Kind;
  /** The axis on which each group is a category; null for boxes and violins, which can be anywhere. */
  readonly axis: Axis | null;
  /** Of each value, the group to which it belongs. */
  readonly groups: readonly Json[];
}

interface BoundGroups {
  readonly traces: readonly JsonObject[];
  /** What was left out, for the reader. */
  readonly notes: readonly string[];
}

/**
 * The traces with as many groups as can be drawn in time, shared between them in proportion: the first of each. Each trace
 * keeps one at least, so of very many traces the last ones are left out.
 * @param layout of the chart, which may say that an axis has categories.
 */
export function boundGroups(traces: readonly JsonObject[], layout: JsonObject): BoundGroups {
  const notes = new Set<string>();
  const groupings = (trace: JsonObject) => groupingsOf(trace, layout);
  const total = noGroups();
  for (const { kind, size } of traces.flatMap(groupings).map(sizeOf)) total[kind] += size;
  const bounded = traces.map((trace) =>
    groupings(trace)
      .map(sizeOf)
      .reduce<JsonObject>((left, { kind, size }, index) => {
        const all = total[kind];
        const share = Math.max(1, Math.floor((size / all) * LIMITS[kind]));
        // The first grouping may have removed values, and with them groups of the second.
        const grouping = groupings(left)[index];
        if (all <= LIMITS[kind] || grouping === undefined) return left;
        notes.add(noteFor(grouping, all));
        return withFirstGroups(left, grouping.groups, share);
      }, trace),
  );
  return { traces: firstTraces(bounded, groupings), notes: [...notes] };
}

function noteFor({ kind, axis }: Grouping, total: number): string {
  const limit = formatCount(LIMITS[kind]);
  return axis === null
    ? words.outputs.fewerGroups(limit, total)
    : words.outputs.fewerCategories(limit, total, axis);
}

function noGroups(): Record<Kind, number> {
  return { groups: 0, categories: 0, columns: 0, rows: 0 };
}

/** The traces without those whose groups are more than can be drawn with those before them. */
function firstTraces(
  traces: readonly JsonObject[],
  groupings: (trace: JsonObject) => readonly Grouping[],
): readonly JsonObject[] {
  const drawn = noGroups();
  return traces.filter((trace) => {
    const sizes = groupings(trace).map(sizeOf);
    if (sizes.some(({ kind, size }) => drawn[kind] + size > LIMITS[kind])) return false;
    for (const { kind, size } of sizes) drawn[kind] += size;
    return true;
  });
}

function sizeOf({ kind, groups }: Grouping): { readonly kind: Kind; readonly size: number } {
  return { kind, size: new Set(groups).size };
}

function groupingsOf(trace: JsonObject, layout: JsonObject): readonly Grouping[] {
  const { x, y, q1 } = trace;
  const ofBoxes = (groups: readonly Json[]): Grouping => ({ kind: "groups", axis: null, groups });
  switch (trace["type"]) {
    case "box":
    case "violin": {
      const positions = trace["orientation"] === "h" ? y : x;
      if (isList(x) && isList(y)) return [ofBoxes(listOf(positions))];
      // Boxes whose quartiles are given.
      if (isList(q1)) return [ofBoxes(q1.map((_, index) => index))];
      // All values are one group.
      return isList(x) || isList(y) ? [ofBoxes([null])] : [];
    }
    case "histogram":
      return [
        ...categoriesOf(trace, "x", layout, "categories"),
        ...categoriesOf(trace, "y", layout, "categories"),
      ];
    case "histogram2d":
      return [...categoriesOf(trace, "x", layout, "columns"), ...categoriesOf(trace, "y", layout, "rows")];
    default:
      return [];
  }
}

/** The categories of a trace along an axis, if it has some: numbers and dates are divided into bins. */
function categoriesOf(trace: JsonObject, axis: Axis, layout: JsonObject, kind: Kind): readonly Grouping[] {
  const groups = trace[axis];
  return isList(groups) && isCategorical(axisOf(trace, axis, layout), groups) ? [{ kind, axis, groups }] : [];
}

/** The axis in the layout: `x2` of a trace is `xaxis2` there. */
function axisOf(trace: JsonObject, axis: Axis, layout: JsonObject): JsonObject {
  const name = trace[`${axis}axis`];
  const number = typeof name === "string" ? name.slice(1) : "";
  return objectOf(layout[`${axis}axis${number}`]);
}

/** As the layout says, with which also numbers are categories; else, as Plotly does, by the values. */
function isCategorical({ type }: JsonObject, values: readonly Json[]): boolean {
  if (type === "category" || type === "multicategory") return true;
  return type === "linear" || type === "log" || type === "date" ? false : values.some(isCategory);
}

/** What Plotly does not read as a number or a date. */
function isCategory(value: Json): boolean {
  return typeof value === "string" && Number.isNaN(Number(value)) && plotDate(value) === null;
}

/** Removes the values of all but the first groups from every list that has one for each value. */
function withFirstGroups(trace: JsonObject, groups: readonly Json[], count: number): JsonObject {
  const first = new Set([...new Set(groups)].slice(0, count));
  return mapLists(trace, (list) =>
    list.length === groups.length ? list.filter((_, index) => first.has(groups[index] ?? null)) : list,
  );
}
