import { languageUrl } from "virtual:lectern/language";
import { startedWorker } from "./started-worker.ts";

/** Starts the language service from the site. @throws Error if it cannot be loaded. */
export function startSiteLanguage(): Promise<Worker> {
  return startedWorker(new Worker(languageUrl));
}
