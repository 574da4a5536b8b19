import { resolve } from "node:path";
import { importModule } from "../bundling/import-module.ts";
import { fileTimes } from "../file-times.ts";
import { packageRoot } from "../package-root.ts";
import type { CollectedTypes } from "./module-types.ts";

/** The types of modules by their folder and names, as of the time when their files were changed. */
const known = new Map<string, { readonly times: string; readonly collected: CollectedTypes }>();

/**
 * Collects the types of the modules that a lesson brings. TypeScript, which takes a second to load, is only loaded for
 * lessons that bring modules.
 * @param folder the folder of the lesson.
 */
export async function loadModuleTypes(
  folder: string,
  specifiers: readonly string[],
): Promise<CollectedTypes> {
  const key = JSON.stringify([folder, specifiers]);
  const last = known.get(key);
  if (last !== undefined && last.times === fileTimes(last.collected.sources)) return last.collected;
  const { collectModuleTypes } = await importModule<typeof import("./module-types.ts")>(
    resolve(packageRoot, "src/build/types/module-types.ts"),
  );
  const collected = collectModuleTypes(folder, specifiers);
  known.set(key, { collected, times: fileTimes(collected.sources) });
  return collected;
}
