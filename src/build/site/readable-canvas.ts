import type { Plugin } from "vite";

const BEFORE = 'defaultCanvas.getContext("2d")';
const AFTER = 'defaultCanvas.getContext("2d", { willReadFrequently: true })';

/**
 * Plotly draws the texts of charts in space on a canvas and reads its pixels. Without this option Chromium keeps the
 * canvas in the GPU's process, so that the page waits for that process at each text, and warns of it in the console.
 */
export function readableCanvas(): Plugin {
  return {
    name: "lectern:readable-canvas",
    enforce: "pre",
    apply: "build",
    transform: {
      filter: { id: /\/plotly\.js\/stackgl_modules\/index\.js$/ },
      handler: withReadableCanvas,
    },
  };
}

/** @throws if this is another version of Plotly's code. */
export function withReadableCanvas(code: string): string {
  if (!code.includes(BEFORE))
    throw new Error(`Plotly has no \`${BEFORE}\` any more: see readable-canvas.ts.`);
  return code.replace(BEFORE, AFTER);
}
