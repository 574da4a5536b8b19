import { compileKernels } from "../../src/build/bundling/compile-kernels.ts";

/**
 * Compiles the kernels before the tests start, outside their workers: AssemblyScript's compiler replaces
 * `Array.prototype.sort`, which the runtime takes for the work of a cell.
 */
export async function setup(): Promise<void> {
  for (const variant of ["simd", "relaxed"] as const) await compileKernels(variant);
}
