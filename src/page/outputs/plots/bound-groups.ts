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
  /** Categories of both axes of a histogram with two, together. */
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

/**
 * The traces with as many groups as can be drawn in time, shared between them in proportion: the first of each. Each trace
 * keeps one at least, so of very many traces the last ones are left out.
 */
export function boundGroups(traces: readonly JsonObject[]): BoundGroups {
  const notes = new Set<string>();
  const total = { groups: 0, categories: 0, categories2d: 0 };
  for (const { kind, size } of traces.flatMap(groupingsOf).map(sizeOf)) total[kind] += size;
  const bounded = traces.map((trace) =>
    groupingsOf(trace).reduce<JsonObject>((left, { kind }, index) => {
      // The first grouping may have removed values.
      const grouping = groupingsOf(left)[index];
      const all = total[kind];
      if (grouping === undefined || all <= LIMITS[kind]) return left;
      const share = Math.max(1, Math.floor((sizeOf(grouping).size / all) * LIMITS[kind]));
      notes.add(words.outputs.fewerGroups(formatCount(LIMITS[kind]), all));
      return withFirstGroups(left, grouping.groups, share);
    }, trace),
  );
  return { traces: firstTraces(bounded), notes: [...notes] };
}

/** The traces without those whose groups are more than can be drawn with those before them. */
function firstTraces(traces: readonly JsonObject[]): readonly JsonObject[] {
  const drawn = { groups: 0, categories: 0, categories2d: 0 };
  return traces.filter((trace) => {
    const sizes = groupingsOf(trace).map(sizeOf);
    if (sizes.some(({ kind, size }) => drawn[kind] + size > LIMITS[kind])) return false;
    for (const { kind, size } of sizes) drawn[kind] += size;
    return true;
  });
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
      if (isList(q1)) return [{ kind: "groups", groups: q1.map((_, index) => index) }];
      // All values are one group.
      return isList(x) || isList(y) ? [{ kind: "groups", groups: [null] }] : [];
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

/** What Plotly does not read as a number or a date. */
function isCategory(value: Json): boolean {
  return typeof value === "string" && Number.isNaN(Number(value)) && !isDate(value);
}

/** The form of Plotly's dates (`DATETIME_REGEXP` in its `src/lib/dates.js`). `Date.parse` reads far more as a date. */
const DATE =
  /^\s*(?<year>-?\d{4}|\d{2})(-(?<month>\d{1,2})(-(?<day>\d{1,2})([ Tt]([01]?\d|2[0-3])(:[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|z|[+-]\d{2}(:?\d{2})?)?)?)?)?)?\s*$/;

function isDate(text: string): boolean {
  const { year, month = "1", day = "1" } = DATE.exec(text)?.groups ?? {};
  if (year === undefined) return false;
  // A month or a day that does not exist moves the date to another month.
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/** Removes the values of all but the first groups from every list that has one for each value. */
function withFirstGroups(trace: JsonObject, groups: readonly Json[], count: number): JsonObject {
  const first = new Set([...new Set(groups)].slice(0, count));
  return mapLists(trace, (list) =>
    list.length === groups.length ? list.filter((_, index) => first.has(groups[index] ?? null)) : list,
  );
}
