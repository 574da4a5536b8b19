import { resolve } from "node:path";
import type { PluginOption } from "vite";
import { courseCodePlugin } from "../course-code/course-code-plugin.ts";
import { packageRoot } from "../files/package-root.ts";
import { bundle, entryOf } from "./bundle.ts";

/**
 * Bundles the script of a worker or frame into the text of one classic script.
 * @param entry its file, from Lectern's folder.
 */
export async function bundleText(entry: string, plugins: readonly PluginOption[] = []): Promise<string> {
  const files = await bundle({
    plugins: [courseCodePlugin(), ...plugins],
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      rolldownOptions: {
        input: resolve(packageRoot, entry),
        output: {
          format: "iife",
          codeSplitting: false,
          // Readers see the names of classes when they show a layer, a model or an optimizer.
          minify: { mangle: { keepNames: { class: true, function: false } } },
        },
      },
    },
  });
  return entryOf(files).code.trim();
}
