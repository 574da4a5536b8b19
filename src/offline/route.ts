/** The part of a request that decides who answers it. */
export interface RequestFacts {
  readonly url: string;
  readonly method: string;
  readonly mode: string;
  readonly cache: string;
}

/** What a request asks for. `path`: from the site's root, as in `SiteFile`. */
export type Route =
  | { readonly type: "page"; readonly path: string }
  | { readonly type: "file"; readonly path: string }
  /** Not the service worker's concern: the browser answers as if there were none. */
  | { readonly type: "network" };

/** Datasets have a store of their own (`page/datasets/file-cache.ts`); only the sample images of the figures are kept here. */
const DATASET = /^data\/(?!.*\/samples\.bin$)/;

/** Files whose names contain their digest, so that every release has the same under the same name. */
const HASHED = /^assets\//;

export function routeOf(request: RequestFacts, scope: URL): Route {
  const url = new URL(request.url);
  const isOurs = url.origin === scope.origin && url.pathname.startsWith(scope.pathname);
  // `no-store` asks for what the server has now.
  if (!isOurs || request.method !== "GET" || request.cache === "no-store") return { type: "network" };
  const path = pathOf(url, scope);
  if (request.mode === "navigate") return { type: "page", path };
  return DATASET.test(path) ? { type: "network" } : { type: "file", path };
}

/** Whether all releases have the same file at this path. */
export function isHashed(path: string): boolean {
  return HASHED.test(path);
}

/** A page is named by its folder, whichever of its addresses was asked for. */
function pathOf(url: URL, scope: URL): string {
  return url.pathname.slice(scope.pathname.length).replace(/(^|\/)index\.html$/, "$1");
}
