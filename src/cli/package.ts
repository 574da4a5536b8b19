import { prebuildKernels } from "../build/kernels.ts";

/** `npm run package`: makes what only a published package has. npm runs it before it packs. */
async function preparePackage(_args: readonly string[]): Promise<number> {
  await prebuildKernels();
  return 0;
}

export { preparePackage as package };
