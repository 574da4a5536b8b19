import { relative } from "node:path";
import { courseCodeInNode } from "../course-code/course-code-in-node.ts";
import { courseCodePlugin } from "../course-code/course-code-plugin.ts";
import { normalizePath } from "../course-code/course-imports.ts";
import { findDatasets, findFigures } from "../course-code/find-code.ts";
import { packageRoot } from "../files/package-root.ts";
import { createModuleLoader, type IsChanged } from "../loading/module-loader.ts";

const loader = createModuleLoader([courseCodePlugin(), courseCodeInNode()]);

type LoadModule = () => Promise<unknown>;

/** The modules that are bundled with the commands, by their paths from Lectern's folder. They do not change. */
let bundled: Readonly<Record<string, LoadModule>> = {};

/** Called by the bundle of the commands: the first import then needs neither Vite nor the other files. */
export function provideModules(modules: Readonly<Record<string, LoadModule>>): void {
  bundled = modules;
}

/** Imports a module of the project, with the course's own figures and datasets in the lists of all. */
export async function importModule<Module>(file: string): Promise<Module> {
  const hasOwnCode = (await findFigures()).length + (await findDatasets()).length > 0;
  return hasOwnCode ? loader.load<Module>(file) : importOwnModule<Module>(file);
}

/** Imports a module of the project that has nothing to do with the course's code. */
export async function importOwnModule<Module>(file: string): Promise<Module> {
  const load = bundled[normalizePath(relative(packageRoot, file))];
  return load === undefined ? loader.load<Module>(file) : ((await load()) as Module);
}

/** Call it after files changed; without `isChanged`, all of them. */
export function forgetModules(isChanged?: IsChanged): void {
  bundled = {};
  loader.forget(isChanged);
}
