import type { Dataset } from "../../datasets/dataset.ts";
import { dataset as fashionMnist } from "../../datasets/fashion-mnist.ts";
import { chooseSamples, decodeSamples, SAMPLES_FILE, type Sample } from "../../datasets/samples.ts";
import type { SampleImages } from "../../figures/figure.ts";
import { words } from "../../words/words.ts";

const PER_CLASS = 4;

export interface SampleOptions {
  readonly dataset?: Dataset;
  /** Whether the site has the samples of a dataset; by default it is asked. */
  readonly hasSamples?: (dataset: string) => boolean;
}

/**
 * A few images of a dataset for figures: from the site if it has the dataset (31 kB), else synthetic ones. Never rejects.
 * @param base the site's root, which contains `data/`.
 */
export async function loadSamples(
  base: URL,
  { dataset = fashionMnist, hasSamples = () => true }: SampleOptions = {},
): Promise<SampleImages> {
  if (!hasSamples(dataset.name)) return samplesFrom(null, dataset);
  const fetched = await fetchSamples(dataset, base).catch(() => "failed" as const);
  const images = samplesFrom(fetched === "failed" ? null : fetched, dataset);
  return { ...images, retriable: fetched === "failed" };
}

/**
 * The images of a dataset's samples, or synthetic ones.
 * @param file the contents of `SAMPLES_FILE`; null if there is none. Some hosts answer with a web page for it.
 */
export function samplesFrom(file: Uint8Array | null, dataset: Dataset): SampleImages {
  const { height, width } = dataset.imageShape;
  const decoded = file === null ? null : decodeSamples(file, dataset.classNames.length, height * width);
  const samples = decoded ?? drawSamples(dataset);
  const images = samples.map((sample) => ({ ...sample, name: dataset.classNames[sample.label] ?? "" }));
  return { synthetic: decoded === null, retriable: false, height, width, images };
}

/**
 * The file of samples that the site has; null if it has none.
 * @throws if the site could not be reached.
 */
async function fetchSamples(dataset: Dataset, base: URL): Promise<Uint8Array | null> {
  const response = await fetch(new URL(`data/${dataset.name}/${SAMPLES_FILE}`, base));
  if (response.status >= 500) throw new Error(words.datasets.siteAnswered(response.status));
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
}

function drawSamples({ synthetic, classNames }: Dataset): readonly Sample[] {
  if (synthetic === null) return [];
  return chooseSamples(synthetic.drawSamples(classNames.length * PER_CLASS), classNames.length, PER_CLASS);
}
