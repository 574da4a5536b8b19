import type { DatasetName } from "../protocol/ids.ts";
import type { Dataset } from "./dataset.ts";

/** A file in this folder that exports `dataset` is a dataset; the other files are shared code. */
const modules = import.meta.glob<{ readonly dataset?: Dataset }>(["./*.ts", "!./registry.ts"], {
  eager: true,
});

/** Lectern's own datasets by name. */
export const builtInDatasets: ReadonlyMap<DatasetName, Dataset> = new Map(
  Object.entries(modules).flatMap(([path, { dataset }]) =>
    dataset === undefined ? [] : [[named(path, dataset).name, dataset]],
  ),
);

function named(path: string, dataset: Dataset): Dataset {
  if (path !== `./${dataset.name}.ts`) {
    throw new Error(
      `src/datasets/${path.slice(2)} names its dataset "${dataset.name}": the file and the dataset must have the same name.`,
    );
  }
  return dataset;
}
