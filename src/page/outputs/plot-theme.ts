import type { Json } from "../../protocol/json.ts";
import { type JsonObject, objectOf } from "./plot-json.ts";
import { steadyRangeOf } from "./steady-range.ts";

/** A colour of the page by name: `ink`, `rule`, `train`, … */
type Token = (name: string) => string;

const FONT = "Inter Variable, Inter, system-ui, sans-serif";
const PLOT_HEIGHT = 340;
const SMALLEST_HEIGHT = 160;
const LARGEST_HEIGHT = 1000;

/**
 * Traces in the page's colours, unless the student chose others: training solid and validation dotted with rings, as
 * in all charts, the others in a sequence of distinct colours.
 */
export function themeTraces(traces: readonly JsonObject[], token: Token): readonly JsonObject[] {
  return traces.map((trace) => {
    switch (trace["type"]) {
      case "heatmap":
        return {
          colorscale: [
            [0, token("raised")],
            [1, token("input")],
          ],
          ...trace,
          colorbar: { outlinewidth: 0, thickness: 12, ...objectOf(trace["colorbar"]) },
        };
      case "bar":
        return { ...splitBar(trace, token), ...trace };
      default:
        return themeLine(trace, token);
    }
  });
}

function themeLine(trace: JsonObject, token: Token): JsonObject {
  const line = objectOf(trace["line"]);
  const marker = objectOf(trace["marker"]);
  const split = splitOf(trace);
  if (split === null) return { ...trace, line: { width: 2.4, ...line } };
  const color = token(split === "validation" ? "valid" : "train");
  const dash = split === "validation" ? "dot" : "solid";
  const symbol = split === "validation" ? "circle-open" : "circle";
  return {
    ...trace,
    line: { width: 2.4, color, dash, ...line },
    marker: { size: 8, color, symbol, line: { width: 2, color }, ...marker },
  };
}

function splitBar(trace: JsonObject, token: Token): JsonObject {
  const split = splitOf(trace);
  if (split === null || "marker" in trace) return {};
  return split === "validation"
    ? {
        marker: {
          color: token("valid"),
          pattern: { shape: "/", bgcolor: token("valid"), fgcolor: token("raised") },
        },
      }
    : { marker: { color: token("train") } };
}

function splitOf(trace: JsonObject): "training" | "validation" | null {
  const name = typeof trace["name"] === "string" ? trace["name"] : "";
  if (/\bval(id(ation)?)?(\b|_)/i.test(name)) return "validation";
  return /\btrain(ing)?\b/i.test(name) ? "training" : null;
}

/** The student's layout merged over the page's fonts, colours and margins. */
export function themeLayout(
  layout: JsonObject,
  token: Token,
  width: number,
  traces: readonly JsonObject[] = [],
): JsonObject {
  const isNarrow = width < 480;
  const axis: JsonObject = {
    gridcolor: token("rule"),
    linecolor: token("rule"),
    zerolinecolor: token("rule"),
    tickfont: { color: token("faint"), size: 12 },
    automargin: true,
  };
  const axes = Object.keys(layout).filter((key) => /^[xy]axis/.test(key));
  const styled = [...new Set(["xaxis", "yaxis", ...axes])].map((key) => {
    const own = objectOf(layout[key]);
    return [
      key,
      {
        ...axis,
        ...(key.startsWith("x") ? { showgrid: false } : steadyRangeOf(key, own, traces)),
        ...own,
        ...axisTitle(own, token),
      },
    ] as const;
  });
  const height = typeof layout["height"] === "number" ? layout["height"] : PLOT_HEIGHT - (isNarrow ? 60 : 0);
  return {
    colorway: ["train", "valid", "input", "output", "kernel", "bad", "soft"].map(token),
    hovermode: "closest",
    ...layout,
    ...Object.fromEntries(styled),
    ...plotTitle(layout, token),
    width,
    height: Math.min(LARGEST_HEIGHT, Math.max(SMALLEST_HEIGHT, height)),
    margin: {
      l: 48,
      r: 16,
      t: titleText(layout["title"]) === "" ? 16 : 64,
      b: 44,
      ...objectOf(layout["margin"]),
    },
    font: { family: FONT, size: 13, color: token("soft") },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    legend: { orientation: "h", y: 1.02, yanchor: "bottom", x: 0, ...objectOf(layout["legend"]) },
    hoverlabel: {
      bgcolor: token("raised"),
      bordercolor: token("rule"),
      font: { family: FONT, color: token("ink") },
    },
    dragmode: false,
  };
}

/** Plotly 3 expects an object as a title; students write a string. */
function axisTitle(axis: JsonObject, token: Token): JsonObject {
  const text = titleText(axis["title"]);
  return text === "" ? {} : { title: { text, font: { size: 13, color: token("soft") } } };
}

function plotTitle(layout: JsonObject, token: Token): JsonObject {
  const text = titleText(layout["title"]);
  return text === ""
    ? {}
    : {
        title: {
          text,
          font: { size: 15, color: token("ink") },
          x: 0,
          xref: "paper",
          y: 0.98,
          yref: "container",
          yanchor: "top",
        },
      };
}

function titleText(title: Json | undefined): string {
  if (typeof title === "string") return title;
  const text = objectOf(title)["text"];
  return typeof text === "string" ? text : "";
}
