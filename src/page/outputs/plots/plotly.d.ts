/** As much of Plotly's interface as the page uses; its own types describe the full bundle only. */
declare module "plotly.js/lib/core" {
  type JsonObject = { readonly [key: string]: unknown };
  interface Plotly {
    register(modules: readonly object[]): void;
    react(
      host: HTMLElement,
      traces: readonly JsonObject[],
      layout: JsonObject,
      config: JsonObject,
    ): Promise<unknown>;
    purge(host: HTMLElement): void;
    toImage(host: HTMLElement, options: JsonObject): Promise<string>;
    Plots: { resize(host: HTMLElement): void };
  }
  const plotly: Plotly;
  export default plotly;
}

declare module "plotly.js/lib/bar" {
  const trace: object;
  export default trace;
}

declare module "plotly.js/lib/heatmap" {
  const trace: object;
  export default trace;
}

declare module "plotly.js/lib/histogram" {
  const trace: object;
  export default trace;
}

declare module "plotly.js/lib/box" {
  const trace: object;
  export default trace;
}

declare module "plotly.js/lib/violin" {
  const trace: object;
  export default trace;
}

declare module "plotly.js/lib/histogram2d" {
  const trace: object;
  export default trace;
}

declare module "plotly.js/lib/contour" {
  const trace: object;
  export default trace;
}

declare module "plotly.js/lib/pie" {
  const trace: object;
  export default trace;
}

declare module "plotly.js/lib/surface" {
  const trace: object;
  export default trace;
}

declare module "plotly.js/lib/scatter3d" {
  const trace: object;
  export default trace;
}
