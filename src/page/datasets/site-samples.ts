import type { SampleImages } from "../../figures/figure.ts";

/** Sample images for the figures, loaded once, when the first figure asks. */
export function siteSamples(root: URL): () => Promise<SampleImages> {
  let loading: Promise<SampleImages> | null = null;
  return () => {
    loading ??= load(root);
    return loading;
  };
}

async function load(root: URL): Promise<SampleImages> {
  const { loadSamples } = await import("./load-samples.ts");
  return loadSamples(root);
}
