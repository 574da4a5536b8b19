import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { prebuildKernels } from "../build/kernels.ts";
import { libraryTypes } from "../build/library-types.ts";
import { packageRoot } from "../build/package-root.ts";

/** The folder of the declarations of `lectern`, for editors; `package.json` names the file in it. */
const TYPES = join(packageRoot, "types");

/** `npm run package`: makes what only a published package has. npm runs it before it packs. */
async function preparePackage(_args: readonly string[]): Promise<number> {
  await prebuildKernels();
  await rm(TYPES, { recursive: true, force: true });
  for (const [path, text] of Object.entries(libraryTypes().files)) {
    const file = join(TYPES, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, withExtensions(text));
  }
  return 0;
}

/** Relative imports as every way of resolving modules finds them. */
function withExtensions(text: string): string {
  return text.replace(/(\bfrom |\bimport\()"(\.[^"]*?)(?:\.ts)?"/g, '$1"$2.js"');
}

export { preparePackage as package };
