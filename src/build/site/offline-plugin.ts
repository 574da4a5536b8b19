import type { Plugin } from "vite";
import { WORKER_FILE } from "../../protocol/offline.ts";
import { serviceWorker, writeServiceWorker } from "./service-worker.ts";
import { NO_RELEASE } from "./site-release.ts";

/**
 * Writes the service worker last, when the site is complete, and tells the page's script whether there is one. The
 * development server has only one that ends a site's that was served at the same address before.
 * @param offline whether browsers keep the site.
 */
export function offlinePlugin(offline: boolean): Plugin {
  return {
    name: "lectern:offline",
    enforce: "post",
    config: (_config, { command }) =>
      command === "build" ? { define: { "import.meta.env.LECTERN_OFFLINE": JSON.stringify(offline) } } : {},
    configureServer(server) {
      server.middlewares.use(`/${WORKER_FILE}`, (_request, response, next) => {
        serviceWorker(NO_RELEASE).then((text) => {
          response.setHeader("Content-Type", "text/javascript");
          response.setHeader("Cache-Control", "no-store");
          response.end(text);
        }, next);
      });
    },
    // Not when the bundle is closed, which is also done after a failure.
    writeBundle: {
      order: "post",
      sequential: true,
      async handler({ dir }) {
        if (dir !== undefined) await writeServiceWorker(dir, offline);
      },
    },
  };
}
