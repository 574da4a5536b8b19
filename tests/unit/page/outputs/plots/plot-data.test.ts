import { describe, expect, it } from "vitest";
import {
  cleanLayout,
  cleanTraces,
  countScenes,
  plotTitle,
} from "../../../../../src/page/outputs/plots/plot-data.ts";
import { traceNumbers } from "../../../../../src/page/outputs/plots/plot-numbers.ts";

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

  it("limits the number of traces, and says so", () => {
    const { traces, refused } = cleanTraces(Array.from({ length: 100 }, () => ({ y: [1] })));
    expect(traces).toHaveLength(40);
    expect(refused).toEqual(["A chart has at most 40 traces: the others are not drawn."]);
  });

  it("limits the number of scenes, since each takes a WebGL context, and says so", () => {
    const inScenes = Array.from({ length: 40 }, (_, index) => ({
      type: index % 2 === 0 ? "scatter3d" : "surface",
      scene: index === 0 ? "scene" : `scene${index + 1}`,
    }));
    const { traces, refused } = cleanTraces([
      ...inScenes,
      { type: "scatter3d", scene: "scene2" },
      { y: [1] },
    ]);
    expect(traces.map(({ scene }) => scene)).toEqual([
      "scene",
      "scene2",
      "scene3",
      "scene4",
      "scene2",
      undefined,
    ]);
    expect(countScenes(traces)).toBe(4);
    expect(refused).toEqual([
      "A chart has at most 4 scenes: the traces of others are not drawn. Put them into one scene, or into charts of their own.",
    ]);
  });

  it("counts the names that Plotly takes for the first scene as that one", () => {
    const spatial = ["scene", "scene1", "scene0", "elsewhere", 7, null].map((scene) => ({
      type: "scatter3d",
      scene,
    }));
    const { traces, refused } = cleanTraces([...spatial, { type: "surface" }, { y: [1], scene: "scene9" }]);
    expect(traces).toHaveLength(8);
    expect(refused).toEqual([]);
    expect(countScenes(traces)).toBe(1);
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

  it("limits axes, annotations and ticks, nested ones too", () => {
    const axes = Object.fromEntries(Array.from({ length: 99 }, (_, index) => [`xaxis${index + 1}`, {}]));
    const many = Array.from({ length: 5_000 }, (_, index) => index);
    const layout = cleanLayout({ ...axes, yaxis: { tickvals: many }, annotations: many.map(() => ({})) });
    expect(Object.keys(layout).filter((key) => key.startsWith("xaxis")).length).toBeLessThanOrEqual(24);
    expect(cleanLayout({ yaxis: { tickvals: many } })).toEqual({ yaxis: { tickvals: many.slice(0, 60) } });
    expect(layout["annotations"]).toHaveLength(60);
  });

  it("lets no style that fetches reach a title, an annotation or a tick", () => {
    const attack = '<span style="background:url(http://evil.example/x)">A</span>';
    const texts = JSON.stringify(
      cleanLayout({
        title: { text: attack },
        xaxis: { title: attack, ticktext: [attack], ticksuffix: attack },
        annotations: [{ text: attack }],
        legend: { title: { text: attack } },
      }),
    );
    expect(texts).not.toContain("evil");
    expect(texts).toContain("<span>A</span>");
  });
});

describe("a chart's name and numbers", () => {
  it("is named after its title, or its axes", () => {
    const traces = [{ type: "scatter", name: "training" }];
    expect(plotTitle({ type: "plot", traces, layout: { title: { text: "Accuracy" } } })).toBe(
      "Chart: Accuracy (training). Its numbers follow as a table.",
    );
    expect(
      plotTitle({ type: "plot", traces, layout: { xaxis: { title: "epoch" }, yaxis: { title: "loss" } } }),
    ).toContain("of loss over epoch");
  });

  it("puts lines over the same x into one table", () => {
    const [table] = traceNumbers([
      { type: "scatter", name: "training", x: [1, 2], y: [0.5, 0.75] },
      { type: "scatter", x: [2, 3], y: [-1, null] },
    ]);
    expect(table?.caption).toBe("The chart's numbers");
    expect(table?.read().columns).toEqual(["x", "training", "trace 2"]);
    expect(table?.read().rows).toEqual([
      ["1", "0.5", "–"],
      ["2", "0.75", "−1"],
      ["3", "–", "–"],
    ]);
  });

  it("gives each heatmap its own table", () => {
    const [table] = traceNumbers([{ type: "heatmap", x: ["cat", "dog"], z: [[1, 2], [3]] }]);
    expect(table?.read().columns).toEqual(["", "cat", "dog"]);
    expect(table?.read().rows).toEqual([
      ["0", "1", "2"],
      ["1", "3"],
    ]);
  });

  it("keep every point of a cloud, whose x may repeat", () => {
    const [table] = traceNumbers([
      { type: "scatter", x: [1, 1, 2], y: [5, 6, 7] },
      { type: "scatter", x: [1], y: [8] },
    ]);
    expect(table?.read().rows).toEqual([
      ["1", "5", "8"],
      ["1", "6", "–"],
      ["2", "7", "–"],
    ]);
  });
});
