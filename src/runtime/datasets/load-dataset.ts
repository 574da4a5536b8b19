import * as v from "valibot";
import type { Dataset } from "../../datasets/dataset.ts";
import { datasets } from "../../datasets/registry.ts";
import { DatasetName } from "../../protocol/ids.ts";
import type { DatasetStore } from "./dataset-store.ts";
import { type LabelledImages, labelledImages } from "./labelled-images.ts";

/** A loaded dataset, split as its authors published it. */
export interface LoadedDataset {
  readonly train: LabelledImages;
  readonly test: LabelledImages;
}

/**
 * Creates `loadDataset`, which loads each dataset once. After a failure, or with a synthetic dataset in its place, the next
 * call tries again: the network may be back.
 * @param warn shows a warning to the reader.
 */
export function createDatasetLoader(
  store: DatasetStore,
  warn: (message: string) => void,
): (name: string) => Promise<LoadedDataset> {
  const loading = new Map<DatasetName, Promise<LoadedDataset>>();
  return async (name) => {
    const dataset = find(name);
    const forget = () => loading.delete(dataset.name);
    const started = loading.get(dataset.name) ?? load(dataset, store, warn, forget);
    loading.set(dataset.name, started);
    return started.catch((error: unknown) => {
      forget();
      throw error;
    });
  };
}

function find(name: string): Dataset {
  const parsed = v.safeParse(DatasetName, name);
  const dataset = parsed.success ? datasets.get(parsed.output) : undefined;
  if (dataset !== undefined) return dataset;
  const known = [...datasets.keys()].map((other) => `"${other}"`).join(", ");
  throw new RangeError(`loadDataset: there is no dataset "${name}". There is ${known}.`);
}

async function load(
  dataset: Dataset,
  store: DatasetStore,
  warn: (message: string) => void,
  onSynthetic: () => void,
): Promise<LoadedDataset> {
  const { files, synthetic, perClass } = await store.obtain(dataset.name);
  const { train, test } = dataset.decode(files, perClass);
  if (synthetic) {
    onSynthetic();
    warn(
      `This is a synthetic dataset drawn by Lectern, not ${dataset.title}: its results are not comparable.`,
    );
  }
  if (perClass !== undefined) {
    warn(`Only ${perClass} images of each class of ${dataset.title}: results are not comparable.`);
  }
  return {
    train: labelledImages(train, dataset.classNames),
    test: labelledImages(test, dataset.classNames),
  };
}
