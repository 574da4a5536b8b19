import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Release, WORKER_FILE } from "../../protocol/offline.ts";
import { bundleText } from "../bundling/bundle-text.ts";
import { NO_RELEASE, readRelease } from "./site-release.ts";

/**
 * Writes the service worker into a built site, after everything else.
 * @param offline false: a service worker that ends itself, in place of one from an earlier build.
 */
export async function writeServiceWorker(folder: string, offline: boolean): Promise<void> {
  const release = offline ? await readRelease(folder) : NO_RELEASE;
  await writeFile(join(folder, WORKER_FILE), await serviceWorker(release));
}

/** The text of a service worker that keeps this release. */
export async function serviceWorker(release: Release): Promise<string> {
  const script = await bundleText("src/offline/worker.ts");
  return `const siteRelease=${JSON.stringify(release)};\n${script}\n`;
}
