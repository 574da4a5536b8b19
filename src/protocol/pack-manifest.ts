/** What an exported page consists of, apart from its text: written by the build, and read by the page's loader. */
export interface PackManifest {
  /** The address of the folder of its scripts, from the page and ending in `/`; null if they are in the page itself. */
  readonly folder: string | null;
  /** The module that starts the page. */
  readonly entry: string;
  /** What each module imports from the start, directly or through others. */
  readonly modules: Readonly<Record<string, readonly string[]>>;
  /** In how many parts each file is. */
  readonly files: Readonly<Record<string, number>>;
  /** The names of the files that the lesson's cells can read, by their paths. */
  readonly lessonFiles: Readonly<Record<string, string>>;
  /** The datasets that are in the page or folder, by name. */
  readonly datasets: Readonly<Record<string, PackedDataset>>;
}

/** A dataset as it was exported. */
export interface PackedDataset {
  /** The images of each class in each split at most; null if all are there. */
  readonly perClass: number | null;
  /** The length and digest of each file, in the order of the dataset's files; the original ones if all images are there. */
  readonly contents: readonly { readonly gzip: FileContents; readonly decompressed: FileContents }[];
}

interface FileContents {
  readonly bytes: number;
  readonly sha256: string;
}

/** The names of what the runtime is started with. */
export const PACKED_RUNTIME = "runtime.js.gz";
export const PACKED_WASM = "tfjs-backend-wasm-simd.wasm.gz";
/** The name of the index of the search. */
export const PACKED_SEARCH = "search.json.gz";
/** The name of the language service's worker. */
export const PACKED_LANGUAGE = "language.js.gz";
