import { describe, expect, it } from "vitest";
import { themeLayout, themeTraces } from "../../../../../src/page/outputs/plots/plot-theme.ts";
import type { Json } from "../../../../../src/protocol/json.ts";

const token = (name: string) => `<${name}>`;

describe("themeTraces", () => {
  it("gives training and validation the colours of all charts, and never distinguishes by colour alone", () => {
    const [training, validation] = themeTraces(
      [
        { type: "scatter", name: "training", y: [1] },
        { type: "scatter", name: "val_accuracy", y: [1] },
      ],
      token,
    );
    expect(training).toMatchObject({
      line: { color: "<train>", dash: "solid" },
      marker: { symbol: "circle" },
    });
    expect(validation).toMatchObject({
      line: { color: "<valid>", dash: "dot" },
      marker: { symbol: "circle-open" },
    });
  });

  it("respects the reader's choices", () => {
    const own = { line: { color: "red", dash: "dash" } };
    expect(themeTraces([{ type: "scatter", name: "validation", ...own }], token)[0]).toMatchObject(own);
    expect(themeTraces([{ type: "heatmap", colorscale: "Viridis" }], token)[0]).toMatchObject({
      colorscale: "Viridis",
    });
    expect(
      themeTraces([{ type: "bar", name: "training", marker: { color: "red" } }], token)[0],
    ).toMatchObject({
      marker: { color: "red" },
    });
  });

  it("does not mistake other names for a split", () => {
    expect(
      themeTraces([{ type: "scatter", name: "values of a train ride? no: trained" }], token)[0],
    ).not.toMatchObject({
      line: { dash: "dot" },
    });
    expect(themeTraces([{ type: "scatter", name: "interval" }], token)[0]).toEqual({
      type: "scatter",
      name: "interval",
      line: { width: 2.4 },
    });
  });
});

describe("themeLayout", () => {
  it("accepts titles as strings or objects, and limits the height", () => {
    const layout = themeLayout({ title: "T", xaxis: { title: "epoch" }, height: 1e9 }, token, 600);
    expect(layout).toMatchObject({ title: { text: "T" }, xaxis: { title: { text: "epoch" } }, height: 1000 });
  });

  it("leaves texts such as 1,50 as they are, of which Plotly makes 150", () => {
    const typesOf = (x: Json) => themeLayout({}, token, 600, [{ x, y: [1, 2] }])["autotypenumbers"];
    expect(typesOf(["1,50", "2,00"])).toBe("strict");
    expect(typesOf(["1", "2.5"])).toBe("convert types");
    expect(typesOf([1, 2])).toBe("convert types");
    expect(typesOf(["Berlin, 10", "room 1,2"])).toBe("convert types");
  });

  it("styles every axis in the reader's layout", () => {
    expect(themeLayout({ yaxis2: { overlaying: "y" } }, token, 600)).toMatchObject({
      yaxis2: { overlaying: "y", gridcolor: "<rule>" },
      xaxis: { showgrid: false },
    });
  });
});
