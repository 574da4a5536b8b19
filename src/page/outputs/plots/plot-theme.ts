import type { Json } from "../../../protocol/json.ts";
import { SPATIAL_TRACES } from "../../../protocol/trace-types.ts";
import { isList, type JsonObject, objectOf } from "./plot-json.ts";
import { steadyRangeOf } from "./steady-range.ts";

/** A colour of the page by name: `ink`, `rule`, `train`, … */
type Token = (name: string) => string;

const FONT = "Inter Variable, Inter, system-ui, sans-serif";
const PLOT_HEIGHT = 340;
const SMALLEST_HEIGHT = 160;
const LARGEST_HEIGHT = 1000;

/**
 * Traces in the page's colours, unless the reader chose others: training solid and validation dotted with rings, as
 * in all charts, the others in a sequence of distinct colours.
 */
export function themeTraces(traces: readonly JsonObject[], token: Token): readonly JsonObject[] {
  return traces.map((trace) => {
    switch (trace["type"]) {
      case "heatmap":
      case "histogram2d":
      case "contour":
      case "surface":
        return themeField(trace, token);
      case "bar":
        return { ...splitBar(trace, token), ...trace };
      case "histogram":
        return themeHistogram(trace, token);
      case "box":
      case "violin":
        return themeDistribution(trace, token);
      case "pie":
        return themePie(trace, token);
      case "scatter3d":
        return { ...trace, marker: { size: 3, ...objectOf(trace["marker"]) } };
      default:
        return themeLine(trace, token);
    }
  });
}

/** Values over two variables, by colour. */
function themeField(trace: JsonObject, token: Token): JsonObject {
  return {
    colorscale: [
      [0, token("raised")],
      [1, token("input")],
    ],
    ...trace,
    colorbar: { outlinewidth: 0, thickness: 12, ...objectOf(trace["colorbar"]) },
  };
}

/** Its bars touch: a line in the colour of the paper separates them. */
function themeHistogram(trace: JsonObject, token: Token): JsonObject {
  const marker = { ...objectOf(splitBar(trace, token)["marker"]), ...objectOf(trace["marker"]) };
  return {
    ...trace,
    marker: { ...marker, line: { width: 1, color: token("raised"), ...objectOf(marker["line"]) } },
  };
}

function themeDistribution(trace: JsonObject, token: Token): JsonObject {
  const split = splitOf(trace);
  const color = split === null ? {} : { color: token(split === "validation" ? "valid" : "train") };
  return {
    ...trace,
    line: { width: 1.6, ...color, ...objectOf(trace["line"]) },
    marker: { size: 4, ...color, ...objectOf(trace["marker"]) },
  };
}

function themePie(trace: JsonObject, token: Token): JsonObject {
  const marker = objectOf(trace["marker"]);
  const line = { width: 2, color: token("raised"), ...objectOf(marker["line"]) };
  return { textinfo: "label+percent", ...trace, marker: { ...marker, line } };
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

/** The reader's layout merged over the page's fonts, colours and margins. */
export function themeLayout(
  layout: JsonObject,
  token: Token,
  width: number,
  traces: readonly JsonObject[] = [],
): JsonObject {
  return {
    colorway: ["train", "valid", "input", "output", "kernel", "bad", "soft"].map(token),
    hovermode: "closest",
    autotypenumbers: traces.some(hasAmbiguousNumbers) ? "strict" : "convert types",
    ...layout,
    ...themeAxes(layout, token, traces),
    ...plotTitle(layout, token),
    width,
    height: heightOf(layout, width),
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
    ...themeScenes(layout, token, traces),
    dragmode: false,
  };
}

/** Texts such as `1,50`, which Plotly reads as 150: an axis shows them as they are, like other texts. */
function hasAmbiguousNumbers(trace: JsonObject): boolean {
  return [trace["x"], trace["y"], trace["z"]].some(
    (values) => isList(values) && values.some(isAmbiguousNumber),
  );
}

function isAmbiguousNumber(value: Json): boolean {
  return typeof value === "string" && /\d,\d/.test(value) && !/\p{L}/u.test(value);
}

/** The axes of charts in the plane: what the layout names, and the first two. */
function themeAxes(layout: JsonObject, token: Token, traces: readonly JsonObject[]): JsonObject {
  const axis: JsonObject = {
    gridcolor: token("rule"),
    linecolor: token("rule"),
    zerolinecolor: token("rule"),
    tickfont: { color: token("faint"), size: 12 },
    automargin: true,
  };
  const names = new Set(["xaxis", "yaxis", ...Object.keys(layout).filter((key) => /^[xy]axis/.test(key))]);
  const axes = [...names].map((name) => {
    const own = objectOf(layout[name]);
    const range = name.startsWith("x") ? { showgrid: false } : steadyRangeOf(name, own, traces);
    return [name, { ...axis, ...range, ...own, ...axisTitle(own, token) }] as const;
  });
  return Object.fromEntries(axes);
}

/** In CSS pixels. */
function heightOf(layout: JsonObject, width: number): number {
  const isNarrow = width < 480;
  const height = typeof layout["height"] === "number" ? layout["height"] : PLOT_HEIGHT - (isNarrow ? 60 : 0);
  return Math.min(LARGEST_HEIGHT, Math.max(SMALLEST_HEIGHT, height));
}

/** The scenes of charts in space, which are turned by dragging: what the layout names, and the first. */
function themeScenes(layout: JsonObject, token: Token, traces: readonly JsonObject[]): JsonObject {
  if (!traces.some(isSpatial)) return {};
  const axis = {
    gridcolor: token("rule"),
    linecolor: token("rule"),
    zerolinecolor: token("edge"),
    tickfont: { color: token("faint"), size: 11 },
    backgroundcolor: "rgba(0,0,0,0)",
  };
  const names = new Set(["scene", ...Object.keys(layout).filter((key) => key.startsWith("scene"))]);
  const scenes = [...names].map((name) => {
    const own = objectOf(layout[name]);
    const axes = ["xaxis", "yaxis", "zaxis"].map((key) => {
      const ownAxis = objectOf(own[key]);
      return [key, { ...axis, ...ownAxis, ...axisTitle(ownAxis, token) }];
    });
    return [name, { dragmode: "turntable", ...own, ...Object.fromEntries(axes) }];
  });
  return Object.fromEntries(scenes);
}

/** Whether a trace is drawn in space. */
export function isSpatial({ type }: JsonObject): boolean {
  return SPATIAL_TRACES.some((spatial) => spatial === type);
}

/** Plotly 3 expects an object as a title; readers write a string. */
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
