import type { Dataset } from "../../datasets/dataset.ts";
import { dataset as fashionMnist } from "../../datasets/fashion-mnist.ts";
import { chooseSamples, decodeSamples, SAMPLES_FILE, type Sample } from "../../datasets/samples.ts";
import type { SampleImages } from "../../figures/figure.ts";

const PER_CLASS = 4;

/**
 * A few images of a dataset for figures: from the site if it has the dataset (31 kB), else synthetic ones. Never rejects.
 * @param base the site's root, under which `data/` lies.
 */
export async function loadSamples(base: URL, dataset: Dataset = fashionMnist): Promise<SampleImages> {
  const real = await fetchSamples(dataset, base).catch(() => null);
  const samples = real ?? drawSamples(dataset);
  const images = samples.map((sample) => ({ ...sample, name: dataset.classNames[sample.label] ?? "" }));
  return { synthetic: real === null, ...dataset.imageShape, images };
}

/** The samples that the site has; null if it has none. */
async function fetchSamples(dataset: Dataset, base: URL): Promise<readonly Sample[] | null> {
  const response = await fetch(new URL(`data/${dataset.name}/${SAMPLES_FILE}`, base));
  if (!response.ok) return null;
  const { height, width } = dataset.imageShape;
  const file = new Uint8Array(await response.arrayBuffer());
  return decodeSamples(file, dataset.classNames.length, height * width);
}

function drawSamples({ synthetic, classNames }: Dataset): readonly Sample[] {
  if (synthetic === null) return [];
  return chooseSamples(synthetic.drawSamples(classNames.length * PER_CLASS), classNames.length, PER_CLASS);
}
