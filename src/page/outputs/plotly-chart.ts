import bar from "plotly.js/lib/bar";
import Plotly from "plotly.js/lib/core";
import heatmap from "plotly.js/lib/heatmap";
import type { Json } from "../../protocol/json.ts";
import { cleanLayout } from "./plot-data.ts";
import { themeLayout, themeTraces } from "./plot-theme.ts";

// The core includes `scatter`.
Plotly.register([bar, heatmap]);

type JsonObject = { readonly [key: string]: Json };

const CONFIG = {
  displayModeBar: false,
  responsive: false,
  showTips: false,
  scrollZoom: false,
  doubleClick: "reset",
};

/** In CSS pixels. */
const SMALLEST_WIDTH = 120;

/** Draws a chart in the page's colours, and again when they or the width change. Returns a function that removes it. */
export async function drawChart(
  host: HTMLElement,
  traces: readonly JsonObject[],
  layout: JsonObject,
): Promise<() => void> {
  const clean = cleanLayout(layout);
  const draw = async () => {
    // Not laid out yet or folded: Plotly fails at a width below its own margins.
    if (host.clientWidth < SMALLEST_WIDTH) return;
    const style = getComputedStyle(host);
    const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
    await Plotly.react(host, themeTraces(traces, token), themeLayout(clean, token, host.clientWidth), CONFIG);
  };
  await draw();
  const redraw = () => void draw().catch(() => undefined);
  const stop = [onColoursChange(redraw), onWidthChange(host, redraw)];
  return () => {
    for (const end of stop) end();
    Plotly.purge(host);
  };
}

function onColoursChange(redraw: () => void): () => void {
  const query = matchMedia("(prefers-color-scheme: dark)");
  const observer = new MutationObserver(redraw);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  query.addEventListener("change", redraw);
  return () => {
    observer.disconnect();
    query.removeEventListener("change", redraw);
  };
}

function onWidthChange(host: HTMLElement, redraw: () => void): () => void {
  let width = host.clientWidth;
  const observer = new ResizeObserver(() => {
    if (host.clientWidth === width || host.clientWidth === 0) return;
    width = host.clientWidth;
    redraw();
  });
  observer.observe(host);
  return () => observer.disconnect();
}
