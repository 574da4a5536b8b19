import type { Plugin, PluginOption } from "vite";
import { bundleText } from "../bundling/bundle-text.ts";
import { type CachedText, cachedText, isCached } from "../bundling/cached-text.ts";
import { sourceVersion } from "../bundling/source-version.ts";
import { findDatasets } from "../course-code/find-code.ts";
import { isCourseCode } from "../files/course-folders.ts";
import { frameDocument } from "./policy.ts";

const FRAME = "virtual:lectern/frame";
const RUNTIME = "virtual:lectern/runtime";
const DEVELOPMENT_RUNTIME = "/@lectern/runtime.js";

/** Folders whose files make up the runtime. */
const RUNTIME_FOLDERS = /[\\/]src[\\/](runtime|cell|datasets|protocol)[\\/]/;

export interface SandboxTexts {
  frameScript(): Promise<string>;
  runtime(): Promise<string>;
  /** Call it after a file changed: what was bundled from it is bundled again on the next request. */
  invalidate(file: string): void;
}

/** Bundles the frame's script and the runtime on first use. */
export function sandboxTexts(runtimePlugins: readonly PluginOption[]): SandboxTexts {
  let frame: Promise<string> | null = null;
  let runtime: Promise<string> | null = null;
  return {
    frameScript() {
      frame ??= bundleText("src/page/sandbox/frame-script.ts");
      return frame;
    },
    runtime() {
      runtime ??= runtimeText(runtimePlugins);
      return runtime;
    },
    invalidate(file) {
      if (RUNTIME_FOLDERS.test(file) || isCourseCode(file)) runtime = null;
    },
  };
}

/** Bundling it takes seconds and hundreds of MB, so it is cached for each version of the source. */
async function runtimeText(plugins: readonly PluginOption[]): Promise<string> {
  const runtime = runtimeOf(plugins);
  return (await hasCourseDatasets()) ? runtime.make() : cachedText(runtime);
}

/** Whether the runtime can be kept for other builds, and is not yet. */
export async function lacksKeptRuntime(): Promise<boolean> {
  return !(await hasCourseDatasets()) && !(await isCached(runtimeOf([])));
}

/** The runtime contains them, so it is bundled each time. */
async function hasCourseDatasets(): Promise<boolean> {
  return (await findDatasets()).length > 0;
}

function runtimeOf(plugins: readonly PluginOption[]): CachedText {
  return {
    family: "runtime-",
    extension: ".js",
    version: () => sourceVersion(["build", "cell", "datasets", "protocol", "runtime"]),
    make: () => bundleText("src/runtime/worker.ts", plugins),
  };
}

/** Provides the frame's document and the runtime's address as modules: the page receives the runtime only as text. */
export function sandboxPlugin(texts: SandboxTexts): Plugin {
  let development = false;
  return {
    name: "lectern:sandbox",
    configResolved(config) {
      development = config.command === "serve";
    },
    resolveId(id) {
      return id === FRAME || id === RUNTIME ? `\0${id}` : null;
    },
    async load(id) {
      if (id === `\0${FRAME}`) {
        return `export const frameDocument = ${JSON.stringify(frameDocument(await texts.frameScript()))};`;
      }
      if (id !== `\0${RUNTIME}`) return null;
      if (development) return `export const runtimeUrl = ${JSON.stringify(DEVELOPMENT_RUNTIME)};`;
      const file = this.emitFile({ type: "asset", name: "runtime.js", source: await texts.runtime() });
      return `export const runtimeUrl = import.meta.ROLLUP_FILE_URL_${file};`;
    },
    configureServer(server) {
      server.watcher.on("all", (_event, file) => texts.invalidate(file));
      server.middlewares.use(DEVELOPMENT_RUNTIME, (_request, response, next) => {
        texts.runtime().then((text) => {
          response.setHeader("Content-Type", "text/javascript");
          response.setHeader("Cache-Control", "no-store");
          response.end(text);
        }, next);
      });
    },
  };
}
