import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";
import { packageRoot } from "../files/package-root.ts";

const SOURCES = "src/runtime/kernels/assembly";
/** Those of a published package, which does not need the compiler. */
const PREBUILT = "kernels";
const CACHE = "node_modules/.cache/lectern-kernels";

/** With relaxed SIMD, multiply–add is one instruction. Not every browser supports it. */
export type KernelVariant = "simd" | "relaxed";

const OPTIONS: Readonly<Record<KernelVariant, readonly string[]>> = {
  simd: ["--enable", "simd"],
  relaxed: ["--enable", "simd", "--enable", "relaxed-simd"],
};

/**
 * Compiles the training kernels of `src/runtime/kernels/assembly` to a WebAssembly module that imports its memory. The
 * result is cached by a digest of the sources.
 *
 * @throws Error with the compiler's message when the sources do not compile
 */
export async function compileKernels(variant: KernelVariant): Promise<Uint8Array<ArrayBuffer>> {
  const sources = await readSources();
  const name = `${variant}-${digest(sources, variant)}.wasm`;
  for (const folder of [PREBUILT, CACHE]) {
    const found = await readFile(join(packageRoot, folder, name)).catch(() => null);
    if (found !== null) return new Uint8Array(found);
  }
  const binary = await compileAssembly(sources, variant);
  await store(CACHE, name, binary);
  return binary;
}

/** Compiles the kernels into the folder of a package that is about to be published, and nothing else. */
export async function prebuildKernels(): Promise<void> {
  await rm(join(packageRoot, PREBUILT), { recursive: true, force: true });
  const sources = await readSources();
  for (const variant of ["simd", "relaxed"] as const)
    await store(PREBUILT, `${variant}-${digest(sources, variant)}.wasm`, await compileKernels(variant));
}

/** Written elsewhere and renamed, because other processes may read the file at the same time. */
async function store(folder: string, name: string, binary: Uint8Array): Promise<void> {
  const file = join(packageRoot, folder, name);
  await mkdir(join(packageRoot, folder), { recursive: true });
  const part = `${file}.${process.pid}.${Math.random()}`;
  await writeFile(part, binary);
  await rename(part, file);
}

type Sources = ReadonlyMap<string, string>;

async function readSources(): Promise<Sources> {
  const folder = join(packageRoot, SOURCES);
  const files = await readdir(folder, { recursive: true });
  const names = files.filter((name) => name.endsWith(".ts")).toSorted();
  return new Map(
    await Promise.all(
      names.map(
        async (name) => [name.replaceAll("\\", "/"), await readFile(join(folder, name), "utf8")] as const,
      ),
    ),
  );
}

function digest(sources: Sources, variant: KernelVariant): string {
  const hash = createHash("sha256").update(JSON.stringify([...sources, OPTIONS[variant], FLAGS]));
  return hash.digest("hex").slice(0, 16);
}

/** No runtime and no data: the module must not write to the shared memory on its own. */
const FLAGS = [
  "-O3",
  "--converge",
  "--noAssert",
  "--runtime",
  "stub",
  "--importMemory",
  "--disableWarning",
  "112",
];

/**
 * Compiles AssemblyScript, from its `index.ts` on.
 *
 * @throws Error with the compiler's message when the sources do not compile
 */
export async function compileAssembly(
  sources: Sources,
  variant: KernelVariant,
): Promise<Uint8Array<ArrayBuffer>> {
  let binary: Uint8Array<ArrayBuffer> | undefined;
  const messages: string[] = [];
  // Loaded only here: the compiler takes longer to load than everything else that uses the cached kernels.
  const { main } = await import("assemblyscript/asc");
  const { error } = await main(["index.ts", "--outFile", "kernels.wasm", ...FLAGS, ...OPTIONS[variant]], {
    stderr: { write: (text) => void messages.push(String(text)) },
    readFile: (name) => sources.get(name) ?? null,
    writeFile: (_name, contents) => {
      if (typeof contents !== "string") binary = new Uint8Array(contents);
    },
    listFiles: () => [],
  });
  if (error !== null || binary === undefined) {
    throw new Error(`The kernels do not compile:\n${messages.join("") || error?.message}`);
  }
  return binary;
}

const MODULE = "virtual:lectern/kernels";

/** Provides the compiled kernels to the runtime as a module: both variants in base64, 17 kB each when compressed. */
export function kernelsPlugin(): Plugin {
  return {
    name: "lectern:kernels",
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    async load(id) {
      if (id !== `\0${MODULE}`) return null;
      const [simd, relaxed] = await Promise.all([compileKernels("simd"), compileKernels("relaxed")]);
      const binaries = { simd: toBase64(simd), relaxed: toBase64(relaxed) };
      return `export const kernelBinaries = ${JSON.stringify(binaries)};`;
    },
  };
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
