import type { InlineConfig, Rolldown } from "vite";
import { viteBase } from "../loading/vite-base.ts";

type BundledFile = Rolldown.OutputChunk | Rolldown.OutputAsset;

const IN_MEMORY: InlineConfig = {
  ...viteBase,
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  build: {
    write: false,
    target: "es2023",
    modulePreload: false,
    // Vite would warn about the time that compiling the kernels takes.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
};

/**
 * Bundles in memory and returns the files.
 * @param config what differs from other bundles, such as the input, the plugins and the format of the output.
 * @throws what Vite throws, if a module cannot be bundled.
 */
export async function bundle(config: InlineConfig): Promise<readonly BundledFile[]> {
  // Only here: most commands bundle nothing, and Vite takes long to load.
  const { build, mergeConfig } = await import("vite");
  const result = await build(mergeConfig(IN_MEMORY, config));
  const bundles = Array.isArray(result) ? result : [result];
  return bundles.flatMap((one) => ("output" in one ? one.output : []));
}

/** @throws {Error} if there is no script of the bundle's input among its files. */
export function entryOf(files: readonly BundledFile[]): Rolldown.OutputChunk {
  for (const file of files) if (file.type === "chunk" && file.isEntry) return file;
  throw new Error("Bundling produced no script.");
}
