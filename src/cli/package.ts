import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import ts from "typescript";
import { prebuildKernels } from "../build/bundling/compile-kernels.ts";
import { packageRoot } from "../build/files/package-root.ts";
import { libraryTypes } from "../build/types/library-types.ts";
import { prebuildCommands } from "./bundle-commands.mjs";

/** The folder of the declarations of `lectern`, for editors; `package.json` names the file in it. */
const TYPES = join(packageRoot, "types");

/** `npm run package`: makes what only a published package has. npm runs it before it packs. */
async function preparePackage(_args: readonly string[]): Promise<number> {
  await prebuildKernels();
  await prebuildCommands(packageRoot);
  await rm(TYPES, { recursive: true, force: true });
  const files = { ...declarationsOfCode(), ...libraryTypes().files };
  for (const [path, text] of Object.entries(files)) {
    const file = join(TYPES, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, withExtensions(text));
  }
  return 0;
}

/** The declarations of `lectern/figures` and `lectern/datasets`, by their paths, with all that they import. */
function declarationsOfCode(): Readonly<Record<string, string>> {
  const source = join(packageRoot, "src");
  const entries = ["figures", "datasets"].map((folder) => join(source, folder, "course/index.ts"));
  const { config } = ts.readConfigFile(join(packageRoot, "tsconfig.base.json"), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, packageRoot);
  const lib = ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"];
  const program = ts.createProgram(entries, {
    ...options,
    composite: false,
    declaration: true,
    lib,
    types: ["vite/client"],
    rootDir: source,
    outDir: "/",
  });
  const files: Record<string, string> = {};
  program.emit(undefined, (path, text) => {
    if (!path.endsWith(".css.d.ts")) files[path] = text;
  });
  return files;
}

/** Relative imports as every way of resolving modules finds them. */
function withExtensions(text: string): string {
  return text
    .replace(/^import "\.[^"]*\.(?:css|ts)";\n/gm, "")
    .replace(/(\bfrom |\bimport\()"(\.[^"]*?)(?:\.tsx?)?"/g, '$1"$2.js"');
}

export { preparePackage as package };
