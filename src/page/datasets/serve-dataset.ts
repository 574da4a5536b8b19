import { type Dataset, downloadBytes } from "../../datasets/dataset.ts";
import { datasets } from "../../datasets/registry.ts";
import { assertNever } from "../../protocol/assert-never.ts";
import type { DatasetName } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";
import type { DatasetKeeper, DatasetProgress, DatasetServer, ServedDataset } from "./dataset-server.ts";
import { keepDataset } from "./keep-dataset.ts";
import {
  type ObtainedDataset,
  type ObtainOptions,
  type ObtainProgress,
  obtainDataset,
} from "./obtain-dataset.ts";

/** Serves datasets from the browser's cache, the site if it has them, a mirror or the synthetic version. */
export function siteDatasets(root: URL, isOnSite: boolean): DatasetServer {
  return (name, options) => serveDataset(findDataset(name), { ...options, base: root, isOnSite });
}

/** @throws {Error} if there is no dataset of that name. */
export function findDataset(name: DatasetName): Dataset {
  const dataset = datasets.get(name);
  if (dataset === undefined) throw new Error(words.datasets.unknown(name));
  return dataset;
}

/** What `obtainDataset` takes, with progress in words for the reader. */
export type ServeOptions = Omit<ObtainOptions, "onProgress"> & Parameters<DatasetServer>[1];

export async function serveDataset(dataset: Dataset, options: ServeOptions): Promise<ServedDataset> {
  const location = options.local?.location ?? "";
  const { files, origin, notes } = await obtainDataset(dataset, {
    ...options,
    onProgress: (progress) => options.onProgress(describeProgress(dataset, progress)),
  });
  const synthetic = origin === "synthetic";
  return {
    files,
    synthetic,
    notes: synthetic ? [...notes, syntheticNote(dataset)] : notes,
    summary: describeOrigin(dataset, origin, location),
  };
}

/** Keeps datasets for later. */
export function siteKeeper(root: URL, isOnSite: boolean): DatasetKeeper {
  return async (name, { onProgress, signal }) => {
    const dataset = findDataset(name);
    const total = downloadBytes(dataset);
    const message = words.datasets.downloading(dataset.title);
    await keepDataset(dataset, {
      base: root,
      isOnSite,
      signal,
      onProgress: (loaded) => onProgress({ message, loaded, total }),
    });
  };
}

function describeOrigin(
  { title, files }: Dataset,
  origin: ObtainedDataset["origin"],
  location: string,
): string {
  if (files.length === 0) return words.datasets.computed(title);
  switch (origin) {
    case "local":
      return words.datasets.from(title, location);
    case "site":
      return words.datasets.fromSite(title);
    case "mirror":
      return words.datasets.fromMirror(title);
    case "cache":
      return words.datasets.fromStorage(title);
    case "synthetic":
      return words.datasets.synthetic(title);
    default:
      return assertNever(origin);
  }
}

function describeProgress(dataset: Dataset, { phase, done, total }: ObtainProgress): DatasetProgress {
  const { title } = dataset;
  const bytes = downloadBytes(dataset);
  switch (phase) {
    case "fetching":
      return { message: words.datasets.downloadingSize(title, Math.round(bytes / 1e6)), loaded: done, total };
    case "reading":
      return { message: words.datasets.reading(title), loaded: done, total };
    case "drawing":
      return { message: words.datasets.drawing(title), loaded: done * bytes, total: total * bytes };
    default:
      return assertNever(phase);
  }
}

function syntheticNote({ title }: Dataset): string {
  return words.datasets.syntheticNote(title);
}
