import * as v from "valibot";
import { type Release, type StoreReport, siteCacheName, WorkerRequest } from "../protocol/offline.ts";
import { ClientRecords } from "./client-records.ts";
import { type Route, routeOf } from "./route.ts";
import { SiteWorker } from "./site-worker.ts";
import { StoredFiles } from "./stored-files.ts";

/*
 * The service worker of a site: keeps it in the browser, so that it opens without a network. The build writes the release
 * before this script.
 */

declare const siteRelease: Release;
declare const self: ServiceWorkerGlobalScope;

const scope = new URL(self.registration.scope);

const cacheName = siteCacheName(scope.pathname);

/** Made by the first `put`, so that reading does not bring a deleted cache back. */
const cache = {
  match: (key: string) => caches.match(key, { cacheName }),
  put: async (key: string, response: Response) => (await caches.open(cacheName)).put(key, response),
  delete: async (key: string) => (await existing())?.delete(key) ?? false,
  keys: async () => (await existing())?.keys() ?? [],
};

const worker = new SiteWorker({
  scope,
  release: siteRelease,
  store: new StoredFiles(cache, scope),
  records: new ClientRecords(cache, scope, Date.now),
  fetch: (request, init) => fetch(request, init),
  openClients: async () => (await self.clients.matchAll({ type: "all" })).map(({ id }) => id),
  hasSuccessor: () => self.registration.installing !== null || self.registration.waiting !== null,
  claim: () => self.clients.claim(),
  leave: async () => {
    await self.registration.unregister();
    await caches.delete(cacheName);
  },
  report: (report) => void tellPages({ ...report, scope: scope.href }),
});

self.addEventListener("install", (event) => event.waitUntil(worker.storeFiles()));
self.addEventListener("activate", (event) => event.waitUntil(worker.activate()));

self.addEventListener("message", (event) => {
  const request = v.safeParse(WorkerRequest, event.data);
  if (!request.success) return;
  switch (request.output.type) {
    case "activate":
      event.waitUntil(self.skipWaiting());
      break;
    case "describe":
      event.ports[0]?.postMessage(worker.describe());
      break;
    case "store":
      // `storeFiles` reports a failure to the open pages itself.
      event.waitUntil(worker.storeFiles().catch(() => {}));
      break;
    case "cancel":
      worker.cancel();
      break;
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const route = routeOf(request, scope);
  if (route.type === "network") return;
  event.respondWith(answer(event, route));
  // What cannot be deleted now is deleted another time.
  if (route.type === "page") event.waitUntil(worker.removeUnused().catch(() => {}));
});

async function answer(event: FetchEvent, route: Exclude<Route, { type: "network" }>): Promise<Response> {
  const asking = { client: event.clientId, resultingClient: event.resultingClientId };
  try {
    return await worker.answer(event.request, route, asking);
  } catch {
    // Storage that fails must not take the site away while there is a network.
    return fetch(event.request);
  }
}

async function existing(): Promise<Cache | null> {
  return (await caches.has(cacheName)) ? caches.open(cacheName) : null;
}

/** Also the pages that no worker controls yet. */
async function tellPages(report: StoreReport): Promise<void> {
  const clients = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const client of clients) client.postMessage(report);
}
