import { resolve } from "node:path";
import type { CheckTypes } from "../lesson/known-things.ts";
import { importModule } from "./import-module.ts";
import { packageRoot } from "./package-root.ts";

let checker: CheckTypes | null = null;

/**
 * Loads TypeScript and the declarations for checking lessons, once. It takes seconds, so only those commands do it that
 * are asked for problems.
 */
export async function loadTypeChecker(): Promise<CheckTypes> {
  const { createTypeChecker } = await importModule<{ createTypeChecker(): CheckTypes }>(
    resolve(packageRoot, "src/build/type-checker.ts"),
  );
  checker ??= createTypeChecker();
  return checker;
}
