import * as v from "valibot";

const Texts = v.record(v.string(), v.string());

/** The declarations of the modules that a lesson brings, and of the packages that these are made of. */
const ModuleTypes = v.object({
  /** The texts by path. */
  files: Texts,
  /** By the path of a file, the paths of what it imports, by the names in its code. `CELLS` has those of all cells. */
  imports: v.record(v.string(), Texts),
});
export type ModuleTypes = v.InferOutput<typeof ModuleTypes>;

/** Stands for the path of every cell in `ModuleTypes.imports`. */
export const CELLS = "cells";

/** The folder of the lesson's own modules in `ModuleTypes.files`: `/modules/lib/plots.ts` is `./lib/plots` to cells. */
export const OWN_MODULES = "/modules";

/** The modules that a lesson brings. */
export interface LessonModules {
  /** As cells import them. What has no declarations can be anything. */
  readonly names: ReadonlySet<string>;
  readonly types: ModuleTypes;
}

const NO_TYPES: ModuleTypes = { files: {}, imports: {} };
export const NO_MODULES: LessonModules = { names: new Set(), types: NO_TYPES };

/** Reads declarations from JSON; what is damaged has none. */
export function readModuleTypes(json: string | null): ModuleTypes {
  if (json === null) return NO_TYPES;
  try {
    return v.parse(ModuleTypes, JSON.parse(json));
  } catch {
    return NO_TYPES;
  }
}

/** The path of the file that a name means in a file; undefined if it has no declarations. */
export function importedPath({ imports }: ModuleTypes, from: string, name: string): string | undefined {
  const ofFile = Object.hasOwn(imports, from) ? imports[from] : undefined;
  return ofFile !== undefined && Object.hasOwn(ofFile, name) ? ofFile[name] : undefined;
}
