import { describe, expect, it } from "vitest";
import { cleanLayout, cleanTraces, plotTitle, traceNumbers } from "../../../../src/page/outputs/plot-data.ts";

describe("cleanTraces", () => {
  it("uses scatter if no type is given", () => {
    expect(cleanTraces([{ y: [1, 2] }]).traces).toEqual([{ y: [1, 2], type: "scatter" }]);
  });

  it("drops types that cannot be drawn, and names them", () => {
    const { traces, refused } = cleanTraces([{ type: "scattergeo" }, { type: "bar", y: [1] }]);
    expect(traces).toHaveLength(1);
    expect(refused[0]).toContain("scattergeo");
  });

  it("drops attributes that could fetch or link, including nested ones", () => {
    const { traces } = cleanTraces([
      {
        type: "scatter",
        y: [1],
        xsrc: "https://evil.example/data",
        customdata: ["x"],
        text: ['<a href="https://evil.example/?secret">click</a> here'],
        hovertemplate: "<A HREF='javascript:alert(1)'>x</A>",
      },
    ]);
    expect(traces[0]).toEqual({ type: "scatter", y: [1], text: ["click here"], hovertemplate: "x" });
  });

  it("limits the number of traces and of values", () => {
    expect(cleanTraces(Array.from({ length: 100 }, () => ({ y: [1] }))).traces).toHaveLength(40);
    const { traces, refused } = cleanTraces([{ y: Array.from({ length: 300_000 }, () => 1) }]);
    expect(traces).toHaveLength(0);
    expect(refused).toHaveLength(1);
  });
});

describe("cleanLayout", () => {
  it("keeps axes and titles, and drops images, buttons and maps", () => {
    const layout = cleanLayout({
      title: "<a href='x'>T</a>",
      xaxis: { title: "epoch" },
      yaxis2: {},
      images: [{ source: "https://evil.example/p.png" }],
      updatemenus: [],
      mapbox: {},
      template: {},
    });
    expect(layout).toEqual({ title: "T", xaxis: { title: "epoch" }, yaxis2: {} });
  });
});

describe("a chart's name and numbers", () => {
  it("is named after its title, or its axes", () => {
    const traces = [{ type: "scatter", name: "training" }];
    expect(plotTitle({ type: "plot", traces, layout: { title: { text: "Accuracy" } } }, traces)).toBe(
      "Chart: Accuracy (training). Its numbers follow as a table.",
    );
    expect(
      plotTitle(
        { type: "plot", traces, layout: { xaxis: { title: "epoch" }, yaxis: { title: "loss" } } },
        traces,
      ),
    ).toContain("of loss over epoch");
  });

  it("puts lines over the same x into one table", () => {
    const [table] = traceNumbers([
      { type: "scatter", name: "training", x: [1, 2], y: [0.5, 0.75] },
      { type: "scatter", x: [2, 3], y: [-1, null] },
    ]);
    expect(table?.columns).toEqual(["x", "training", "trace 2"]);
    expect(table?.rows).toEqual([
      ["1", "0.5", "–"],
      ["2", "0.75", "−1"],
      ["3", "–", "–"],
    ]);
  });

  it("gives each heatmap its own table", () => {
    const [table] = traceNumbers([{ type: "heatmap", x: ["cat", "dog"], z: [[1, 2], [3]] }]);
    expect(table?.columns).toEqual(["", "cat", "dog"]);
    expect(table?.rows).toEqual([
      ["0", "1", "2"],
      ["1", "3"],
    ]);
  });
});
