import type { Dataset } from "../../datasets/dataset.ts";
import { assertNever } from "../../protocol/assert-never.ts";
import type { DatasetName } from "../../protocol/ids.ts";
import type { DatasetProgress, DatasetServer } from "./dataset-server.ts";
import type { ObtainedDataset, ObtainProgress } from "./obtain-dataset.ts";

/** Serves datasets from the browser's cache, the site, a mirror or the synthetic version; loaded on first use. */
export function siteDatasets(root: URL): DatasetServer {
  return async (name: DatasetName, { onProgress, signal }) => {
    const [{ datasets }, { obtainDataset }, { downloadBytes }] = await Promise.all([
      import("../../datasets/registry.ts"),
      import("./obtain-dataset.ts"),
      import("../../datasets/dataset.ts"),
    ]);
    const dataset = datasets.get(name);
    if (dataset === undefined) throw new Error(`There is no dataset "${name}".`);
    const bytes = downloadBytes(dataset);
    const { files, origin, notes } = await obtainDataset(dataset, {
      base: root,
      signal,
      onProgress: (progress) => onProgress(describeProgress(dataset, progress, bytes)),
    });
    const synthetic = origin === "synthetic";
    return {
      files,
      synthetic,
      notes: synthetic ? [...notes, syntheticNote(dataset)] : notes,
      summary: describeOrigin(dataset, origin),
    };
  };
}

function describeOrigin({ title, files }: Dataset, origin: ObtainedDataset["origin"]): string {
  if (files.length === 0) return `${title}, computed on this page`;
  switch (origin) {
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

function describeProgress(
  { title }: Dataset,
  { phase, done, total }: ObtainProgress,
  bytes: number,
): DatasetProgress {
  switch (phase) {
    case "fetching":
      return { message: `Downloading ${title} (${Math.round(bytes / 1e6)} MB)`, loaded: done, total };
    case "reading":
      return { message: `Reading ${title} from this browser's storage`, loaded: done, total };
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
