import { createRunnableDevEnvironment, type Plugin, type RunnableDevEnvironment, resolveConfig } from "vite";
import { viteBase } from "./vite-base.ts";

let environment: Promise<RunnableDevEnvironment> | null = null;

/**
 * Imports a module of the project through Vite, which understands TSX and `import.meta.glob`. All modules share one
 * runner, so each of their files is read once.
 */
export async function importModule<Module>(file: string): Promise<Module> {
  environment ??= createEnvironment();
  const { runner } = await environment;
  return runner.import<Module>(file);
}

/** Call it after a file changed: the next import reads all files again. */
export function forgetModules(): void {
  void environment?.then(({ moduleGraph, runner }) => {
    moduleGraph.invalidateAll();
    runner.clearCache();
  });
}

async function createEnvironment(): Promise<RunnableDevEnvironment> {
  const name = "lectern";
  const config = await resolveConfig(
    {
      ...viteBase,
      configFile: false,
      logLevel: "warn",
      plugins: [withoutStyles],
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
    runnerOptions: { hmr: { logger: false } },
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
