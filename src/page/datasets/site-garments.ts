import type { Garments } from "../../figures/figure.ts";

/** A few garments for the figures; loaded when the first figure asks, and once for all of them. */
export function siteGarments(root: URL): () => Promise<Garments> {
  let loading: Promise<Garments> | null = null;
  return () => {
    loading ??= load(root);
    return loading;
  };
}

async function load(root: URL): Promise<Garments> {
  const { loadGarments } = await import("./garments.ts");
  return loadGarments(root);
}
