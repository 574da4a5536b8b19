import { describe, expect, it } from "vitest";
import { type JsonObject, listOf } from "../../../../../src/page/outputs/plots/plot-json.ts";
import { peakIndices, reduceTraces } from "../../../../../src/page/outputs/plots/reduce-traces.ts";

const ramp = (length: number) => Array.from({ length }, (_, index) => index);
const lengthOf = (trace: JsonObject | undefined, key: string) => listOf(trace?.[key]).length;

describe("reduceTraces", () => {
  it("leaves charts as they are that can be drawn", () => {
    const traces = [
      { type: "scatter", mode: "markers", x: ramp(900), y: ramp(900) },
      { type: "scatter", mode: "lines", y: ramp(4_000) },
      { type: "heatmap", z: [ramp(100), ramp(100)] },
    ];
    expect(reduceTraces(traces)).toEqual({ traces, notes: [] });
  });

  it("draws an even selection of markers with their colours, and the ends of the axes, and says so", () => {
    const y = ramp(45_000).map((index) => (index === 17_001 ? 900 : index === 30_011 ? -900 : index % 7));
    const trace = { type: "scatter", mode: "markers", x: ramp(45_000), y, marker: { color: y, size: 4 } };
    const { traces, notes } = reduceTraces([trace]);
    const [reduced] = traces;
    const shown = listOf(reduced?.["x"]);
    expect(shown.length).toBeLessThanOrEqual(1_000);
    expect(shown.length).toBeGreaterThan(900);
    expect([shown[0], shown.at(-1)]).toEqual([0, 44_999]);
    expect(listOf(reduced?.["y"])).toContain(900);
    expect(listOf(reduced?.["y"])).toContain(-900);
    expect(reduced?.["marker"]).toEqual({ color: reduced?.["y"], size: 4 });
    expect(notes).toEqual([
      'Too many points to draw them all: about 1\u202f000 of 45\u202f000 points are shown. Plot fewer, or lines without markers (mode: "lines").',
    ]);
  });

  it("keeps the peaks of a line, and where its points were", () => {
    const y = ramp(50_000).map((index) => (index === 12_345 ? 99 : Math.sin(index / 500)));
    const { traces, notes } = reduceTraces([{ type: "scatter", mode: "lines", y, x0: 10, dx: 2 }]);
    const [reduced] = traces;
    const [xs, ys] = [listOf(reduced?.["x"]), listOf(reduced?.["y"])];
    expect(ys.length).toBeLessThanOrEqual(5_000);
    expect(xs[ys.indexOf(99)]).toBe(10 + 2 * 12_345);
    expect(notes[0]).toContain("peaks are kept");
  });

  it("shares the limit between traces of one kind", () => {
    const bars = (length: number) => ({ type: "bar", x: ramp(length), y: ramp(length) });
    const { traces } = reduceTraces([
      bars(30_000),
      bars(10_000),
      { type: "scatter", mode: "lines", y: ramp(100) },
    ]);
    expect(lengthOf(traces[0], "y")).toBeLessThanOrEqual(750);
    expect(lengthOf(traces[1], "y")).toBeLessThanOrEqual(250);
    expect(lengthOf(traces[2], "y")).toBe(100);
  });

  it("draws fewer points with labels, of markers and bars, and says so", () => {
    const labels = ramp(2_000).map((index) => `p${index}`);
    const given: readonly JsonObject[] = [
      { type: "scatter", mode: "markers+text", x: ramp(2_000), y: ramp(2_000), text: labels },
      { type: "bar", y: ramp(2_000), texttemplate: "%{y}" },
    ];
    for (const trace of given) {
      const { traces, notes } = reduceTraces([trace]);
      expect(lengthOf(traces[0], "y")).toBeLessThanOrEqual(300);
      expect(notes).toEqual([
        "Too many labels to draw them all: about 300 of 2\u202f000 points are shown. Plot fewer, or without text.",
      ]);
    }
    // Texts that appear only when a point is pointed at are no elements.
    const hovered = [{ type: "scatter", mode: "markers", y: ramp(900), text: labels.slice(0, 900) }];
    expect(reduceTraces(hovered)).toEqual({ traces: hovered, notes: [] });
  });

  it("draws the largest slices of a pie, and one of all others", () => {
    const labels = ramp(100).map((index) => `p${index}`);
    const pie = { type: "pie", values: ramp(100), labels, marker: { colors: labels } };
    const { traces, notes } = reduceTraces([pie]);
    const [reduced] = traces;
    expect(lengthOf(reduced, "labels")).toBe(40);
    expect([listOf(reduced?.["labels"])[0], listOf(reduced?.["labels"]).at(-1)]).toEqual(["p99", "others"]);
    expect(listOf(reduced?.["values"]).reduce<number>((sum, value) => sum + Number(value), 0)).toBe(4_950);
    expect(reduced?.["marker"]).toEqual({ colors: [] });
    expect(notes[0]).toContain("the largest, and one of all others");
    // Slices with one label are one.
    const few = [{ type: "pie", labels: ramp(600).map((index) => (index < 500 ? "a" : "b")) }];
    expect(reduceTraces(few)).toEqual({ traces: few, notes: [] });
    const many = { type: "pie", labels: [...labels, ...labels, "p0"] };
    expect(listOf(reduceTraces([many]).traces[0]?.["values"]).slice(0, 2)).toEqual([3, 2]);
    // As Plotly does, it leaves out values without a label.
    const unlabelled = { type: "pie", values: [...ramp(100), 5_000], labels };
    expect(listOf(reduceTraces([unlabelled]).traces[0]?.["values"])[0]).toBe(99);
  });

  it("leaves out the labels of a heat map with many cells", () => {
    const heat = (side: number) => ({
      type: "heatmap",
      z: ramp(side).map(() => ramp(side)),
      texttemplate: "%{z}",
    });
    expect(reduceTraces([heat(20)])).toEqual({ traces: [heat(20)], notes: [] });
    const { traces, notes } = reduceTraces([heat(50)]);
    expect(traces[0]).not.toHaveProperty("texttemplate");
    expect(notes).toEqual(["Cells have labels only in heat maps of at most 400 cells."]);
  });

  it("averages the cells of a heat map in blocks, whatever its shape", () => {
    const z = ramp(400).map((row) => ramp(300).map((column) => (row < 200 ? 0 : 1) + column * 0));
    const [square] = reduceTraces([{ type: "heatmap", z, y: ramp(400).map((row) => row * 10) }]).traces;
    const rows = listOf(square?.["z"]).map(listOf);
    expect(rows.length * (rows[0]?.length ?? 0)).toBeLessThanOrEqual(12_000);
    expect([rows[0]?.[0], rows.at(-1)?.[0]]).toEqual([0, 1]);
    expect(listOf(square?.["y"])[1]).toBe(40);
    for (const [height, width] of [
      [1, 30_000],
      [30_000, 1],
      [3, 20_000],
    ] as const) {
      const flat = [{ type: "heatmap", z: ramp(height).map(() => ramp(width)) }];
      const cells = listOf(reduceTraces(flat).traces[0]?.["z"]).map(listOf);
      expect(cells.flat().length).toBeLessThanOrEqual(12_000);
      expect(cells.flat().length).toBeGreaterThan(5_000);
    }
  });

  it.each<[string, JsonObject, JsonObject]>([
    ["numbers of bins", { nbinsx: 1e9, nbinsy: "1e9" }, { nbinsx: 500, nbinsy: 500 }],
    ["bins", { xbins: { start: 0, end: 1e9, size: 1 } }, {}],
    ["bins up to the last value", { x: [0, 1e9], xbins: { start: 0, size: 1 } }, { x: [0, 1e9] }],
    ["bins without a size", { x: [0, 1], xbins: { start: 0, end: 1e9 } }, { x: [0, 1] }],
    ["levels from the last", { contours: { start: 1e9, end: 0, size: 1 } }, { contours: {} }],
    ["bins of no size", { ybins: { start: 0, end: 1, size: 0 } }, {}],
    ["bins of a size that is none", { ybins: { start: 0, end: 1, size: "x" } }, {}],
    ["bins of minutes", { xbins: { start: "2000-01-01", end: "2020-01-01", size: 60_000 } }, {}],
    ["a violin's bandwidth", { y: [0, 300], bandwidth: 1e-9 }, { y: [0, 300], bandwidth: 1 }],
    [
      "levels",
      { contours: { start: 0, end: 1e9, size: 1, coloring: "fill" } },
      { contours: { coloring: "fill" } },
    ],
    ["levels in space", { contours: { z: { start: 0, end: 1e9, size: 1 } } }, { contours: { z: {} } }],
  ])("replaces %s that would take minutes, and says so", (_, given, expected) => {
    const type = "histogram2d";
    const { traces, notes } = reduceTraces([{ type, ...given }]);
    expect(traces).toEqual([{ type, ...expected }]);
    expect(notes).toEqual([
      "Bins, levels or a bandwidth are too small to draw them all: larger ones are used.",
    ]);
  });

  it("replaces bins that are too small for the other traces of their axis", () => {
    const fine = { type: "histogram", x: [0, 1], xbins: { start: 0, end: 1, size: 0.01 } };
    const far = { type: "histogram", x: [1e6] };
    expect(reduceTraces([fine, far]).traces).toEqual([{ type: "histogram", x: [0, 1] }, far]);
    const apart = [fine, { ...far, xaxis: "x2" }];
    expect(reduceTraces(apart)).toEqual({ traces: apart, notes: [] });
    const together = apart.map((trace) => ({ ...trace, bingroup: "1" }));
    expect(reduceTraces(together).notes).toHaveLength(1);
  });

  it("leaves steps as they are that can be drawn", () => {
    const traces = [
      { type: "histogram", x: ramp(1_000), nbinsx: 40, xbins: { start: 0, end: 100, size: 1 } },
      { type: "histogram", y: ["2020-01-01", "2021-01-01"], ybins: { size: "M1" } },
      { type: "contour", z: [[1, 2]], contours: { start: 0, end: 2, size: 0.1 }, ncontours: 20 },
      { type: "violin", y: ramp(1_000), bandwidth: 10 },
    ];
    expect(reduceTraces(traces)).toEqual({ traces, notes: [] });
  });

  it("computes violins from an even selection of their values, with the ends", () => {
    const { traces, notes } = reduceTraces([{ type: "violin", y: ramp(100_000), points: "all" }]);
    const values = listOf(traces[0]?.["y"]);
    expect(values.length).toBeLessThanOrEqual(20_000);
    expect(values.length).toBeGreaterThan(15_000);
    expect([values[0], values.at(-1)]).toEqual([0, 99_999]);
    expect(traces[0]?.["points"]).toBe("outliers");
    expect(notes).toContain("The violins are computed from about 20\u202f000 of 100\u202f000 values.");
  });

  it("bounds whatever is forged: points without numbers, many traces", () => {
    const forged = Array.from({ length: 40 }, () => ({
      type: "scatter",
      mode: "markers+text",
      x: ramp(5_000).map(String),
      y: ramp(5_000).map(() => null),
      text: ramp(5_000).map(String),
    }));
    const { traces } = reduceTraces(forged);
    expect(traces.reduce((sum, trace) => sum + lengthOf(trace, "text"), 0)).toBeLessThanOrEqual(1_200);
  });
});

describe("peakIndices", () => {
  it("has the first, the last, the smallest and the largest, in order", () => {
    expect(peakIndices([5, 1, 5, 9, 5], 4)).toEqual([0, 1, 3, 4]);
    expect(peakIndices([Number.NaN, 3, Number.NaN, 7], 4)).toEqual([0, 1, 3]);
  });
});

describe("groups", () => {
  const names = (count: number) => ramp(count).map((index) => `group ${index}`);

  it.each([
    ["box", "x", {}],
    ["violin", "x", {}],
    ["box", "y", { orientation: "h" }],
  ])("of a %s plot along %s are as many as can be drawn, with all their values", (type, key, more) => {
    const groups = [...names(30_000), ...names(30_000)];
    const values = ramp(60_000);
    const [x, y] = key === "x" ? [groups, values] : [values, groups];
    const { traces, notes } = reduceTraces([{ type, x, y, ...more }]);
    expect(new Set(listOf(traces[0]?.[key]))).toEqual(new Set(names(200)));
    expect(listOf(traces[0]?.[key === "x" ? "y" : "x"])).toEqual([
      ...ramp(200),
      ...ramp(200).map((n) => n + 30_000),
    ]);
    expect(notes).toEqual(["Too many groups to draw them all: about 200 of 30\u202f000 groups are shown."]);
  });

  it("of boxes whose quartiles are given are cut as well", () => {
    const [box] = reduceTraces([{ type: "box", q1: ramp(900), median: ramp(900), q3: ramp(900) }]).traces;
    expect(["q1", "median", "q3"].map((key) => lengthOf(box, key))).toEqual([200, 200, 200]);
  });

  it("are shared between traces", () => {
    const box = (count: number) => ({ type: "box", x: names(count), y: ramp(count) });
    const { traces } = reduceTraces([box(600), box(200), { type: "bar", x: names(3), y: ramp(3) }]);
    expect(traces.map((trace) => lengthOf(trace, "x"))).toEqual([150, 50, 3]);
  });

  it("are the categories of a histogram, along each of its axes; numbers and dates are divided into bins", () => {
    const { traces } = reduceTraces([
      { type: "histogram", x: names(2_000) },
      { type: "histogram", x: ramp(2_000) },
      { type: "histogram", x: ramp(2_000).map((day) => new Date(day * 86_400_000).toISOString()) },
    ]);
    expect(traces.map((trace) => lengthOf(trace, "x"))).toEqual([500, 2_000, 2_000]);
  });

  it("are limited on each axis of a histogram with two by itself, and the note names the axis", () => {
    const note = (axis: string, total: string) =>
      `Too many categories on the ${axis} axis to draw them all: about 100 of ${total} are shown.`;
    const grid = (columns: number, rows: number) => ({
      type: "histogram2d",
      x: ramp(columns * rows).map((index) => `column ${index % columns}`),
      y: ramp(columns * rows).map((index) => `row ${Math.floor(index / columns)}`),
    });
    const whole = grid(100, 100);
    expect(reduceTraces([whole])).toEqual({ traces: [whole], notes: [] });
    const wide = reduceTraces([grid(120, 10)]);
    expect(lengthOf(wide.traces[0], "x")).toBe(1_000);
    expect(wide.notes).toEqual([note("x", "120")]);
    const both = reduceTraces([grid(150, 200)]);
    expect(lengthOf(both.traces[0], "x")).toBe(10_000);
    expect(both.notes).toEqual([note("x", "150"), note("y", "200")]);
    // The values of the first columns have no more rows than can be drawn.
    const diagonal = { type: "histogram2d", x: names(2_000), y: names(2_000).toReversed() };
    expect(reduceTraces([diagonal]).notes).toEqual([note("x", "2\u202f000"), note("y", "2\u202f000")]);
    expect(lengthOf(reduceTraces([diagonal]).traces[0], "y")).toBe(100);
  });

  it("are numbers, too, where the layout makes an axis one of categories, and texts are none on an axis of numbers", () => {
    const trace = { type: "histogram", x: ramp(2_000) };
    const { traces, notes } = reduceTraces([trace], { xaxis: { type: "category" } });
    expect(lengthOf(traces[0], "x")).toBe(500);
    expect(notes).toEqual([
      "Too many categories on the x axis to draw them all: about 500 of 2\u202f000 are shown.",
    ]);
    const second = { type: "histogram2d", x: ramp(2_000), y: ramp(2_000), yaxis: "y2" };
    expect(reduceTraces([second], { yaxis: { type: "category" } }).notes).toEqual([]);
    expect(reduceTraces([second], { yaxis2: { type: "category" } }).notes).toEqual([
      "Too many categories on the y axis to draw them all: about 100 of 2\u202f000 are shown.",
    ]);
    const texts = { type: "histogram", x: names(2_000) };
    expect(reduceTraces([texts], { xaxis: { type: "linear" } }).notes).toEqual([]);
  });

  it("are categories also if JavaScript could read a date in their names, or if their date does not exist", () => {
    for (const name of [
      (index: number) => `sample ${index + 1_000}`,
      (index: number) => `${index + 1_000}-13`,
      (index: number) => `${index + 1_000}-02-30`,
    ]) {
      const { traces, notes } = reduceTraces([{ type: "histogram", x: ramp(2_000).map(name) }]);
      expect(lengthOf(traces[0], "x")).toBe(500);
      expect(notes).toHaveLength(1);
    }
    const dates = [
      "2024",
      "2024-2",
      "2024-02-29",
      "2024-2-9 7",
      "2024-02-29T23:59:58.123+01:00",
      " 1999-12-31 ",
    ];
    const days = ramp(2_000).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
    const trace = { type: "histogram", x: [...days, ...dates] };
    expect(reduceTraces([trace])).toEqual({ traces: [trace], notes: [] });
  });

  it.each([
    ["box", { y: ramp(3) }],
    ["violin", { y: ramp(3) }],
    ["box", { x: ramp(3) }],
    ["box", { x: ["a", "a", "a"], y: ramp(3) }],
  ])("of a %s plot are also its traces with one group each: the first are drawn", (type, values) => {
    const given = ramp(300).map((index) => ({ type, name: String(index), ...values }));
    const { traces, notes } = reduceTraces(given);
    expect(traces).toEqual(given.slice(0, 200));
    expect(notes).toEqual(["Too many groups to draw them all: about 200 of 300 groups are shown."]);
    expect(reduceTraces(given.slice(0, 200)).notes).toEqual([]);
  });

  it("that can be drawn are left alone", () => {
    const trace = { type: "box", x: [...names(200), ...names(200)], y: ramp(400) };
    expect(reduceTraces([trace])).toEqual({ traces: [trace], notes: [] });
  });
});
