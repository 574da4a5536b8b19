import { describe, expect, it } from "vitest";
import { boundTexts } from "../../../../../src/page/outputs/plots/bound-texts.ts";
import { cleanLayout } from "../../../../../src/page/outputs/plots/plot-data.ts";
import { type JsonObject, listOf } from "../../../../../src/page/outputs/plots/plot-json.ts";
import { reduceTraces } from "../../../../../src/page/outputs/plots/reduce-traces.ts";

const points = (text: string, number = 300): JsonObject => ({
  type: "scatter",
  mode: "text",
  y: Array.from({ length: number }, (_, index) => index),
  text: Array(number).fill(text),
});
const tagsIn = (value: unknown) => JSON.stringify(value).split("<").length - 1;

describe("the texts of a chart", () => {
  it("stay as they are if they can be drawn in time", () => {
    const traces = [points("<b>1</b>"), { type: "bar", x: ["<i>a</i>"], y: [1], name: "<b>n</b>" }];
    expect(boundTexts(traces)).toEqual({ parts: traces, isReduced: false });
    const dates = Array(5_000).fill("2026-11-30T12:00:00.000Z");
    expect(boundTexts([{ x: dates, y: dates.map(() => 1) }]).isReduced).toBe(false);
  });

  it("have no tags if there are too many together, in lists, templates, names and axes", () => {
    const many = "<sup>x</sup>".repeat(180);
    for (const trace of [
      points(many),
      { type: "bar", x: Array(60).fill(many), y: Array(60).fill(1) },
      { type: "heatmap", z: Array(20).fill(Array(20).fill(1)), texttemplate: many },
      { type: "pie", labels: Array(40).fill(many), values: Array(40).fill(1) },
    ]) {
      const { traces, notes } = reduceTraces([trace]);
      expect([trace.type, tagsIn(traces)]).toEqual([trace.type, 0]);
      expect(notes).toContainEqual(expect.stringContaining("without formatting"));
    }
    const annotations = Array.from({ length: 60 }, () => ({ text: "<b>a</b>".repeat(250) }));
    expect(tagsIn(cleanLayout({ annotations }))).toBe(0);
    expect(reduceTraces([{ y: [1] }], { annotations }).notes.length).toBe(1);
  });

  it("are shorter if they are too long together, each by the same measure", () => {
    const { traces } = reduceTraces([points("a".repeat(2_000))]);
    expect(listOf(traces[0]?.["text"]).map((text) => String(text).length)).toEqual(Array(300).fill(100));
  });

  it("stay whole where they are only shown when a point is pointed at", () => {
    const long = "<b>h</b>".repeat(100);
    const trace = {
      mode: "markers",
      y: [1, 2],
      text: Array(500).fill(long),
      hovertext: Array(500).fill(long),
    };
    expect(boundTexts([trace])).toEqual({ parts: [trace], isReduced: false });
  });
});
