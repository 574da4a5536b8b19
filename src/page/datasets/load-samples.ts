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
  const fetched = await fetchSamples(dataset, base).catch(() => "failed" as const);
  const synthetic = fetched === null || fetched === "failed";
  const samples = synthetic ? drawSamples(dataset) : fetched;
  const images = samples.map((sample) => ({ ...sample, name: dataset.classNames[sample.label] ?? "" }));
  return { synthetic, retriable: fetched === "failed", ...dataset.imageShape, images };
}

/**
 * The samples that the site has; null if it has none.
 * @throws if the site could not be reached.
 */
async function fetchSamples(dataset: Dataset, base: URL): Promise<readonly Sample[] | null> {
  const response = await fetch(new URL(`data/${dataset.name}/${SAMPLES_FILE}`, base));
  if (response.status >= 500) throw new Error(`The site answered ${response.status}.`);
  if (!response.ok) return null;
  const { height, width } = dataset.imageShape;
  const file = new Uint8Array(await response.arrayBuffer());
  try {
    return decodeSamples(file, dataset.classNames.length, height * width);
  } catch {
    // Some hosts answer with a web page for a file that they don't have.
    return null;
  }
}

function drawSamples({ synthetic, classNames }: Dataset): readonly Sample[] {
  if (synthetic === null) return [];
  return chooseSamples(synthetic.drawSamples(classNames.length * PER_CLASS), classNames.length, PER_CLASS);
}
