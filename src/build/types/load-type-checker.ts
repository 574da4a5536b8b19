import { resolve } from "node:path";
import { importOwnModule } from "../bundling/import-module.ts";
import { packageRoot } from "../files/package-root.ts";
import type { TypeChecker } from "./type-checker.ts";

let checker: Promise<TypeChecker> | null = null;

/**
 * Loads TypeScript and the declarations for checking lessons, once. It takes seconds, so only commands that report
 * problems do it.
 */
export function loadTypeChecker(): Promise<TypeChecker> {
  checker ??= load();
  return checker;
}

async function load(): Promise<TypeChecker> {
  const { cachedTypeChecker } = await importOwnModule<typeof import("./type-checker.ts")>(
    resolve(packageRoot, "src/build/types/type-checker.ts"),
  );
  return cachedTypeChecker();
}
