import { type Dataset, downloadBytes } from "../../datasets/dataset.ts";
import { datasets } from "../../datasets/registry.ts";
import { assertNever } from "../../protocol/assert-never.ts";
import type { DatasetName } from "../../protocol/ids.ts";
import type { DatasetKeeper, DatasetProgress, DatasetServer, ServedDataset } from "./dataset-server.ts";
import { keepDataset } from "./keep-dataset.ts";
import {
  type ObtainedDataset,
  type ObtainOptions,
  type ObtainProgress,
  obtainDataset,
} from "./obtain-dataset.ts";

/** Serves datasets from the browser's cache, the site, a mirror or the synthetic version. */
export function siteDatasets(root: URL): DatasetServer {
  return (name, options) => serveDataset(findDataset(name), { ...options, base: root });
}

/** @throws {Error} if there is no dataset of that name. */
export function findDataset(name: DatasetName): Dataset {
  const dataset = datasets.get(name);
  if (dataset === undefined) throw new Error(`There is no dataset "${name}".`);
  return dataset;
}

/** What `obtainDataset` takes, with progress as the student reads it. */
export type ServeOptions = Omit<ObtainOptions, "onProgress"> & Parameters<DatasetServer>[1];

export async function serveDataset(dataset: Dataset, options: ServeOptions): Promise<ServedDataset> {
  const place = options.local?.place ?? "";
  const { files, origin, notes } = await obtainDataset(dataset, {
    ...options,
    onProgress: (progress) => options.onProgress(describeProgress(dataset, progress)),
  });
  const synthetic = origin === "synthetic";
  return {
    files,
    synthetic,
    notes: synthetic ? [...notes, syntheticNote(dataset)] : notes,
    summary: describeOrigin(dataset, origin, place),
  };
}

/** Keeps datasets for later. */
export function siteKeeper(root: URL): DatasetKeeper {
  return async (name, { onProgress, signal }) => {
    const dataset = findDataset(name);
    const total = downloadBytes(dataset);
    const message = `Downloading ${dataset.title}`;
    await keepDataset(dataset, {
      base: root,
      signal,
      onProgress: (loaded) => onProgress({ message, loaded, total }),
    });
  };
}

function describeOrigin({ title, files }: Dataset, origin: ObtainedDataset["origin"], place: string): string {
  if (files.length === 0) return `${title}, computed on this page`;
  switch (origin) {
    case "local":
      return `${title}, from ${place}`;
    case "site":
      return `${title}, downloaded from this site`;
    case "mirror":
      return `${title}, downloaded from a public mirror`;
    case "cache":
      return `${title}, from this browser's storage`;
    case "synthetic":
      return `A synthetic dataset in place of ${title}`;
    default:
      return assertNever(origin);
  }
}

function describeProgress(dataset: Dataset, { phase, done, total }: ObtainProgress): DatasetProgress {
  const { title } = dataset;
  const bytes = downloadBytes(dataset);
  switch (phase) {
    case "fetching":
      return { message: `Downloading ${title} (${Math.round(bytes / 1e6)} MB)`, loaded: done, total };
    case "reading":
      return { message: `Reading ${title}`, loaded: done, total };
    case "drawing":
      return { message: `Drawing a synthetic ${title}`, loaded: done * bytes, total: total * bytes };
    default:
      return assertNever(phase);
  }
}

function syntheticNote({ title }: Dataset): string {
  return (
    `${title} cannot be loaded, so Lectern uses a built-in synthetic dataset instead: drawn images of the same classes. ` +
    "Its results differ from those of the real dataset."
  );
}
