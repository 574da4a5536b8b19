import { dataset } from "../../datasets/fashion-mnist.ts";
import { SAMPLES_FILE } from "../../datasets/samples.ts";
import type { SampleImages } from "../../figures/figure.ts";
import { samplesFrom } from "../datasets/load-samples.ts";
import type { Loader } from "./loader.ts";
import { readPack } from "./read-pack.ts";

/** The sample images in the exported page, or synthetic ones where it has none or has lost them. */
export async function packedSamples(pack: Pick<Loader, "read">): Promise<SampleImages> {
  try {
    for await (const file of readPack(pack, `data/${dataset.name}/${SAMPLES_FILE}`)) {
      return samplesFrom(new Uint8Array(file), dataset);
    }
  } catch {
    // A figure is better off with other images than without any.
  }
  return samplesFrom(null, dataset);
}
