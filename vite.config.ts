import { defineConfig } from "vite";
import { outDirectory } from "./src/build/out-directory.ts";
import { lecternPlugins } from "./src/build/plugin.ts";

export default defineConfig({
  // Relative addresses everywhere: the site works under any sub-path.
  base: "./",
  appType: "mpa",
  plugins: lecternPlugins(),
  // Plotly's bundle expects Node's name for the global object.
  define: { global: "globalThis" },
  // The dataset worker imports its parts.
  worker: { format: "es" },
  build: {
    outDir: outDirectory(),
    emptyOutDir: true,
    target: "es2023",
    // The first versions with both `light-dark()` and `@property`, which are then left as they are.
    cssTarget: ["chrome123", "firefox128", "safari17.5"],
    chunkSizeWarningLimit: 1600,
    // Prerendering and bundling the runtime are what the plugins are for.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
