import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { minify, type Plugin } from "vite";
import { bundleText } from "../bundling/bundle-text.ts";
import { type CachedText, cachedText, isCached } from "../bundling/cached-text.ts";
import { sourceVersion } from "../bundling/source-version.ts";
import { packageRoot } from "../files/package-root.ts";
import { cachedTypeFiles, TYPE_SOURCES } from "./cached-type-files.ts";
import { slimTypeScript, usedExports } from "./slim-typescript.ts";

/** The script of the language service's worker: TypeScript, the declarations, and the service. */
export type LanguageText = () => Promise<string>;

/**
 * Makes the script on first use, and again after it could not be made.
 * @param make replaced in tests, since it takes seconds.
 */
export function languageText(make: () => Promise<string> = makeText): LanguageText {
  let text: Promise<string> | null = null;
  return () => {
    text ??= make().catch((error: unknown) => {
      text = null;
      throw error;
    });
    return text;
  };
}

/** Whether its parts are kept. */
export async function hasLanguageText(): Promise<boolean> {
  return (await isCached(typescriptText)) && isCached(serviceText);
}

async function makeText(): Promise<string> {
  // One after the other: each takes hundreds of MB.
  const typescript = await cachedText(typescriptText);
  const service = await cachedText(serviceText);
  return `${typescript}\n${service}\n`;
}

/** The service without TypeScript. It contains nothing of a course. */
const serviceText: CachedText = {
  family: "service-",
  extension: ".js",
  version: () => sourceVersion([...TYPE_SOURCES, "build"]),
  make: () => bundleText("src/language/worker/worker.ts", [globalTypeScript(), typesPlugin()]),
};

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
    load: async (id) => {
      if (id !== `\0${TYPES}`) return null;
      const { comments, ...types } = await cachedTypeFiles();
      const text = (value: unknown): string => JSON.stringify(JSON.stringify(value));
      return `export const types = ${text(types)};\nexport const comments = ${text(comments())};`;
    },
  };
}

const require = createRequire(import.meta.url);

/** Minifying its 9 MB takes seconds, so the result is kept for each version and what is used of it. */
const typescriptText: CachedText = {
  family: "typescript-",
  extension: ".min.js",
  version: async () => {
    const { version } = require("typescript/package.json") as { readonly version: string };
    const slimming = await readFile(resolve(packageRoot, "src/build/types/slim-typescript.ts"), "utf8");
    const digest = createHash("sha256")
      .update(slimming)
      .update(String(await usedOfTypeScript()));
    return `${version}-${digest.digest("hex").slice(0, 16)}`;
  },
  make: async () => {
    const whole = await readFile(require.resolve("typescript"), "utf8");
    const source = slimTypeScript(whole, new Set(await usedOfTypeScript()));
    const { code, errors } = await minify("typescript.js", source, { compress: true, mangle: true });
    if (errors[0] !== undefined) throw new Error(`TypeScript could not be minified: ${errors[0].message}`);
    return code;
  },
};

/** The exports that the service names, in alphabetical order. */
export async function usedOfTypeScript(): Promise<readonly string[]> {
  const names = new Set<string>();
  const folder = resolve(packageRoot, "src/language");
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith(".ts")) continue;
    for (const used of usedExports(await readFile(resolve(folder, name), "utf8"))) names.add(used);
  }
  return [...names].toSorted();
}
