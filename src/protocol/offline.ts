import * as v from "valibot";

/** The name of the service worker's file, in the root of the site. */
export const WORKER_FILE = "sw.js";

/** A file of the site that the browser keeps for offline use. */
export const SiteFile = v.object({
  /** The address from the site's root, encoded as in a URL. A page is named by its folder, the first one by "". */
  path: v.string(),
  bytes: v.number(),
  /** Lower-case hexadecimal. */
  sha256: v.string(),
});
export type SiteFile = v.InferOutput<typeof SiteFile>;

/** One build of the site: what belongs together. Built with `--no-offline`, it has no files. */
export const Release = v.object({
  /** Differs if any file differs. */
  version: v.string(),
  files: v.array(SiteFile),
});
export type Release = v.InferOutput<typeof Release>;

/** Why a release could not be stored. */
export const StoreFault = v.variant("type", [
  v.object({ type: v.literal("unreachable"), path: v.string() }),
  v.object({ type: v.literal("status"), path: v.string(), status: v.number() }),
  /** The server sends something else than what was built. */
  v.object({ type: v.literal("changed"), path: v.string() }),
  /** The browser's storage is full. */
  v.object({ type: v.literal("full"), bytes: v.number() }),
  v.object({ type: v.literal("storage"), message: v.string() }),
  v.object({ type: v.literal("cancelled") }),
]);
export type StoreFault = v.InferOutput<typeof StoreFault>;

/** What a page asks of a service worker. */
export const WorkerRequest = v.variant("type", [
  /** Replace the earlier release. */
  v.object({ type: v.literal("activate") }),
  /** Answer with a `ReleaseSummary` through the port that comes with it. */
  v.object({ type: v.literal("describe") }),
  /** Store what is missing of your release. */
  v.object({ type: v.literal("store") }),
  /** Stop storing. */
  v.object({ type: v.literal("cancel") }),
]);
export type WorkerRequest = v.InferOutput<typeof WorkerRequest>;

export const ReleaseSummary = v.object({ version: v.string(), bytes: v.number() });
export type ReleaseSummary = v.InferOutput<typeof ReleaseSummary>;

/** What a service worker that stores its release reports to the pages. `scope`: the site's root, since pages of other sites hear it too. */
export const StoreReport = v.variant("type", [
  v.object({ type: v.literal("storing"), scope: v.string(), done: v.number(), total: v.number() }),
  v.object({ type: v.literal("stored"), scope: v.string() }),
  v.object({ type: v.literal("store-failed"), scope: v.string(), fault: StoreFault }),
]);
export type StoreReport = v.InferOutput<typeof StoreReport>;

/** The size of a release's files, in bytes. */
export function releaseBytes({ files }: Release): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** The browser's cache for a site's files. `path`: that of the site's root, so that the sites of a host have one each. */
export function siteCacheName(path: string): string {
  return `lectern-site ${path}`;
}
