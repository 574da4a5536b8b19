import Plotly from "plotly.js/lib/core";
import scatter3d from "plotly.js/lib/scatter3d";
import surface from "plotly.js/lib/surface";

// What they share draws with WebGL, and is larger than all flat charts together.
Plotly.register([scatter3d, surface]);

/** Whether this browser can draw them. */
export function hasWebGl(): boolean {
  const context = document.createElement("canvas").getContext("webgl");
  // Browsers have few at a time.
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}
