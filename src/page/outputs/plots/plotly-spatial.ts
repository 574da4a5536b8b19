import Plotly from "plotly.js/lib/core";
import scatter3d from "plotly.js/lib/scatter3d";
import surface from "plotly.js/lib/surface";

// What they share draws with WebGL, and is larger than all flat charts together.
Plotly.register([scatter3d, surface]);

/** What draws WebGL without a graphics card, in Chromium, Firefox and WebKit. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** How many pixels scenes have for each CSS pixel; null if this browser cannot draw them. */
export function scenePixelRatio(): number | null {
  const context = document.createElement("canvas").getContext("webgl");
  if (context === null) return null;
  const info = context.getExtension("WEBGL_debug_renderer_info");
  const renderer = String(
    context.getParameter(info === null ? context.RENDERER : info.UNMASKED_RENDERER_WEBGL),
  );
  // Browsers have few at a time.
  context.getExtension("WEBGL_lose_context")?.loseContext();
  // Plotly's own is 2. Each pixel costs a processor time in which the page waits.
  return SOFTWARE.test(renderer) ? 1 : 2;
}
