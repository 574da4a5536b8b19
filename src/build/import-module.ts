import { type Plugin, runnerImport } from "vite";

/** Imports a module of the project by Vite's module runner, which understands TSX and `import.meta.glob`. */
export async function importModule<Module>(file: string): Promise<Module> {
  const { module } = await runnerImport<Module>(file, {
    configFile: false,
    logLevel: "warn",
    plugins: [withoutStyles],
  });
  return module;
}

/** Style sheets mean nothing in Node, and the runner cannot load them. */
const withoutStyles: Plugin = {
  name: "lectern:without-styles",
  enforce: "pre",
  resolveId: (id) => (/\.css($|\?)/.test(id) ? "\0lectern:no-style" : null),
  load: (id) => (id === "\0lectern:no-style" ? "" : null),
};
