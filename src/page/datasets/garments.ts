import type { Dataset } from "../../datasets/dataset.ts";
import { dataset as fashionMnist } from "../../datasets/fashion-mnist.ts";
import { chooseSamples, decodeSamples, SAMPLES_FILE, type Sample } from "../../datasets/samples.ts";
import { drawStandInSamples } from "../../datasets/stand-in/draw.ts";
import type { Garments } from "../../figures/figure.ts";

const SIZE = 28 * 28;
const PER_CLASS = 4;

/**
 * A few garments for figures: the real ones where the site has them (31 kB), else the stand-in's. Never fails.
 * @param base the site's root, under which `data/` lies.
 */
export async function loadGarments(base: URL): Promise<Garments> {
  const real = await fetchSamples(fashionMnist, base).catch(() => null);
  return { standIn: real === null, images: (real ?? drawSamples(fashionMnist)).map(withName) };
}

/** What the site has; null where it has none, or a web page comes in its place. */
async function fetchSamples(dataset: Dataset, base: URL): Promise<readonly Sample[] | null> {
  const response = await fetch(new URL(`data/${dataset.name}/${SAMPLES_FILE}`, base));
  if (!response.ok) return null;
  return decodeSamples(new Uint8Array(await response.arrayBuffer()), dataset.classNames.length, SIZE);
}

function drawSamples({ classNames }: Dataset): readonly Sample[] {
  return chooseSamples(drawStandInSamples(classNames.length * PER_CLASS), classNames.length, PER_CLASS);
}

function withName({ label, pixels }: Sample): Garments["images"][number] {
  return { label, name: fashionMnist.classNames[label] ?? String(label), pixels };
}
