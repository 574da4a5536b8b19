import { createRequire } from "node:module";
import type { ModuleExports } from "../../lesson/known-things.ts";
import { cachedText } from "../bundling/cached-text.ts";
import { sourceVersion } from "../bundling/source-version.ts";

const PACKAGE = "@tensorflow/tfjs";

/** What TensorFlow.js exports. Loading all of it takes a second, so its names are cached in a file for each version. */
export async function loadTensorflowNames(): Promise<ModuleExports> {
  const require = createRequire(import.meta.url);
  const { version } = require(`${PACKAGE}/package.json`) as { readonly version: string };
  const text = await cachedText({
    family: "tensorflow-names-",
    extension: ".json",
    // This file counts too: it decides what is collected.
    version: async () => `${version}-${await sourceVersion(["build/lessons"])}`,
    // The package's entry for Node has all names.
    make: () => writeExports(exportsOf(require(PACKAGE))),
  });
  return readExports(text);
}

export function writeExports(exports: ModuleExports): string {
  return JSON.stringify([...exports].map(([name, members]) => [name, members && [...members]]));
}

/** @throws {Error} if it is not what `writeExports` wrote. */
export function readExports(text: string): ModuleExports {
  const entries: readonly (readonly [string, readonly string[] | null])[] = JSON.parse(text);
  return new Map(entries.map(([name, members]) => [name, members && new Set(members)]));
}

function exportsOf(module: object): ModuleExports {
  const exported = Object.entries(module).filter(([name]) => name !== "default");
  return new Map(exported.map(([name, value]) => [name, membersOf(value)]));
}

/** The names of what an object or a class has, inherited ones included; null for instances, which may get more later. */
function membersOf(value: unknown): ReadonlySet<string> | null {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return null;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (typeof value === "object" && prototype !== null && prototype !== Object.prototype) return null;
  return new Set(inheritanceOf(value).flatMap((each) => Object.getOwnPropertyNames(each)));
}

/** The object and its prototypes. */
function inheritanceOf(object: object): object[] {
  const prototype: object | null = Object.getPrototypeOf(object);
  return [object, ...(prototype === null ? [] : inheritanceOf(prototype))];
}
