import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import * as known from "../../../src/language/chart-attributes.ts";
import { LAYOUT_ATTRIBUTES, TRACE_ATTRIBUTES } from "../../../src/protocol/plot-attributes.ts";
import { recordOf } from "../../../src/protocol/record-of.ts";
import { TRACE_TYPES } from "../../../src/protocol/trace-types.ts";

/** An attribute, or an object of attributes, as Plotly describes it. */
const Described = recordOf(v.string(), v.unknown());
type Described = v.InferOutput<typeof Described>;

const Schema = v.object({
  traces: recordOf(v.string(), v.object({ attributes: Described, layoutAttributes: v.optional(Described) })),
  layout: v.object({ layoutAttributes: Described }),
});

const path = createRequire(import.meta.url).resolve("plotly.js/dist/plot-schema.json");
const { traces, layout } = v.parse(Schema, JSON.parse(readFileSync(path, "utf8")));
const used = TRACE_TYPES.map((type) => traces[type]);
const ofTraces = used.map((trace) => trace?.attributes ?? {});
const ofLayout = [layout.layoutAttributes, ...used.map((trace) => trace?.layoutAttributes ?? {})];

/** The objects at a key of several. */
function at(key: string, objects: readonly Described[]): readonly Described[] {
  return objects.flatMap((object) => {
    const parsed = v.safeParse(Described, object[key]);
    return parsed.success ? [parsed.output] : [];
  });
}

const axes = [...at("xaxis", ofLayout), ...at("yaxis", ofLayout)];

/** The names of attributes, without where a chart in Plotly's cloud has its data from. */
function namesIn(objects: readonly Described[]): readonly string[] {
  const names = objects.flatMap((object) =>
    Object.keys(object).filter((key) => at(key, [object]).length > 0 && !/^_|src$|^impliedEdits$/.test(key)),
  );
  return [...new Set(names)].toSorted();
}

/** The texts that an attribute can have. */
function textsIn(key: string, objects: readonly Described[]): ReadonlySet<unknown> {
  const lists = at(key, objects).flatMap(({ values, flags, extras }) => [values, flags, extras]);
  return new Set(
    lists.flatMap((list) => (Array.isArray(list) ? list : [])).filter((text) => typeof text === "string"),
  );
}

describe("the attributes of charts", () => {
  it("are some of Plotly's", () => {
    const all = new Set(["type", ...namesIn(ofTraces)]);
    expect(TRACE_ATTRIBUTES.filter((key) => !all.has(key))).toEqual([]);
    const allOfLayout = new Set(namesIn(ofLayout));
    expect(LAYOUT_ATTRIBUTES.filter((key) => !allOfLayout.has(key))).toEqual([]);
  });

  it.each([
    ["markers", known.MARKER, at("marker", ofTraces)],
    ["lines", known.LINE, at("line", ofTraces)],
    ["axes", known.AXIS, axes],
  ])("are Plotly's, for %s", (_, attributes, objects) => {
    expect(attributes.toSorted()).toEqual(namesIn(objects));
  });

  it.each([
    ["traces", known.TRACE_TEXTS, ofTraces],
    ["layouts", known.LAYOUT_TEXTS, ofLayout],
    ["axes", known.AXIS_TEXTS, axes],
    ["lines", known.LINE_TEXTS, at("line", ofTraces)],
    ["markers", known.MARKER_TEXTS, at("marker", ofTraces)],
  ])("have Plotly's texts, for %s", (_, texts, objects) => {
    for (const [key, possible] of Object.entries(texts))
      expect([key, new Set(possible)]).toEqual([key, textsIn(key, objects)]);
  });
});
