import type { UserConfig } from "vite";
import type { Lesson } from "../../lesson/lesson.ts";
import { TRACE_TYPES } from "../../protocol/trace-types.ts";
import { outDirectory } from "../files/out-directory.ts";
import { packagePublic } from "../files/package-root.ts";
import { viteBase } from "../loading/vite-base.ts";
import { PAGE_CSS_TARGET, pageOptions } from "./page-plugins.ts";
import { lecternPlugins } from "./plugin.ts";

/**
 * Vite's configuration of a site.
 * @param lessons those of the folder of lessons, if they were read already.
 * @param offline whether browsers keep the site, so that it opens without a network.
 */
export function siteConfig(lessons: readonly Lesson[] | null = null, offline = true): UserConfig {
  return {
    ...viteBase,
    publicDir: packagePublic,
    // Relative addresses everywhere: the site works under any sub-path.
    base: "./",
    appType: "mpa",
    plugins: lecternPlugins(lessons, offline),
    // In a course, Vite does not find these by itself, since what imports them is in `node_modules`, too.
    optimizeDeps: {
      include: [
        "preact",
        "preact/hooks",
        "preact/jsx-runtime",
        "preact/jsx-dev-runtime",
        "@preact/signals",
        "@babel/parser",
        "plotly.js/lib/core",
        ...TRACE_TYPES.filter((type) => type !== "scatter").map((type) => `plotly.js/lib/${type}`),
      ],
      // The scan for others reads Lectern's files apart from the rest.
      rolldownOptions: { transform: { jsx: viteBase.oxc.jsx } },
    },
    ...pageOptions,
    build: {
      outDir: outDirectory(),
      emptyOutDir: true,
      target: "es2023",
      cssTarget: PAGE_CSS_TARGET,
      chunkSizeWarningLimit: 1600,
      // Prerendering and bundling the runtime are what the plugins are for.
      rolldownOptions: { checks: { pluginTimings: false } },
    },
  };
}
