import { effect } from "@preact/signals";
import { words } from "../../words/words.ts";
import type { Notice } from "../shell/notices.tsx";
import { describeReload } from "./describe-reload.ts";
import type { OfflineMemory } from "./offline-memory.ts";
import type { KeptSite } from "./site-copy.ts";

export interface AnnounceOptions {
  readonly site: Pick<KeptSite, "newVersion">;
  readonly memory: OfflineMemory;
  readonly show: (notice: Notice) => void;
  /** Changes to the new version. */
  readonly change: () => void;
  /** Whether this browser saves the reader's edits. */
  readonly canSave: () => boolean;
}

/**
 * Announces a new version once: to the pages that are open when it arrives, and otherwise to the next one. The menu goes
 * on offering it.
 */
export function announceNewVersion({ site, memory, show, change, canSave }: AnnounceOptions): void {
  effect(() => {
    const found = site.newVersion.value;
    if (found === null || (!found.isNews && memory.announced() === found.version)) return;
    memory.announce(found.version);
    show({
      id: "new-version",
      text: words.offline.newVersion(describeReload(canSave())),
      action: { label: words.offline.changeNow, act: change },
    });
  });
}
