import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import * as v from "valibot";
import type { ModuleState } from "../../lesson/known-things.ts";
import { plainPath } from "../../protocol/lesson-file.ts";
import { findAsset } from "./lesson-asset.ts";

const ENDINGS = ["", ".ts", ".js", ".mjs", "/index.ts"];

/** The file of a helper module beside a lesson; null if there is none. */
export function findHelper(folder: string, specifier: string): string | null {
  for (const ending of ENDINGS) {
    const asset = findAsset(folder, `${plainPath(specifier)}${ending}`);
    if (asset.type === "file" && /\.(?:ts|m?js)$/.test(asset.path)) return asset.path;
  }
  return null;
}

/** What a helper module's name leads to. */
export function helperState(folder: string, specifier: string): ModuleState {
  if (findHelper(folder, specifier) !== null) return "module";
  return specifier.startsWith("../") ? "outside" : "missing";
}

/** Dependencies as npm writes them. */
const Manifest = v.object({
  dependencies: v.optional(v.record(v.string(), v.string()), {}),
  devDependencies: v.optional(v.record(v.string(), v.string()), {}),
});

/** What the name of a package leads to, from the folder of the course, which is the working directory. */
export function packageState(specifier: string): ModuleState {
  const file = join(process.cwd(), "package.json");
  const [, name = ""] = /^((?:@[^/]+\/)?[^/]+)/.exec(specifier) ?? [];
  const { dependencies, devDependencies } = manifestOf(file);
  if (!Object.hasOwn({ ...dependencies, ...devDependencies }, name)) return "undeclared";
  try {
    createRequire(file).resolve(join(name, "package.json"));
    return "module";
  } catch {
    return isInstalled(dirname(file), name) ? "module" : "missing";
  }
}

/** Some packages do not export their `package.json`. */
function isInstalled(folder: string, name: string): boolean {
  return manifestOf(resolve(folder, "node_modules", name, "package.json")) !== NO_MANIFEST;
}

const NO_MANIFEST = { dependencies: {}, devDependencies: {} };

function manifestOf(file: string): v.InferOutput<typeof Manifest> {
  try {
    return v.parse(Manifest, JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return NO_MANIFEST;
  }
}
