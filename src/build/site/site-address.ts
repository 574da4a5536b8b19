/** What an address of the site leads to. */
export type SiteAddress =
  | { readonly type: "index" }
  | { readonly type: "lesson"; readonly slug: string }
  /** A lesson's address without the slash at its end, with which relative addresses would be wrong. */
  | { readonly type: "no-slash"; readonly slug: string }
  /** A file beside a lesson, by its path from the folder of lessons. */
  | { readonly type: "asset"; readonly slug: string; readonly path: string }
  | { readonly type: "other" };

/** Reads the address of a request, from the site's root. */
export function readAddress(url: string): SiteAddress {
  const path = pathOf(url);
  if (path === "/" || path === "/index.html") return { type: "index" };
  const [, slug, rest] = /^\/lessons\/([^/]+)(\/.*)?$/s.exec(path) ?? [];
  if (slug === undefined) return { type: "other" };
  if (rest === undefined) return { type: "no-slash", slug };
  if (rest === "/" || rest === "/index.html") return { type: "lesson", slug };
  return { type: "asset", slug, path: rest.slice(1) };
}

/** The decoded path of a URL; empty if it is wrongly encoded. */
export function pathOf(url: string): string {
  try {
    return decodeURIComponent(url.split(/[?#]/)[0] ?? "");
  } catch {
    return "";
  }
}
