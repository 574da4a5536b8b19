import type { Json } from "../../../protocol/json.ts";
import { words } from "../../../words/words.ts";
import { formatCount } from "../../ui/format.ts";
import { isList, type JsonObject, listOf, mapLists } from "./plot-json.ts";

/** What the page draws of a chart's groups: each box, violin or bar of a category is elements of the page. */
const LIMITS = {
  /** Boxes and violins. */
  groups: 200,
  /** Categories of a histogram's axis. */
  categories: 500,
  /** Categories of each axis of a histogram with two. */
  categories2d: 100,
} as const;

/** How the values of a trace are divided into groups. */
interface Grouping {
  readonly kind: keyof typeof LIMITS;
  /** Of each value, the group to which it belongs. */
  readonly groups: readonly Json[];
}

interface BoundGroups {
  readonly traces: readonly JsonObject[];
  /** What was left out, for the student. */
  readonly notes: readonly string[];
}

/** The traces with as many groups as can be drawn in time, shared between them in proportion: the first of each. */
export function boundGroups(traces: readonly JsonObject[]): BoundGroups {
  const notes = new Set<string>();
  const counts = traces.map((trace) => groupingsOf(trace).map(sizeOf));
  const total = (kind: Grouping["kind"]): number =>
    counts.flat().reduce((sum, one) => sum + (one.kind === kind ? one.size : 0), 0);
  const bounded = traces.map((trace) =>
    groupingsOf(trace).reduce<JsonObject>((left, { kind }, index) => {
      // The first grouping may have removed values.
      const grouping = groupingsOf(left)[index];
      const all = total(kind);
      if (grouping === undefined || all <= LIMITS[kind]) return left;
      const share = Math.max(1, Math.floor((sizeOf(grouping).size / all) * LIMITS[kind]));
      notes.add(words.outputs.fewerGroups(formatCount(LIMITS[kind]), all));
      return withFirstGroups(left, grouping.groups, share);
    }, trace),
  );
  return { traces: bounded, notes: [...notes] };
}

function sizeOf({ kind, groups }: Grouping): { readonly kind: Grouping["kind"]; readonly size: number } {
  return { kind, size: new Set(groups).size };
}

function groupingsOf(trace: JsonObject): readonly Grouping[] {
  const { x, y, q1 } = trace;
  switch (trace["type"]) {
    case "box":
    case "violin": {
      const positions = trace["orientation"] === "h" ? y : x;
      if (isList(x) && isList(y)) return [{ kind: "groups", groups: listOf(positions) }];
      // Boxes whose quartiles are given.
      return isList(q1) ? [{ kind: "groups", groups: q1.map((_, index) => index) }] : [];
    }
    case "histogram":
      return categoriesOf([x, y], "categories");
    case "histogram2d":
      return categoriesOf([x, y], "categories2d");
    default:
      return [];
  }
}

/** Of lists of texts: numbers are divided into bins. */
function categoriesOf(
  lists: readonly (Json | undefined)[],
  kind: "categories" | "categories2d",
): readonly Grouping[] {
  return lists.filter(isList).flatMap((groups) => (groups.some(isCategory) ? [{ kind, groups }] : []));
}

function isCategory(value: Json): boolean {
  return typeof value === "string" && Number.isNaN(Number(value)) && Number.isNaN(Date.parse(value));
}

/** Removes the values of all but the first groups from every list that has one for each value. */
function withFirstGroups(trace: JsonObject, groups: readonly Json[], count: number): JsonObject {
  const first = new Set([...new Set(groups)].slice(0, count));
  return mapLists(trace, (list) =>
    list.length === groups.length ? list.filter((_, index) => first.has(groups[index] ?? null)) : list,
  );
}
