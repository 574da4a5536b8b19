// Bundles the commands: Node loads the few files of the bundle in a tenth of the time that Vite's module runner takes for
// hundreds of modules. Plain JavaScript, since it runs before anything understands TypeScript.
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";

const MAIN = "main.mjs";
/** In a published package. */
const PREBUILT = "commands";
const CACHE = "node_modules/.cache/lectern-commands";
/** Those of other versions that are kept, since a command that runs may load more of its own. */
const KEPT = 3;

/**
 * The file of the bundle: that of a package, or one that is made for this version of the source.
 * @param root the folder of Lectern.
 * @returns null if there is none, and none can be made.
 */
export async function bundledCommands(root) {
  const isRepository = existsSync(join(root, "src/cli/run.mjs"));
  const prebuilt = join(root, PREBUILT, MAIN);
  if (!isRepository && existsSync(prebuilt)) return prebuilt;
  try {
    return await cachedBundle(root);
  } catch {
    // The folder cannot be written, or a file is being edited: the module runner says what is wrong.
    return null;
  }
}

/** Bundles the commands into the folder of a package that is about to be published. */
export async function prebuildCommands(root) {
  const folder = join(root, PREBUILT);
  await rm(folder, { recursive: true, force: true });
  await bundle(root, folder, OF_REPOSITORY);
}

/** The commands that a package does not have. */
const OF_REPOSITORY = /[\\/]src[\\/]cli[\\/](?:bench|check|engines|package|start|test)\.ts$/;

async function cachedBundle(root) {
  const cache = join(root, CACHE);
  const folder = join(cache, await versionOf(root));
  if (!existsSync(join(folder, MAIN))) {
    const part = `${folder}-${randomUUID()}`;
    try {
      await bundle(root, part, null);
      await rename(part, folder);
    } catch (error) {
      await rm(part, { recursive: true, force: true });
      // Another process may have made it meanwhile.
      if (!existsSync(join(folder, MAIN))) throw error;
    }
    await removeOld(cache, folder);
  }
  return join(folder, MAIN);
}

/** A digest of the source, and of the versions of all packages. */
async function versionOf(root) {
  const source = join(root, "src");
  const names = (await readdir(source, { recursive: true })).filter((name) => /\.(?:tsx?|mjs)$/.test(name));
  const files = [...names.toSorted().map((name) => join(source, name)), join(root, "package.json")];
  const hash = createHash("sha256");
  for (const file of files) {
    const content = await readFile(file);
    hash.update(`${relative(root, file)} ${content.length}\n`).update(content);
  }
  return hash.digest("hex").slice(0, 16);
}

async function removeOld(cache, current) {
  const folders = await readdir(cache);
  const others = folders.map((name) => join(cache, name)).filter((folder) => folder !== current);
  const aged = await Promise.all(others.map(async (folder) => ({ folder, age: await ageOf(folder) })));
  aged.sort((a, b) => a.age - b.age);
  for (const { folder } of aged.slice(KEPT)) await rm(folder, { recursive: true, force: true });
}

async function ageOf(folder) {
  return Date.now() - (await stat(folder)).mtimeMs;
}

/** @param leftOut the files that the bundle has nothing of. */
async function bundle(root, folder, leftOut) {
  const { build } = await import("vite");
  const { NODE_ENV } = process.env;
  try {
    await mkdir(folder, { recursive: true });
    await build({
      root,
      configFile: false,
      envDir: false,
      logLevel: "silent",
      publicDir: false,
      css: { postcss: {} },
      oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
      plugins: [withoutStyles, typescript, without(leftOut), withOwnAddresses(root, folder)],
      build: {
        ssr: join(root, "src/cli/bundle-entry.mjs"),
        outDir: folder,
        emptyOutDir: false,
        target: "node20",
        minify: false,
        rolldownOptions: {
          checks: { pluginTimings: false },
          output: { format: "es", entryFileNames: MAIN, chunkFileNames: "[name]-[hash].mjs" },
        },
      },
    });
  } finally {
    // Vite has set it for a build.
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
  }
}

const NOTHING = "\0lectern:nothing";

const withoutStyles = {
  name: "lectern:without-styles",
  enforce: "pre",
  resolveId: (id) => (/\.css($|\?)/.test(id) ? NOTHING : null),
  load: (id) => (id === NOTHING ? "" : null),
};

/** @param pattern of the files that are left out, or null. */
function without(pattern) {
  return {
    name: "lectern:without",
    enforce: "pre",
    load: (id) => (pattern?.test(id) ? "" : null),
  };
}

/** Loaded as what it is: for an import of a module of CommonJS, Node reads its 9 MB three times. */
const typescript = {
  name: "lectern:typescript",
  enforce: "pre",
  resolveId: (id) => (id === "typescript" ? "\0typescript" : null),
  load: (id) =>
    id === "\0typescript"
      ? 'import { createRequire } from "node:module"; export default createRequire(import.meta.url)("typescript");'
      : null,
};

/** Modules find their own files relative to themselves, and the bundle is elsewhere. */
function withOwnAddresses(root, folder) {
  return {
    name: "lectern:own-addresses",
    transform(code, id) {
      // This file only names it.
      if (!/[\\/]src[\\/].*\.tsx?$/.test(id) || !code.includes("import.meta.url")) return null;
      const path = relative(folder, id).split(sep).join("/");
      return {
        code: code.replaceAll("import.meta.url", `new URL(${JSON.stringify(path)}, import.meta.url).href`),
        map: null,
      };
    },
  };
}
