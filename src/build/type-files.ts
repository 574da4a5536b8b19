import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import ts from "typescript";
import { GLOBALS_FILE, joinPath, LIBRARIES, LIBRARY_FOLDER, type TypeFiles } from "../language/type-files.ts";
import { libraryTypes } from "./library-types.ts";
import { workerTypes } from "./worker-types.ts";

const require = createRequire(import.meta.url);
const TENSORFLOW = "@tensorflow/tfjs";

/** What TensorFlow.js names of the page, and workers do not have. */
const GLOBALS = `
interface HTMLElement { readonly tagName: string }
interface HTMLImageElement extends HTMLElement { readonly naturalWidth: number }
interface HTMLVideoElement extends HTMLElement { readonly videoWidth: number }
interface HTMLCanvasElement extends HTMLElement { getContext(type: string): unknown }
interface GPUBuffer { readonly size: number }
interface GPUDevice { readonly label: string }
`;

/** Collects the declarations that cells are checked against: of the language, a worker, TensorFlow.js and `lectern`. */
export function collectTypeFiles(): TypeFiles {
  const tensorflow = tensorflowTypes();
  const library = libraryTypes();
  return {
    files: { ...standardLibrary(), ...tensorflow.files, ...library.files, [GLOBALS_FILE]: GLOBALS },
    modules: { [TENSORFLOW]: tensorflow.entry, lectern: library.entry, ...tensorflow.packages },
    libraryNames: library.names,
  };
}

function standardLibrary(): Record<string, string> {
  const folder = dirname(require.resolve("typescript"));
  const files: Record<string, string> = {};
  const visit = (name: string): void => {
    const path = `${LIBRARY_FOLDER}/${name}`;
    if (path in files) return;
    const text = readFileSync(resolve(folder, name), "utf8");
    files[path] = name === "lib.webworker.d.ts" ? workerTypes(text) : text;
    for (const { fileName } of ts.preProcessFile(text).libReferenceDirectives)
      visit(`lib.${fileName.toLowerCase()}.d.ts`);
  };
  for (const name of LIBRARIES) visit(name);
  return files;
}

/** A name of which only that is known. */
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

interface PackageTypes {
  readonly files: Readonly<Record<string, string>>;
  readonly entry: string;
  /** The entry of each package that is imported. */
  readonly packages: Readonly<Record<string, string>>;
}

function tensorflowTypes(): PackageTypes {
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
      const base = joinPath(dirname(from), name);
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
  const entry = packages[TENSORFLOW] ?? "";
  if (!(entry in files)) throw new Error(`${TENSORFLOW} has no declarations: install the packages again.`);
  return { files, entry, packages };
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
 * runs; here it can be used as either.
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
    );
}
