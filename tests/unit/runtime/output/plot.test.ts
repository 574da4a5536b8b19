import { describe, expect, it } from "vitest";
import { type JsonObject, listOf } from "../../../../src/page/outputs/plots/plot-json.ts";
import { toPlot } from "../../../../src/runtime/output/plot.ts";

const sum = (trace: JsonObject | undefined, key: string) =>
  listOf(trace?.[key]).reduce<number>((total, value) => total + Number(value), 0);

describe("a histogram of more values than the page takes", () => {
  const values = Array.from({ length: 200_000 }, (_, index) => ((index * 7_919) % 200_000) / 200_000);

  it("has all of them, counted in steps of its bars, of which Plotly would choose as many", () => {
    const [trace] = toPlot([{ type: "histogram", x: values, name: "a", histnorm: "percent" }]).traces;
    expect(listOf(trace?.["x"]).length).toBe(2_000);
    expect(sum(trace, "y")).toBe(200_000);
    expect(trace).toMatchObject({
      histfunc: "sum",
      histnorm: "percent",
      name: "a",
      orientation: "v",
      // Two standard deviations of 0.29, by 200 000 to the power of 0.4, are a width of 0.0044.
      nbinsx: 229,
    });
  });

  it("has bars not smaller than the differences between its values", () => {
    const pixels = values.map((_, index) => (index * 7) % 256);
    const [trace] = toPlot([{ type: "histogram", x: pixels }]).traces;
    // Plotly would choose 20 for 256 values.
    expect(trace).toMatchObject({ nbinsx: 228 });
    const classes = pixels.map((value) => value % 10);
    expect(toPlot([{ type: "histogram", x: classes }]).traces[0]).toMatchObject({ nbinsx: 10 });
  });

  it("keeps the bars that it asks for", () => {
    const asked = [
      [{ xbins: { start: 0.5, end: 0.75, size: 0.25 } }, { xbins: { start: 0.5, end: 0.75, size: 0.25 } }],
      [{ nbinsx: 4 }, { nbinsx: 4 }],
      // The page would not draw more.
      [{ nbinsx: 4_000 }, { nbinsx: 500 }],
      [{ xbins: { size: 1e-9 } }, { xbins: { size: 199_999 / 200_000 / 500 } }],
    ] as const;
    for (const [bars, expected] of asked) {
      expect(toPlot([{ type: "histogram", x: values, ...bars }]).traces[0]).toMatchObject(expected);
    }
  });

  describe("with others", () => {
    const wide = values.map((value) => value * 100);
    const steps = (trace: JsonObject | undefined) =>
      listOf(trace?.["x"])
        .map((value) => (Number(value) / 0.05) % 1)
        .map((rest) => rest.toFixed(3));

    it("of its axis, has steps of the same bars, which Plotly makes alike", () => {
      const { traces } = toPlot([
        { type: "histogram", x: values },
        { type: "histogram", x: wide },
      ]);
      expect(traces[0]?.["nbinsx"]).toBe(traces[1]?.["nbinsx"]);
      expect(new Set(traces.flatMap(steps))).toEqual(new Set(["0.500"]));
    });

    it("that it covers, or of another axis, has bars of its own", () => {
      const histograms = [
        { type: "histogram", x: values },
        { type: "histogram", x: wide },
      ];
      const covering = toPlot(histograms, { barmode: "overlay" }).traces;
      expect(covering.map((trace) => trace["nbinsx"])).toEqual([229, 229]);
      const besides = toPlot(histograms.map((trace, index) => ({ ...trace, xaxis: `x${index + 1}` }))).traces;
      expect(besides).toMatchObject(covering.map(({ x = null }) => ({ x })));
    });
  });

  it("has each value once where only few are different, of numbers, texts and lying bars", () => {
    const classes = values.map((value) => Math.floor(value * 10));
    const [trace] = toPlot([{ type: "histogram", y: classes }]).traces;
    expect(trace).toMatchObject({ orientation: "h", histfunc: "sum", x: Array(10).fill(20_000) });
    expect(listOf(trace?.["y"]).toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const [texts] = toPlot([{ type: "histogram", x: classes.map((each) => `class ${each}`) }]).traces;
    expect(listOf(texts?.["x"])).toContain("class 7");
    expect(sum(texts, "y")).toBe(200_000);
  });

  it("has dates like numbers, also those that are too many to be counted one by one", () => {
    const start = Date.UTC(2020, 0, 1);
    const at = (ms: number) => new Date(start + ms).toISOString();
    const days = values.map((_, index) => at((index % 1_000) * 86_400_000).slice(0, 10));
    const [daily] = toPlot([{ type: "histogram", x: days }]).traces;
    // Two standard deviations of 289 days, by 200 000 to the power of 0.4, are 4.4 days: Plotly makes bars of weeks.
    expect(daily).toMatchObject({ histfunc: "sum", nbinsx: 229 });
    expect(listOf(daily?.["x"]).length).toBe(1_000);
    const moments = values.map((value) => at(value * 1_000 * 86_400_000));
    const [exact] = toPlot([{ type: "histogram", x: moments }]).traces;
    expect(exact).toMatchObject({ nbinsx: 229 });
    expect(sum(exact, "y")).toBe(200_000);
    // In steps that divide a day, from midnight.
    expect(listOf(exact?.["x"]).length).toBe(2_000);
    expect(listOf(exact?.["x"])).toContain("2020-03-01T06:00:00.000Z");
    const centuries = values.map((value) => at(value * 300_000 * 86_400_000));
    expect(sum(toPlot([{ type: "histogram", x: centuries }]).traces[0], "y")).toBe(200_000);
  });

  it("has bars as wide as Plotly rounds the differences between its values", () => {
    for (const [difference, width] of [
      [1, 1],
      [2.5, 2],
      [3, 2],
      [5, 5],
      [10, 10],
    ] as const) {
      const few = values.map((_, index) => difference * (index % 3));
      const [trace] = toPlot([{ type: "histogram", x: few }]).traces;
      const asked = (2 * difference) / Number(trace?.["nbinsx"]);
      expect([difference, asked <= width && asked > width / 2.5]).toEqual([difference, true]);
    }
  });

  it("leaves out what is no number", () => {
    const [trace] = toPlot([
      { type: "histogram", x: values.map((value) => (value < 0.5 ? Number.NaN : value)) },
    ]).traces;
    expect(sum(trace, "y")).toBe(100_000);
  });

  it("has numbers that are written as texts, but not together with other texts", () => {
    const texts = values.map((value, index) => (index % 2 === 0 ? String(value) : value));
    const [trace] = toPlot([{ type: "histogram", x: texts }]).traces;
    expect(sum(trace, "y")).toBe(200_000);
    expect(() => toPlot([{ type: "histogram", x: [1, ...values.map((value) => `${value} m`)] }])).toThrow(
      "plot: trace 1 has 200001 values of x",
    );
  });

  it("has its numbers, however large, unless their range is infinite", () => {
    const [trace] = toPlot([{ type: "histogram", x: values.map((value) => value * 1e200) }]).traces;
    expect(sum(trace, "y")).toBe(200_000);
    expect(listOf(trace?.["x"]).every(Number.isFinite)).toBe(true);
    const far = values.map((value) => (value * 2 - 1) * 1.7e308);
    expect(() => toPlot([{ type: "histogram", x: far }])).toThrow("Plot fewer");
  });

  it("is refused with weights or too many texts, with what to do", () => {
    const texts = values.map((value) => `${value} m`);
    for (const trace of [{ x: values, y: values }, { x: texts }]) {
      expect(() => toPlot([{ type: "histogram", ...trace }])).toThrow(
        "plot: trace 1 has 200000 values of x (at most 50000). Plot fewer, such as one in 4: `values.filter((_, i) => i % 4 === 0)`, for each list of the trace.",
      );
    }
  });
});

it("a histogram that the page takes is left to it", () => {
  const trace = { type: "histogram", x: [1, 2, 2, 3] };
  expect(toPlot([trace]).traces).toEqual([trace]);
});

it.each<[unknown, string]>([
  [{ y: "abc" }, "plot: trace 1 has a text as y: it needs a list, such as `y: [1, 2, 3]`."],
  [{ x: 5, y: [1] }, "has a number as x"],
  [
    { y: Promise.resolve([1]) },
    "has an object as y: it needs a list, such as `y: [1, 2, 3]`. Is an `await` missing?",
  ],
  [{ y: null }, "has nothing as y"],
  [{ y: undefined }, "has no values: give it `y: [1, 2, 3]`."],
  [{ type: "pie" }, "has no values: give it `labels:"],
  [{ type: "pie", x: ["a"], y: [1] }, "has no values: give it `labels:"],
  [{ type: "heatmap", x: [1], y: [1] }, "has no values: give it `z: [[1, 2], [3, 4]]`."],
  [{ type: "scatter3d", x: [1], y: [1] }, "has no values: give it `x: [1, 2], y: [1, 2], z: [1, 2]`."],
  [{ y: [{ x: 1, y: 2 }] }, "has objects in y"],
  [
    { y: [[0.1], [0.2]] },
    "has lists in y: it needs a list of numbers. Of a tensor with one column, that is `tensor.flatten()`.",
  ],
  [{ type: "heatmap", z: [1, 2] }, "has a list as z: it needs a list of rows"],
  [{ type: "surface", x: [1], y: [1], z: [1] }, "has a list as z: it needs a list of rows"],
  [{ type: "scatter3d", x: [1], y: [1], z: [[1]] }, "has lists in z"],
])("%o, of which Plotly draws nothing, is refused", (trace, message) => {
  expect(() => toPlot([trace])).toThrow(message);
});

it.each<[JsonObject]>([
  [{ y: [] }],
  [{ y: ["a", "b"] }],
  [
    {
      x: [
        ["a", "a"],
        ["b", "c"],
      ],
      y: [1, 2],
    },
  ],
  [{ type: "heatmap", x: [1, 2], y: [1, 2], z: [1, 2] }],
  [
    {
      type: "heatmap",
      z: [
        [1, null],
        [2, 3],
      ],
    },
  ],
  [{ type: "surface", x: [[1, 2]], y: [[1, 2]], z: [[1, 2]] }],
  [{ type: "box", q1: [1], median: [2], q3: [3] }],
  [{ type: "box", q1: [1], median: [2], q3: [3], y: [[0, 9]] }],
  [{ type: "pie", labels: ["a"], values: [1] }],
])("%o can be drawn", (trace) => {
  expect(toPlot([trace]).traces).toEqual([trace]);
});
