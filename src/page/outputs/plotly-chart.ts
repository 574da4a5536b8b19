import bar from "plotly.js/lib/bar";
import Plotly from "plotly.js/lib/core";
import heatmap from "plotly.js/lib/heatmap";
import type { Json } from "../../protocol/json.ts";
import { cleanLayout } from "./plot-data.ts";
import { themeLayout, themeTraces } from "./plot-theme.ts";

// The core has `scatter` in it.
Plotly.register([bar, heatmap]);

type JsonObject = { readonly [key: string]: Json };

const CONFIG = {
  displayModeBar: false,
  responsive: false,
  showTips: false,
  scrollZoom: false,
  doubleClick: "reset",
};

/** Draws a chart in the page's colours, and again when these or the width change. Returns what takes it down. */
export async function drawChart(
  host: HTMLElement,
  traces: readonly JsonObject[],
  layout: JsonObject,
): Promise<() => void> {
  const clean = cleanLayout(layout);
  const draw = async () => {
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
