import { type Dataset, type DatasetFile, downloadBytes } from "../../datasets/dataset.ts";
import type { PackedDataset } from "../../protocol/pack-manifest.ts";
import { words } from "../../words/words.ts";
import type { AskForFiles, FilesAnswer, MissingFiles } from "../datasets/ask-for-files.ts";
import type { DatasetServer, ServedDataset } from "../datasets/dataset-server.ts";
import { type OpenedCache, openFileCache } from "../datasets/file-cache.ts";
import type { LocalFiles } from "../datasets/obtain-dataset.ts";
import { findDataset, serveDataset } from "../datasets/serve-dataset.ts";
import type { Loader } from "./loader.ts";
import { readPack } from "./read-pack.ts";

/**
 * Under this address, which leads nowhere, the browser saves datasets: it takes only addresses of the web. All exported
 * pages of an origin share them, as each file is verified.
 */
const CACHE_BASE = new URL("https://lectern.invalid/");

/** Serves datasets out of the exported page. One that it lacks is chosen by the reader or downloaded, and then saved. */
export function packedDatasets(pack: Loader, ask: AskForFiles): DatasetServer {
  return (name, options) =>
    servePackedDataset(findDataset(name), { pack, ask, openCache: openFileCache }, options);
}

/** What serves the datasets of an exported page. */
export interface PackedSources {
  readonly pack: Pick<Loader, "manifest" | "read">;
  readonly ask: AskForFiles;
  readonly openCache: () => Promise<OpenedCache>;
}

export async function servePackedDataset(
  dataset: Dataset,
  { pack, ask, openCache }: PackedSources,
  options: Options,
): Promise<ServedDataset> {
  const packed = pack.manifest.datasets[dataset.name];
  if (packed !== undefined) return servePacked(pack, dataset, packed, options);
  const missing = await missingFiles(dataset, await openCache());
  const askHere = (request: Omit<MissingFiles, "location">) =>
    ask({ ...request, location: locationOf(pack) }, options.signal);
  const local = missing.length === 0 ? NOTHING : await chosenFiles(dataset, missing, askHere);
  return serveDataset(dataset, { ...options, base: CACHE_BASE, local, openCache });
}

const NOTHING: LocalFiles = { location: "", open: async () => null };

const NO_CACHE: OpenedCache = { cache: null, reason: null };

type Options = Parameters<DatasetServer>[1];

async function servePacked(
  pack: PackedSources["pack"],
  whole: Dataset,
  packed: PackedDataset,
  options: Options,
): Promise<ServedDataset> {
  const { perClass, contents } = packed;
  const files = whole.files.map((file, index) => ({ ...file, ...contents[index] }));
  // No mirror has files with images left out.
  const dataset = perClass === null ? whole : { ...whole, files, mirrors: [] };
  const served = await serveDataset(dataset, {
    ...options,
    base: CACHE_BASE,
    openCache: async () => NO_CACHE,
    local: packedFiles(pack, whole),
  });
  return perClass === null || served.synthetic ? served : { ...served, perClass };
}

function packedFiles(pack: PackedSources["pack"], { name }: Dataset): LocalFiles {
  return {
    location: locationOf(pack),
    open: async (file) => streamOf(readPack(pack, `data/${name}/${file.name}`, file.name)),
  };
}

function locationOf({ manifest }: PackedSources["pack"]): string {
  return manifest.folder === null ? words.delivery.thisFile : words.delivery.thisFolder;
}

function streamOf(parts: AsyncIterable<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const iterator = parts[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done === true) controller.close();
      else controller.enqueue(new Uint8Array(next.value));
    },
  });
}

/** The files that the browser has not saved. */
async function missingFiles(
  { name, files }: Dataset,
  { cache }: OpenedCache,
): Promise<readonly DatasetFile[]> {
  if (cache === null) return files;
  const saved = await Promise.all(
    files.map((file) => cache.match(new URL(`data/${name}/${file.name}`, CACHE_BASE).href)),
  ).catch(() => []);
  return files.filter((_, index) => saved[index] === undefined);
}

/** Asks until all files are chosen, or are to be downloaded. Files are recognised by their lengths, whatever their names. */
async function chosenFiles(
  dataset: Dataset,
  missing: readonly DatasetFile[],
  ask: (request: Omit<MissingFiles, "location">) => Promise<FilesAnswer>,
): Promise<LocalFiles> {
  const chosen = new Map<DatasetFile, Blob>();
  let problem: string | null = null;
  for (;;) {
    const files = missing.filter((file) => !chosen.has(file));
    if (files.length === 0) break;
    const names = files.map(({ name }) => name);
    const request = { title: dataset.title, files: names, bytes: downloadBytes(dataset), problem };
    const answer = await ask(request);
    if (answer.type === "download") break;
    const unknown = answer.files.filter((blob) => !recognise(blob, files, chosen));
    problem = describeUnknown(unknown, dataset);
  }
  return {
    location: words.delivery.chosenFiles,
    open: async (file) => chosen.get(file)?.stream() ?? null,
  };
}

function recognise(blob: Blob, files: readonly DatasetFile[], chosen: Map<DatasetFile, Blob>): boolean {
  const file = files.find(
    ({ gzip, decompressed }) => blob.size === gzip.bytes || blob.size === decompressed.bytes,
  );
  if (file !== undefined) chosen.set(file, blob);
  return file !== undefined;
}

function describeUnknown(unknown: readonly Blob[], { title }: Dataset): string | null {
  if (unknown.length === 0) return null;
  const names = unknown.map((blob) => (blob instanceof File ? blob.name : words.delivery.aFile)).join(", ");
  return words.delivery.unknown(names, title);
}
