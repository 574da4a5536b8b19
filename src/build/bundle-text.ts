import { resolve } from "node:path";
import { build, type PluginOption } from "vite";
import { courseCodePlugin } from "./course-code/course-code-plugin.ts";
import { packageRoot } from "./package-root.ts";
import { viteBase } from "./vite-base.ts";

/**
 * Bundles the script of a worker or frame into the text of one classic script.
 * @param entry its file, from Lectern's folder.
 */
export async function bundleText(entry: string, plugins: readonly PluginOption[] = []): Promise<string> {
  const result = await build({
    ...viteBase,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    plugins: [courseCodePlugin(), ...plugins],
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      write: false,
      target: "es2023",
      modulePreload: false,
      rolldownOptions: {
        input: resolve(packageRoot, entry),
        output: {
          format: "iife",
          codeSplitting: false,
          // Students see the names of classes when they show a layer, a model or an optimizer.
          minify: { mangle: { keepNames: { class: true, function: false } } },
        },
        // Vite would warn about the time that compiling the kernels takes.
        checks: { pluginTimings: false },
      },
    },
  });
  for (const bundle of Array.isArray(result) ? result : [result]) {
    if (!("output" in bundle)) continue;
    for (const file of bundle.output) if (file.type === "chunk" && file.isEntry) return file.code.trim();
  }
  throw new Error(`Bundling ${entry} produced no script.`);
}
