import type { PackManifest } from "../../protocol/pack-manifest.ts";
import type { Loader } from "./loader.ts";

/**
 * The first script of an exported page: it loads the other scripts, which work without a server. It is bundled to text,
 * and is part of the page. Pages opened as files can neither fetch anything nor load modules, so each module is a
 * function in a classic script, and each other file is text, in parts of base64. Both are separate scripts in a folder.
 * In a single file they are elements that browsers do not run: modules are compressed there, and run as inline scripts,
 * whose hashes the page's policy names.
 */

type Factory = (
  require: (name: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
) => unknown;

interface Module {
  readonly factory: Factory;
  readonly module: { exports: unknown };
  isStarted: boolean;
}

const manifest: PackManifest = JSON.parse(find("manifest") ?? "");
const modules = new Map<string, Module>();
/** The modules whose scripts have run, or are about to. */
const loading = new Map<string, Promise<void>>();
const parts = new Map<string, string>();

const parsed = new Promise<void>((resolve) => {
  if (document.readyState !== "loading") resolve();
  else addEventListener("DOMContentLoaded", () => resolve(), { once: true });
});

function damaged(name: string): Error {
  const what = manifest.folder === null ? "This file is incomplete or damaged" : "The folder is incomplete";
  return new Error(`${what} (${name} is missing). Get a new copy of it.`);
}

/** Runs the scripts of a module and of all that it imports; what failed can be repeated. */
async function load(name: string): Promise<void> {
  await Promise.all([name, ...(manifest.modules[name] ?? [])].map(loadOnce));
}

function loadOnce(name: string): Promise<void> {
  const started = loading.get(name) ?? runModule(name);
  loading.set(name, started);
  return started.catch((error: unknown) => {
    loading.delete(name);
    throw error;
  });
}

async function runModule(name: string): Promise<void> {
  await (manifest.folder === null ? runInline(name) : runScript(`${manifest.folder}${name}`));
  if (!modules.has(name)) throw damaged(name);
}

function runScript(address: string): Promise<void> {
  const script = document.createElement("script");
  script.src = address;
  return new Promise<void>((resolve, reject) => {
    script.onload = () => resolve();
    script.onerror = () => reject(damaged(address));
    document.head.append(script);
  }).finally(() => script.remove());
}

async function runInline(name: string): Promise<void> {
  const compressed = new Blob([decodePart(name, await textOf(name))]);
  const script = document.createElement("script");
  try {
    script.text = await new Response(compressed.stream().pipeThrough(new DecompressionStream("gzip"))).text();
  } catch {
    throw damaged(name);
  }
  document.head.append(script);
  script.remove();
}

/** The text of an element of a single file; null if it has not been parsed, or is not there. */
function find(name: string): string | null {
  return document.querySelector(`script[data-pack="${name}"]`)?.textContent ?? null;
}

/** Waits until the element is parsed to its end. */
async function textOf(name: string): Promise<string> {
  const isComplete = document.querySelector(`script[data-pack="${name}"] + *`) !== null;
  if (!isComplete) await parsed;
  const text = find(name);
  if (text === null) throw damaged(name);
  return text;
}

/** `Uint8Array.fromBase64`, which older browsers lack. */
const { fromBase64 } = Uint8Array as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> };

/** @throws if the text is not base64. */
function decode(base64: string): ArrayBuffer {
  const bytes = fromBase64?.call(Uint8Array, base64) ?? Uint8Array.from(atob(base64), codeOf);
  return bytes.buffer;
}

function codeOf(character: string): number {
  return character.charCodeAt(0);
}

async function partOf(name: string): Promise<ArrayBuffer> {
  if (manifest.folder === null) return decodePart(name, await textOf(name));
  await runScript(`${manifest.folder}${name}.js`);
  const text = parts.get(name);
  parts.delete(name);
  if (text === undefined) throw damaged(name);
  return decodePart(name, text);
}

function decodePart(name: string, text: string): ArrayBuffer {
  try {
    return decode(text);
  } catch {
    throw damaged(name);
  }
}

function requireModule(name: string): unknown {
  const found = modules.get(name.replace(/^\.\//, ""));
  if (found === undefined) throw damaged(name);
  if (!found.isStarted) {
    found.isStarted = true;
    found.factory(requireModule, found.module, found.module.exports);
  }
  return found.module.exports;
}

const loader: Loader = {
  manifest,
  define(name, factory) {
    modules.set(name, { factory, module: { exports: {} }, isStarted: false });
  },
  part(name, base64) {
    parts.set(name, base64);
  },
  async import(name) {
    const plain = name.replace(/^\.\//, "");
    await load(plain);
    return requireModule(plain);
  },
  async *read(name) {
    for (let index = 0; index < (manifest.files[name] ?? 0); index += 1)
      yield await partOf(`${name}.${index}`);
  },
};

Object.defineProperty(globalThis, "lecternPack", { value: loader });
loader.import(manifest.entry).catch((error: unknown) => {
  console.error(error);
  document.querySelector("[data-file-notice]")?.removeAttribute("hidden");
});
