import { openFileCache } from "../datasets/file-cache.ts";
import { createNoticeReporter } from "../shell/create-notice-reporter.ts";
import type { Notices } from "../shell/notices.tsx";
import { savesData } from "../ui/saves-data.ts";
import { announceNewVersion } from "./announce-new-version.ts";
import { watchMissingParts } from "./missing-parts.ts";
import { browserMemory } from "./offline-memory.ts";
import { saveAndReload } from "./save-and-reload.ts";
import { KeptSite } from "./site-copy.ts";

export interface OfflineOptions {
  /** The URL of the site's root; null for an exported page, which is complete. */
  readonly root: URL | null;
  readonly notices: Notices;
  readonly saveEdits: () => Promise<void>;
  /** Whether this browser saves the reader's edits. */
  readonly canSave: () => boolean;
  /** Called if the reader agrees to lose the edits. */
  readonly giveUp: () => void;
}

/** What a page has of offline use. */
export interface Offline {
  /** Null if the site was built with `--no-offline` or is served in development, and for an exported page. */
  readonly site: KeptSite | null;
  /** Saves the edits, and reloads the page in the newest version that is here; asks first if they cannot be saved. */
  readonly change: () => void;
  /** To be called if a part of the page could not be loaded. */
  readonly partMissing: () => void;
}

/** A new version is looked for at most this often, in ms; a navigation looks for one too. */
const UPDATE_INTERVAL = 3_600_000;

/** Keeps the site in the browser, announces new versions, and explains what is missing after one was published. */
export function startOffline({ root, notices, saveEdits, canSave, giveUp }: OfflineOptions): Offline {
  const site = root !== null && isOfflineSite() ? keptSite(root) : null;
  const show = createNoticeReporter(notices);
  const reload = async () => {
    await site?.useNewVersion();
    location.reload();
  };
  const change = () => void saveAndReload({ saveEdits, canSave, giveUp, show, reload: () => void reload() });
  const fetchPage = () => fetch(location.href, { cache: "no-store" });
  const partMissing = watchMissingParts({ page: document, show, reload: change, canSave, fetchPage });
  // Vite reports every module and style sheet that could not be loaded.
  addEventListener("vite:preloadError", partMissing);
  if (site !== null) {
    linkManifest(site.root);
    announceNewVersion({ site, memory: browserMemory(site.root.pathname), show, change, canSave });
    whenLoaded(() => void site.start());
    watchForUpdates(site);
  }
  return { site, change, partMissing };
}

/** Decided by the build (`build/site/offline-plugin.ts`). A page that was opened as a file has no service worker. */
function isOfflineSite(): boolean {
  return import.meta.env.LECTERN_OFFLINE === true && /^https?:$/.test(location.protocol);
}

function keptSite(root: URL): KeptSite {
  return new KeptSite({
    root,
    container: navigator.serviceWorker,
    isSecure: isSecureContext,
    canStore: async () => (await openFileCache()).cache !== null,
    memory: browserMemory(root.pathname),
    savesData: savesData(),
  });
}

/** Makes the site installable. By script, since browsers report the manifest of a page opened as a file as an error. */
function linkManifest(root: URL): void {
  const link = document.createElement("link");
  link.rel = "manifest";
  link.href = new URL("manifest.webmanifest", root).href;
  document.head.append(link);
}

/** The page itself comes first. */
function whenLoaded(act: () => void): void {
  if (document.readyState === "complete") act();
  else addEventListener("load", act, { once: true });
}

/** Browsers look for a new version at every navigation; a tab may stay open for days. */
function watchForUpdates(site: KeptSite): void {
  let last = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - last < UPDATE_INTERVAL) return;
    last = Date.now();
    site.checkForUpdate();
  });
}
