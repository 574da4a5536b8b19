import bar from "plotly.js/lib/bar";
import box from "plotly.js/lib/box";
import contour from "plotly.js/lib/contour";
import Plotly from "plotly.js/lib/core";
import heatmap from "plotly.js/lib/heatmap";
import histogram from "plotly.js/lib/histogram";
import histogram2d from "plotly.js/lib/histogram2d";
import pie from "plotly.js/lib/pie";
import violin from "plotly.js/lib/violin";
import type { Drawable } from "../draw-queue.ts";
import { drawAgain } from "../draw-when-near.ts";
import { cleanLayout } from "./plot-data.ts";
import type { JsonObject } from "./plot-json.ts";
import { themeLayout, themeTraces } from "./plot-theme.ts";

// The core includes `scatter`.
Plotly.register([bar, box, contour, heatmap, histogram, histogram2d, pie, violin]);

const CONFIG = {
  displayModeBar: false,
  responsive: false,
  showTips: false,
  scrollZoom: false,
  doubleClick: "reset",
};

/** In CSS pixels. */
const SMALLEST_WIDTH = 120;
/** Pixels of a picture for paper per CSS pixel. */
const STILL_SCALE = 2;

/** A chart in the page's colours. While it is drawn it follows them, and the width of its host. */
export class Chart implements Drawable {
  readonly weight: number;
  readonly #host: HTMLElement;
  readonly #traces: readonly JsonObject[];
  readonly #layout: JsonObject;
  readonly #onError: (error: unknown) => void;
  #stopFollowing: (() => void) | null = null;
  #working: Promise<void> | null = null;

  constructor(
    host: HTMLElement,
    traces: readonly JsonObject[],
    layout: JsonObject,
    weight: number,
    onError: (error: unknown) => void,
  ) {
    this.#host = host;
    this.#traces = traces;
    this.#layout = cleanLayout(layout);
    this.weight = weight;
    this.#onError = onError;
  }

  /** Plotly's options. */
  protected get config(): JsonObject {
    return CONFIG;
  }

  async draw(): Promise<void> {
    this.#stopFollowing ??= this.#follow();
    await this.#inTurn(() => this.#react());
  }

  erase(): void {
    if (this.#stopFollowing === null) return;
    this.#stopFollowing();
    this.#stopFollowing = null;
    // What comes after it stays where it is.
    this.#host.style.minHeight = `${this.#host.getBoundingClientRect().height}px`;
    void this.#inTurn(async () => {
      if (this.#stopFollowing === null) Plotly.purge(this.#host);
    });
  }

  /** Plotly continues to draw after `react` has returned, and draws nonsense if the chart is purged meanwhile. */
  async #inTurn(step: () => Promise<void>): Promise<void> {
    // At once if nothing is being drawn: paper does not wait.
    const work = this.#working === null ? step() : this.#working.then(step);
    this.#working = work;
    await work;
    if (this.#working === work) this.#working = null;
  }

  /** All charts change at once, so each is drawn again in its turn. */
  #follow(): () => void {
    const redraw = () => drawAgain(this);
    const stop = [onColoursChange(redraw), onWidthChange(this.#host, redraw)];
    return () => {
      for (const end of stop) end();
    };
  }

  async #react(): Promise<void> {
    const host = this.#host;
    // Not laid out yet or folded: Plotly fails at a width below its own margins.
    if (this.#stopFollowing === null || host.clientWidth < SMALLEST_WIDTH) return;
    // Replaced by its picture on paper: Plotly fails at what has no size.
    if (host.querySelector(".main-svg")?.getClientRects().length === 0) return;
    const style = getComputedStyle(host);
    const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
    const layout = themeLayout(this.#layout, token, host.clientWidth, this.#traces);
    try {
      await Plotly.react(host, themeTraces(this.#traces, token), layout, this.config);
    } catch (error) {
      // A chart that was erased in the meantime has nothing to draw on.
      if (this.#stopFollowing !== null) this.#onError(error);
    }
  }
}

/** A chart in space. Browsers print nothing of WebGL, and have few of its contexts at a time: paper has a picture. */
export class SceneChart extends Chart {
  readonly #element: HTMLElement;
  readonly #pixelRatio: number;
  #still: HTMLImageElement | null = null;

  /** @param pixelRatio how many pixels it has for each CSS pixel. */
  constructor(pixelRatio: number, ...chart: ConstructorParameters<typeof Chart>) {
    super(...chart);
    this.#pixelRatio = pixelRatio;
    [this.#element] = chart;
  }

  protected override get config(): JsonObject {
    return { ...super.config, plotGlPixelRatio: this.#pixelRatio };
  }

  async drawStill(): Promise<void> {
    await this.draw();
    const { clientWidth: width, clientHeight: height } = this.#element;
    const still = new Image(width, height);
    still.src = await Plotly.toImage(this.#element, { format: "png", width, height, scale: STILL_SCALE });
    await still.decode();
    this.removeStill();
    still.className = "plot-still";
    // The host has the chart's name.
    still.alt = "";
    this.#still = still;
    this.#element.append(still);
  }

  removeStill(): void {
    this.#still?.remove();
    this.#still = null;
  }
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
