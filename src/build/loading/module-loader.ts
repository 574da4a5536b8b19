import type { Plugin, RunnableDevEnvironment } from "vite";
import { viteBase } from "./vite-base.ts";

/** Loads modules into Node through Vite, which understands TSX and `import.meta.glob`. */
export interface ModuleLoader {
  /** All modules share one runner, so each of their files is read once. */
  load<Module>(file: string): Promise<Module>;
  /**
   * Call it after files changed: the next `load` reads them again, and evaluates what imports them again.
   * @param isChanged of a file's path with `/`; without it, all files.
   */
  forget(isChanged?: IsChanged): void;
  exports(): Promise<ExportsOf>;
  /**
   * The files of all modules that were loaded, or could not be, with `/`; those of packages and other names among them.
   */
  files(): Promise<readonly string[]>;
}

/** What a module exports, by its id; null if it was not evaluated, or is a style sheet. */
export type ExportsOf = (id: string) => object | null;

export type IsChanged = (file: string) => boolean;

export function createModuleLoader(plugins: readonly Plugin[]): ModuleLoader {
  let environment: Promise<RunnableDevEnvironment> | null = null;
  let forgetting: Promise<void> | undefined;
  return {
    async load(file) {
      environment ??= createEnvironment(plugins);
      const { runner } = await environment;
      await forgetting;
      return runner.import(file);
    },
    forget(isChanged = () => true) {
      forgetting = environment?.then((created) => forgetFiles(created, isChanged));
    },
    async exports() {
      const modules = (await environment)?.runner.evaluatedModules;
      return (id) => {
        const module = id === NO_STYLE ? undefined : modules?.getModuleById(id);
        return module?.evaluated === true ? (module.exports ?? null) : null;
      };
    },
    async files() {
      return [...((await environment)?.moduleGraph.fileToModulesMap.keys() ?? [])];
    },
  };
}

async function forgetFiles(created: RunnableDevEnvironment, isChanged: IsChanged): Promise<void> {
  const { moduleGraph, runner, pluginContainer } = created;
  const { evaluatedModules } = runner;
  const forgotten = new Set(
    [...evaluatedModules.idToModuleMap.values()].filter(({ file }) => isChanged(file)),
  );
  // Those that are added are visited, too.
  for (const { importers } of forgotten) {
    for (const importer of importers) {
      const found = evaluatedModules.getModuleById(importer);
      if (found !== undefined) forgotten.add(found);
    }
  }
  for (const module of forgotten) evaluatedModules.invalidateModule(module);
  for (const [file, modules] of moduleGraph.fileToModulesMap)
    if (isChanged(file)) for (const module of modules) moduleGraph.invalidateModule(module);
  // Vite remembers which files are missing until any new file is reported to it.
  await pluginContainer.watchChange("new", { event: "create" });
}

async function createEnvironment(plugins: readonly Plugin[]): Promise<RunnableDevEnvironment> {
  const { createRunnableDevEnvironment, resolveConfig } = await import("vite");
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

/** The module in place of all style sheets. */
const NO_STYLE = "\0lectern:no-style";

/** Style sheets mean nothing in Node, and the runner cannot load them. */
const withoutStyles: Plugin = {
  name: "lectern:without-styles",
  enforce: "pre",
  resolveId: (id) => (/\.css($|\?)/.test(id) ? NO_STYLE : null),
  // The classes of a CSS module are undefined.
  load: (id) => (id === NO_STYLE ? "export default {};" : null),
};
