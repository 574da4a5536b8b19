import { SAMPLES_FILE } from "../../datasets/samples.ts";
import { readSiteData, SITE_DATA } from "../../protocol/site-data.ts";

/** What of the datasets the page's site has. A browser logs each request for a file that is not there as an error. */
export interface SiteFiles {
  readonly hasSamples: (dataset: string) => boolean;
  readonly hasDataset: (dataset: string) => boolean;
}

/** As the page says; if it does not, anything may be there. */
export function siteFiles(page: Document): SiteFiles {
  const listed = page.querySelector<HTMLMetaElement>(`meta[name="${SITE_DATA}"]`)?.content;
  if (listed === undefined) return { hasSamples: () => true, hasDataset: () => true };
  const paths = readSiteData(listed);
  const samples = (dataset: string) => `${dataset}/${SAMPLES_FILE}`;
  return {
    hasSamples: (dataset) => paths.includes(samples(dataset)),
    hasDataset: (dataset) =>
      paths.some((path) => path.startsWith(`${dataset}/`) && path !== samples(dataset)),
  };
}
