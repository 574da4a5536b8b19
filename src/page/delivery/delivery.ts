import type { FigureContext } from "../../figures/figure.ts";
import type { AskForFiles } from "../datasets/ask-for-files.ts";
import type { DatasetServer } from "../datasets/dataset-server.ts";
import type { LoadFile } from "../files/declared-files.ts";
import type { LoadAssets } from "../sandbox/runtime-assets.ts";

/** What comes to the page from outside: from its site, or out of the page itself where it was exported. */
export interface Delivery {
  /** The path under which this browser saves the reader's work; begins and ends with `/`. */
  readonly site: string;
  /** The URL of the site's root; null where nothing comes from a site. */
  readonly siteRoot: URL | null;
  /** @throws Error with a message for the reader. */
  readonly loadRuntime: LoadAssets;
  /** Starts the worker of the language service. @throws Error if it cannot be loaded. */
  startLanguage(): Promise<Worker>;
  /** The index of the search as text. @throws Error with a message for the reader. */
  loadSearch(): Promise<string>;
  /** @param ask asks the reader for files that are nowhere else. */
  serveDatasets(ask: AskForFiles): DatasetServer;
  readonly loadFile: LoadFile;
  readonly sampleImages: FigureContext["sampleImages"];
}
