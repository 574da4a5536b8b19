import { courseCodeInNode } from "../course-code/course-code-in-node.ts";
import { courseCodePlugin } from "../course-code/course-code-plugin.ts";
import { createModuleLoader } from "./module-loader.ts";

const loader = createModuleLoader([courseCodePlugin(), courseCodeInNode()]);

/** Imports a module of the project, with the course's own figures and datasets in the lists of all. */
export function importModule<Module>(file: string): Promise<Module> {
  return loader.load<Module>(file);
}

/** Call it after a file changed: the next import reads all files again. */
export function forgetModules(): void {
  loader.forget();
}
