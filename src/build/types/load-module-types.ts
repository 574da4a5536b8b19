import { join, resolve } from "node:path";
import { importOwnModule } from "../bundling/import-module.ts";
import { fileTimes } from "../files/file-times.ts";
import { packageRoot } from "../files/package-root.ts";
import type { CollectedTypes } from "./collect-module-types.ts";

/** The types of modules by their folder and names, valid until one of their files or the packages change. */
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
  if (last !== undefined && last.times === timesOf(last.collected)) return last.collected;
  const { collectModuleTypes } = await importOwnModule<typeof import("./collect-module-types.ts")>(
    resolve(packageRoot, "src/build/types/collect-module-types.ts"),
  );
  const collected = collectModuleTypes(folder, specifiers);
  known.set(key, { collected, times: timesOf(collected) });
  return collected;
}

function timesOf({ sources }: CollectedTypes): string {
  const packages = join(process.cwd(), "node_modules");
  // Types that are installed later change no file that was read. Other package managers than npm write no list.
  const installed = [".package-lock.json", ".", "@types"].map((path) => join(packages, path));
  return fileTimes([...sources, ...installed]);
}
