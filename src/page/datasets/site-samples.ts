import type { SampleImages } from "../../figures/figure.ts";

/** Sample images for the figures, loaded when the first figure asks, and again only if that failed. */
export function siteSamples(root: URL): () => Promise<SampleImages> {
  let loading: Promise<SampleImages> | null = null;
  return () => {
    const wanted = loading ?? load(root);
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

async function load(root: URL): Promise<SampleImages> {
  const { loadSamples } = await import("./load-samples.ts");
  return loadSamples(root);
}
