// Bundles the commands: Node loads the few files of the bundle in a tenth of the time that Vite's module runner takes for
// hundreds of modules. Plain JavaScript, since it runs before anything understands TypeScript.
import { spawnSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, realpath, rename, rm, stat, utimes } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const MAIN = "main.mjs";
/** In a published package. */
const PREBUILT = "commands";
const CACHE = "node_modules/.cache/lectern-commands";
/** Those of other versions that are kept in any case. */
const KEPT = 3;
/** Milliseconds since a bundle was last started in which it is kept: a command that runs may load more of its own. */
const IN_USE = 24 * 60 * 60 * 1000;

/**
 * The file of the bundle: that of a package, or one that is made for this version of the source.
 * @param root the folder of Lectern.
 * @param make replaced in tests.
 * @returns null if there is none, and none can be made.
 */
export async function bundledCommands(root, make = bundleApart) {
  const isRepository = existsSync(join(root, "src/cli/run.mjs"));
  const prebuilt = join(root, PREBUILT, MAIN);
  if (!isRepository && existsSync(prebuilt)) return prebuilt;
  try {
    return await cachedBundle(root, make);
  } catch {
    // The folder cannot be written, or a file is being edited: the module runner says what is wrong.
    return null;
  }
}

/** Bundles the commands into the folder of a package that is about to be published. */
export async function prebuildCommands(root) {
  const folder = join(root, PREBUILT);
  await rm(folder, { recursive: true, force: true });
  await bundle(root, folder, {
    leftOut: OF_REPOSITORY,
    addressOf: (id) => addressFrom(folder, id),
    sourcemap: false,
  });
}

/** The commands that a package does not have. */
const OF_REPOSITORY = /[\\/]src[\\/]cli[\\/](?:bench|check|engines|package|start|test)\.ts$/;

async function cachedBundle(root, make) {
  const cache = join(root, CACHE);
  await requirePackages(root);
  const version = await versionOf(root);
  const folder = join(cache, version);
  if (existsSync(join(folder, MAIN))) {
    const now = new Date();
    // Without permission to change it, it may be removed sooner.
    await utimes(folder, now, now).catch(() => {});
    return join(folder, MAIN);
  }
  const part = `${folder}-${randomUUID()}`;
  try {
    await make(root, part);
    // The files were read again for the bundle.
    if ((await versionOf(root)) !== version) throw new Error("The source was changed meanwhile.");
    await rename(part, folder);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    // Another process may have made it meanwhile.
    if (!existsSync(join(folder, MAIN))) throw error;
  }
  // Another process may remove the same ones.
  await removeOld(cache, folder).catch(() => {});
  return join(folder, MAIN);
}

/** Node looks for packages from where the bundle really is, if `node_modules` is a link. */
async function requirePackages(root) {
  const packages = join(root, "node_modules");
  const real = existsSync(packages) ? await realpath(packages) : packages;
  if (basename(real) !== "node_modules") throw new Error(`Node finds no packages in ${real}.`);
}

/** A digest of the source, of where it is, and of the packages: those that are wanted, and those that are installed. */
async function versionOf(root) {
  const source = join(root, "src");
  const names = (await readdir(source, { recursive: true })).filter((name) => /\.(?:tsx?|mjs)$/.test(name));
  const files = [...names.toSorted().map((name) => join(source, name)), join(root, "package.json")];
  const hash = createHash("sha256").update(`${root}\n`);
  for (const file of [...files, ...installedPackages(root)]) {
    const content = await readFile(file);
    hash.update(`${relative(root, file)} ${content.length}\n`).update(content);
  }
  return hash.digest("hex").slice(0, 16);
}

/** The file in which npm has written what it installed: the package's own, or the course's. Others write none. */
function installedPackages(root) {
  const folders = [join(root, "node_modules"), dirname(root)];
  return folders
    .map((folder) => join(folder, ".package-lock.json"))
    .filter((file) => existsSync(file))
    .slice(0, 1);
}

async function removeOld(cache, current) {
  const folders = await readdir(cache);
  const others = folders.map((name) => join(cache, name)).filter((folder) => folder !== current);
  const aged = await Promise.all(others.map(async (folder) => ({ folder, age: await ageOf(folder) })));
  aged.sort((a, b) => a.age - b.age);
  for (const { folder, age } of aged.slice(KEPT))
    if (age > IN_USE) await rm(folder, { recursive: true, force: true });
}

async function ageOf(folder) {
  return Date.now() - (await stat(folder)).mtimeMs;
}

/** @throws {Error} if the bundle cannot be made. */
function bundleApart(root, folder) {
  const script = fileURLToPath(new URL("bundle-here.mjs", import.meta.url));
  const { status } = spawnSync(process.execPath, [script, root, folder], { stdio: "ignore" });
  if (status !== 0) throw new Error("The commands could not be bundled.");
}

/** A bundle for this checkout; it may not work elsewhere. */
export function bundleHere(root, folder) {
  return bundle(root, folder, {
    leftOut: null,
    addressOf: (id) => JSON.stringify(pathToFileURL(id).href),
    sourcemap: true,
  });
}

/**
 * @param leftOut the files that the bundle has nothing of.
 * @param addressOf an expression for what `import.meta.url` is in a file.
 */
async function bundle(root, folder, { leftOut, addressOf, sourcemap }) {
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
      plugins: [withoutStyles, typescript, without(leftOut), withOwnAddresses(addressOf)],
      build: {
        ssr: join(root, "src/cli/bundle-entry.mjs"),
        outDir: folder,
        emptyOutDir: false,
        target: "node20",
        minify: false,
        sourcemap,
        rolldownOptions: {
          checks: { pluginTimings: false },
          output: {
            format: "es",
            sourcemapExcludeSources: true,
            entryFileNames: MAIN,
            chunkFileNames: "[name]-[hash].mjs",
          },
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
function withOwnAddresses(addressOf) {
  return {
    name: "lectern:own-addresses",
    transform(code, id) {
      // This file only names it.
      if (!/[\\/]src[\\/].*\.tsx?$/.test(id) || !code.includes("import.meta.url")) return null;
      return { code: code.replaceAll("import.meta.url", () => addressOf(id)), map: null };
    },
  };
}

/** The address of a file from that of the bundle. */
function addressFrom(folder, id) {
  const path = relative(folder, id).split(sep).join("/");
  return `new URL(${JSON.stringify(path)}, import.meta.url).href`;
}
