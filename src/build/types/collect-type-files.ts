import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, posix, resolve } from "node:path";
import ts from "typescript";
import {
  type DocComments,
  GLOBALS_FILE,
  LECTERN_FILE,
  LIBRARY,
  LIBRARY_FOLDER,
  TENSORFLOW_FILE,
  type TypeFiles,
} from "../../language/type-files.ts";
import { separateComments } from "./doc-comments.ts";
import { type LibraryTypes, libraryTypes } from "./library-types.ts";
import { type MergeOptions, mergeDeclarations } from "./merge-declarations.ts";
import { workerTypes } from "./worker-types.ts";

const require = createRequire(import.meta.url);
const TENSORFLOW = "@tensorflow/tfjs";

/** Types of the page that TensorFlow.js names and workers do not have. */
const GLOBALS = `
interface HTMLElement { readonly tagName: string }
interface HTMLImageElement extends HTMLElement { readonly naturalWidth: number }
interface HTMLVideoElement extends HTMLElement { readonly videoWidth: number }
interface HTMLCanvasElement extends HTMLElement { getContext(type: string): unknown }
interface GPUBuffer { readonly size: number }
interface GPUDevice { readonly label: string }
`;

/**
 * Collects the declarations that cells are checked against: of the language, a worker, TensorFlow.js and `lectern`.
 * @param comments `inline`: they stay where they are, which a test compares with.
 */
export function collectTypeFiles(comments: "apart" | "inline" = "apart"): TypeFiles {
  const { names, ...library } = libraryTypes();
  const files = {
    ...standardLibrary(),
    [TENSORFLOW_FILE]: tensorflowTypes(),
    [LECTERN_FILE]: mergeDeclarations(library.files, libraryModules(library)),
    [GLOBALS_FILE]: GLOBALS,
  };
  if (comments === "inline") return { files, comments: () => ({}), libraryNames: names };
  const separated = Object.entries(files).map(([path, text]) => ({ path, ...separateComments(text) }));
  const found: DocComments = Object.fromEntries(separated.map(({ path, comments }) => [path, comments]));
  return {
    files: Object.fromEntries(separated.map(({ path, code }) => [path, code])),
    comments: () => found,
    libraryNames: names,
  };
}

/** Where the standard library begins. */
const LIBRARIES = ["lib.esnext.d.ts", "lib.webworker.d.ts"];

/** The standard library as one file, in which each part follows those that it needs; parts that are modules stay files. */
function standardLibrary(): Record<string, string> {
  const folder = dirname(require.resolve("typescript"));
  const modules: Record<string, string> = {};
  const visited = new Set<string>();
  const visit = (name: string): string => {
    if (visited.has(name)) return "";
    visited.add(name);
    const text = readFileSync(resolve(folder, name), "utf8");
    const needed = ts.preProcessFile(text).libReferenceDirectives;
    const before = needed.map(({ fileName }) => visit(`lib.${fileName.toLowerCase()}.d.ts`)).join("");
    if (/^export \{\}/m.test(text)) {
      modules[`${LIBRARY_FOLDER}/${name}`] = text;
      return before;
    }
    return `${before}${name === "lib.webworker.d.ts" ? workerTypes(text) : withPlainElements(text)}\n`;
  };
  return { [`${LIBRARY_FOLDER}/${LIBRARY}`]: LIBRARIES.map(visit).join(""), ...modules };
}

/** `list.at(-1)` is never undefined, like `list[0]`: the reader knows that the list has such an entry. */
function withPlainElements(text: string): string {
  return text.replace(/\bat\(index: number\): (\w+) \| undefined;/g, "at(index: number): $1;");
}

function libraryModules({ files, entry }: Pick<LibraryTypes, "files" | "entry">): MergeOptions {
  return {
    moduleName: (path) => (path === entry ? "lectern" : `lectern${path.replace(/\.d\.ts$/, "")}`),
    resolve: (specifier, from) =>
      specifier.startsWith(".") ? fileOf(posix.join(posix.dirname(from), specifier), files) : null,
  };
}

/** The declarations that a path without or with the ending of a module means; null if they are not there. */
function fileOf(path: string, files: Readonly<Record<string, string>>): string | null {
  const base = path.replace(/\.(?:js|ts)$/, "");
  return [`${base}.d.ts`, `${base}/index.d.ts`].find((each) => Object.hasOwn(files, each)) ?? null;
}

/** A name that is declared without its type. */
function anything(name: string): string {
  return `export declare const ${name}: any;\nexport type ${name} = any;\n`;
}

/**
 * What the backends export, without its types: they are half of TensorFlow.js's files, and cells do not need them. A test
 * compares the names.
 */
const BACKENDS: Readonly<Record<string, readonly string[]>> = {
  "@tensorflow/tfjs-backend-cpu": ["MathBackendCPU", "shared", "version_cpu"],
  "@tensorflow/tfjs-backend-webgl": [
    ...["GPGPUContext", "MathBackendWebGL", "forceHalfFloat", "gpgpu_util", "setWebGLContext"],
    ...["version_webgl", "webgl", "webgl_util", "GPGPUProgram", "WebGLMemoryInfo", "WebGLTimingInfo"],
  ],
};

/** All modules of TensorFlow.js that are imported by `@tensorflow/tfjs`. */
function tensorflowTypes(): string {
  const files: Record<string, string> = {};
  const packages: Record<string, string> = {};
  const visit = (path: string): boolean => {
    if (path in files) return true;
    const text = readIfThere(installedPath(path));
    if (text === null) return false;
    files[path] = withPlainResults(withOpenRanks(withDocumentedFunctions(text)));
    for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) follow(fileName, path);
    return true;
  };
  const follow = (name: string, from: string): void => {
    if (name.startsWith(".")) {
      const base = posix.join(posix.dirname(from), name);
      if (!visit(`${base}.d.ts`)) visit(`${base}/index.d.ts`);
    } else if (Object.hasOwn(BACKENDS, name)) {
      const path = `/${name}.d.ts`;
      packages[name] = path;
      files[path] = (BACKENDS[name] ?? []).map(anything).join("");
    } else if (/^@tensorflow\/[\w-]+$/.test(name)) {
      packages[name] = `/node_modules/${name}/dist/index.d.ts`;
      visit(packages[name]);
    } else visit(`/node_modules/${name}.d.ts`);
  };
  follow(TENSORFLOW, "/");
  if (!((packages[TENSORFLOW] ?? "") in files))
    throw new Error(`${TENSORFLOW} has no declarations: install the packages again.`);
  const names = new Map(Object.entries(packages).map(([name, path]) => [path, name]));
  const pathOf = (specifier: string, from: string): string =>
    specifier.startsWith(".") ? posix.join(posix.dirname(from), specifier) : `/node_modules/${specifier}`;
  return mergeDeclarations(files, {
    moduleName: (path) => names.get(path) ?? path.replace("/node_modules/", "").replace(/\.d\.ts$/, ""),
    resolve: (specifier, from) => packages[specifier] ?? fileOf(pathOf(specifier, from), files),
  });
}

/** Where a file of a package is: npm may have installed each package in another folder. */
function installedPath(path: string): string {
  const [, name = "", rest = ""] = /^\/node_modules\/(@[^/]+\/[^/]+)\/(.*)$/.exec(path) ?? [];
  return resolve(dirname(require.resolve(`${name}/package.json`)), rest);
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

/**
 * Operations are declared as `declare function conv2d_(…)`, with the comment, and `export declare const conv2d: typeof
 * conv2d_`, without. As functions they show their comments wherever they are named.
 */
function withDocumentedFunctions(text: string): string {
  return text
    .replace(/^export declare const (\w+): typeof \1_;$/gm, "")
    .replace(/^declare function (\w+)_(?=[<(])/gm, (whole, name: string) =>
      text.includes(`export declare const ${name}: typeof ${name}_;`)
        ? `export declare function ${name}`
        : whole,
    );
}

/**
 * What operations return has `Rank` as its rank, any of them, and so does not fit where a certain rank is expected:
 * `tf.conv2d(x.expandDims(0), …)` runs, but would be an error. With an open rank it fits everywhere.
 */
function withOpenRanks(text: string): string {
  return text
    .replace(/\bTensor<Rank>/g, "Tensor<any>")
    .replace(/\bR extends Rank = Rank\b/g, "R extends Rank = any");
}

/**
 * `predict` and `evaluate` return one tensor or a list of them, depending on the model, and `apply` either of a tensor or
 * a symbolic one. As unions nothing could be done with the result before a cast, although `model.predict(x).argMax(1)`
 * runs; here it can be used as either. The values of a history are numbers once `fit` has ended.
 */
function withPlainResults(text: string): string {
  return text
    .replace(
      /^(\s+(?:predict|predictOnBatch|evaluate)\(.*\)): (Tensor|Scalar) \| \2\[\];$/gm,
      "$1: $2 & $2[];",
    )
    .replace(
      /^(\s+apply\(.*\)): Tensor \| Tensor\[\] \| SymbolicTensor \| SymbolicTensor\[\];$/gm,
      "$1: any;",
    )
    .replace("[key: string]: Array<number | Tensor>;", "[key: string]: number[];");
}
