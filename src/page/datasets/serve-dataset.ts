import type { Dataset } from "../../datasets/dataset.ts";
import type { DatasetName } from "../../protocol/ids.ts";
import type { DatasetProgress, DatasetServer } from "./dataset-server.ts";
import type { ObtainedDataset, DatasetProgress as Step } from "./obtain-dataset.ts";

/** Serves datasets from the site's copy, the browser's cache, a mirror or the stand-in; loaded when first needed. */
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
      onProgress: (step) => onProgress(inWords(dataset, step, bytes)),
    });
    const standIn = origin === "stand-in";
    return {
      files,
      standIn,
      notes: standIn ? [...notes, standInNote(dataset)] : notes,
      summary: SUMMARIES[origin](dataset.title),
    };
  };
}

const SUMMARIES: Readonly<Record<ObtainedDataset["origin"], (title: string) => string>> = {
  site: (title) => `${title}, downloaded from this site`,
  mirror: (title) => `${title}, downloaded from a public mirror`,
  cache: (title) => `${title}, from this browser's storage`,
  "stand-in": (title) => `A stand-in for ${title}`,
};

function inWords(dataset: Dataset, { step, done, total }: Step, bytes: number): DatasetProgress {
  switch (step) {
    case "fetching":
      return { message: `Downloading ${dataset.title} (${Math.round(bytes / 1e6)} MB)`, loaded: done, total };
    case "reading":
      return { message: `Reading ${dataset.title} from this browser's storage`, loaded: done, total };
    case "drawing":
      return {
        message: `Drawing a stand-in for ${dataset.title}`,
        loaded: done * bytes,
        total: total * bytes,
      };
  }
}

function standInNote(dataset: Dataset): string {
  return `${dataset.title} could not be had, so a built-in stand-in serves: drawn pictures of the same classes. Its numbers differ from those of the real dataset.`;
}
