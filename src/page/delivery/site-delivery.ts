import { SEARCH_FILE } from "../../protocol/search-file.ts";
import { words } from "../../words/words.ts";
import { siteFiles } from "../datasets/site-files.ts";
import { siteSamples } from "../datasets/site-samples.ts";
import { workerDatasets } from "../datasets/worker-datasets.ts";
import { fetchAssets } from "../sandbox/site-assets.ts";
import type { Delivery } from "./delivery.ts";
import { siteRoot } from "./site-root.ts";

/** Everything comes from the page's own site. */
export function siteDelivery(page: Document): Delivery {
  const root = siteRoot(page);
  const files = siteFiles(page);
  return {
    site: root.pathname,
    siteRoot: root,
    loadRuntime: fetchAssets,
    startLanguage: async () => (await import("./site-language.ts")).startSiteLanguage(),
    loadSearch: () => fetchSearch(new URL(SEARCH_FILE, root)),
    serveDatasets: () => workerDatasets(root, files.hasDataset),
    loadFile: async (file, signal) =>
      (await import("../files/fetch-lesson-file.ts")).fetchLessonFile(file, page.baseURI, signal),
    sampleImages: siteSamples(root, files.hasSamples),
  };
}

async function fetchSearch(address: URL): Promise<string> {
  const unreachable = (): never => {
    throw new Error(words.search.failed);
  };
  const response = await fetch(address).catch(unreachable);
  if (!response.ok) throw new Error(words.search.failedStatus(response.status));
  return response.text().catch(unreachable);
}
