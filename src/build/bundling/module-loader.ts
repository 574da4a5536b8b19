import { createRunnableDevEnvironment, type Plugin, type RunnableDevEnvironment, resolveConfig } from "vite";
import { viteBase } from "./vite-base.ts";

/** Loads modules into Node through Vite, which understands TSX and `import.meta.glob`. */
export interface ModuleLoader {
  /** All modules share one runner, so each of their files is read once. */
  load<Module>(file: string): Promise<Module>;
  /** Call it after a file changed: the next `load` reads all files again. */
  forget(): void;
}

export function createModuleLoader(plugins: readonly Plugin[]): ModuleLoader {
  let environment: Promise<RunnableDevEnvironment> | null = null;
  return {
    async load(file) {
      environment ??= createEnvironment(plugins);
      const { runner } = await environment;
      return runner.import(file);
    },
    forget() {
      void environment?.then(({ moduleGraph, runner }) => {
        moduleGraph.invalidateAll();
        runner.clearCache();
      });
    },
  };
}

async function createEnvironment(plugins: readonly Plugin[]): Promise<RunnableDevEnvironment> {
  const name = "lectern";
  const config = await resolveConfig(
    {
      ...viteBase,
      configFile: false,
      logLevel: "warn",
      plugins: [withoutStyles, ...plugins],
      environments: {
        [name]: {
          consumer: "server",
          dev: { moduleRunnerTransform: true },
          resolve: { external: true, mainFields: [], conditions: ["node"] },
        },
      },
    },
    "serve",
  );
  const created = createRunnableDevEnvironment(name, config, {
    // Of both ways to map positions in stacks, this one does not depend on what else runs in the process.
    runnerOptions: { hmr: { logger: false }, sourcemapInterceptor: "prepareStackTrace" },
    hot: false,
  });
  await created.init();
  return created;
}

/** Style sheets mean nothing in Node, and the runner cannot load them. */
const withoutStyles: Plugin = {
  name: "lectern:without-styles",
  enforce: "pre",
  resolveId: (id) => (/\.css($|\?)/.test(id) ? "\0lectern:no-style" : null),
  load: (id) => (id === "\0lectern:no-style" ? "" : null),
};
