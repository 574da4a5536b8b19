import { createTypeChecker, type TypeChecker } from "../../src/build/types/type-checker.ts";

let checker: TypeChecker | null = null;

/** One checker for all tests of a worker, since reading the declarations takes seconds. */
export function sharedTypeChecker(): TypeChecker {
  checker ??= createTypeChecker();
  return checker;
}
