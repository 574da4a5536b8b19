import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { minify, type Plugin } from "vite";
import { bundleText } from "./bundle-text.ts";
import { packageRoot } from "./package-root.ts";
import { collectTypeFiles } from "./type-files.ts";

/** The script of the language service's worker: TypeScript, the declarations, and the service. */
export type LanguageText = () => Promise<string>;

/** Makes the script on first use. */
export function languageText(): LanguageText {
  let text: Promise<string> | null = null;
  return () => {
    text ??= makeText();
    return text;
  };
}

async function makeText(): Promise<string> {
  const [typescript, service] = await Promise.all([
    minifiedTypeScript(),
    bundleText("src/language/worker/worker.ts", [globalTypeScript(), typesPlugin()]),
  ]);
  return `${typescript}\n${service}\n`;
}

/** TypeScript is a script of its own, before the service, as the global `ts`. */
function globalTypeScript(): Plugin {
  return {
    name: "lectern:global-typescript",
    enforce: "pre",
    resolveId: (id) => (id === "typescript" ? "\0typescript" : null),
    load: (id) => (id === "\0typescript" ? "export default globalThis.ts;" : null),
  };
}

function typesPlugin(): Plugin {
  const TYPES = "virtual:lectern/types";
  return {
    name: "lectern:types",
    resolveId: (id) => (id === TYPES ? `\0${TYPES}` : null),
    load: (id) => {
      if (id !== `\0${TYPES}`) return null;
      return `export default ${JSON.stringify(JSON.stringify(collectTypeFiles()))};`;
    },
  };
}

/** Minifying its 9 MB takes seconds, so the result is kept for each version. */
async function minifiedTypeScript(): Promise<string> {
  const require = createRequire(import.meta.url);
  const { version } = require("typescript/package.json") as { readonly version: string };
  const cachePath = resolve(packageRoot, `node_modules/.cache/lectern/typescript-${version}.min.js`);
  const found = await readFile(cachePath, "utf8").catch(() => null);
  if (found !== null) return found;
  const source = await readFile(require.resolve("typescript"), "utf8");
  const { code, errors } = await minify("typescript.js", source, { compress: true, mangle: true });
  if (errors[0] !== undefined) throw new Error(`TypeScript could not be minified: ${errors[0].message}`);
  await mkdir(dirname(cachePath), { recursive: true });
  // Written beside and renamed, since builds may run at the same time.
  await writeFile(`${cachePath}.${process.pid}`, code);
  await rename(`${cachePath}.${process.pid}`, cachePath);
  return code;
}
