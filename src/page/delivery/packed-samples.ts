import { dataset } from "../../datasets/fashion-mnist.ts";
import { SAMPLES_FILE } from "../../datasets/samples.ts";
import type { SampleImages } from "../../figures/figure.ts";
import { samplesFrom } from "../datasets/load-samples.ts";
import type { Loader } from "./loader.ts";

/** The sample images in the exported page, or synthetic ones where it has none. */
export async function packedSamples(pack: Loader): Promise<SampleImages> {
  for await (const file of pack.read(`data/${dataset.name}/${SAMPLES_FILE}`)) {
    return samplesFrom(new Uint8Array(file), dataset);
  }
  return samplesFrom(null, dataset);
}
