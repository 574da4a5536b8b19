import { resolve } from "node:path";
import type { Plugin } from "vite";
import { WORKER_FILE } from "../../protocol/offline.ts";
import { serviceWorker, writeServiceWorker } from "./service-worker.ts";
import { NO_RELEASE } from "./site-release.ts";

/**
 * Writes the service worker once the site is complete, and tells the page's script whether there is one. The development
 * server has only one that ends a site's that was served at the same address before.
 * @param offline whether browsers keep the site.
 */
export function offlinePlugin(offline: boolean): Plugin {
  let folder = "";
  let isWritten = false;
  return {
    name: "lectern:offline",
    config: (_config, { command }) =>
      command === "build" ? { define: { "import.meta.env.LECTERN_OFFLINE": JSON.stringify(offline) } } : {},
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    configureServer(server) {
      server.middlewares.use(`/${WORKER_FILE}`, (_request, response, next) => {
        serviceWorker(NO_RELEASE).then((text) => {
          response.setHeader("Content-Type", "text/javascript");
          response.setHeader("Cache-Control", "no-store");
          response.end(text);
        }, next);
      });
    },
    writeBundle() {
      isWritten = true;
    },
    // The public files are copied after the bundle is written.
    async closeBundle() {
      if (isWritten) await writeServiceWorker(folder, offline);
    },
  };
}
