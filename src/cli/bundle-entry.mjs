// The entry of the bundle of the commands (`bundle-commands.mjs`), which also contains what is otherwise imported through
// Vite's module runner: figures and pages, which the types of this folder do not allow.
import { provideModules } from "../build/bundling/import-module.ts";

const ofCourses = {
  "src/datasets/registry.ts": () => import("../datasets/registry.ts"),
  "src/figures/all-figures.ts": () => import("../figures/all-figures.ts"),
  "src/page/prerender.tsx": () => import("../page/prerender.tsx"),
};

const ofTypes = {
  "src/build/types/collect-module-types.ts": () => import("../build/types/collect-module-types.ts"),
  "src/build/types/type-checker.ts": () => import("../build/types/type-checker.ts"),
};

provideModules({ ...ofCourses, ...ofTypes });

const commands = import.meta.glob(["./*.ts", "!./main.ts"]);

/** Runs a command, and resolves to its exit code. */
export async function run(command, args) {
  const module = await commands[`./${command}.ts`]();
  return module[command](args);
}
