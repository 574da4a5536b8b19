import { resolve } from "node:path";
import { importModule } from "../bundling/import-module.ts";
import { packageRoot } from "../package-root.ts";
import type { TypeChecker } from "./type-checker.ts";

let checker: TypeChecker | null = null;

/**
 * Loads TypeScript and the declarations for checking lessons, once. It takes seconds, so only those commands do it that
 * are asked for problems.
 */
export async function loadTypeChecker(): Promise<TypeChecker> {
  const { createTypeChecker } = await importModule<{ createTypeChecker(): TypeChecker }>(
    resolve(packageRoot, "src/build/types/type-checker.ts"),
  );
  checker ??= createTypeChecker();
  return checker;
}
