import type { Garments } from "../../figures/figure.ts";

/** A few garments for the figures; loaded when the first figure asks. */
export async function loadSiteGarments(root: URL): Promise<Garments> {
  const { loadGarments } = await import("../dataset/garments.ts");
  return loadGarments(root);
}
