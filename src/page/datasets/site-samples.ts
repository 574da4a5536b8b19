import type { SampleImages } from "../../figures/figure.ts";

/**
 * Sample images for the figures, loaded when the first figure asks, and again only if that failed.
 * @param hasSamples whether the site has those of a dataset.
 */
export function siteSamples(
  root: URL,
  hasSamples: (dataset: string) => boolean = () => true,
): () => Promise<SampleImages> {
  let loading: Promise<SampleImages> | null = null;
  return () => {
    const wanted = loading ?? load(root, hasSamples);
    loading = wanted;
    const forget = () => {
      if (loading === wanted) loading = null;
    };
    wanted.then(({ retriable }) => {
      if (retriable) forget();
    }, forget);
    return wanted;
  };
}

async function load(root: URL, hasSamples: (dataset: string) => boolean): Promise<SampleImages> {
  const { loadSamples } = await import("./load-samples.ts");
  return loadSamples(root, { hasSamples });
}
