import type { Plugin, UserConfig } from "vite";
import { courseCodePlugin } from "../course-code/course-code-plugin.ts";
import { modernFonts } from "./modern-fonts.ts";
import { readableCanvas } from "./readable-canvas.ts";
import { type SandboxTexts, sandboxPlugin } from "./sandbox-plugin.ts";

/** The plugins that make the page's code, in a site as in pages that work without a server. */
export function pagePlugins(texts: SandboxTexts): Plugin[] {
  return [courseCodePlugin(), modernFonts(), readableCanvas(), sandboxPlugin(texts)];
}

/** Vite's options for the page's code, in both. */
export const pageOptions = {
  // The page's workers have the course's datasets.
  worker: { format: "es", plugins: () => [courseCodePlugin()] },
  // Plotly's bundle expects Node's name for the global object.
  define: { global: "globalThis" },
} as const satisfies UserConfig;

/** The first versions with both `light-dark()` and `@property`, which are then left as they are. */
export const PAGE_CSS_TARGET = ["chrome123", "firefox128", "safari17.5"];
