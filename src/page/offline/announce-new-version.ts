import { effect } from "@preact/signals";
import type { Notice } from "../shell/notices.tsx";
import type { OfflineMemory } from "./offline-memory.ts";
import type { KeptSite } from "./site-copy.ts";

/**
 * Announces a new version once: to the pages that are open when it arrives, and otherwise to the next one. The menu goes
 * on offering it.
 * @param change changes to the new version.
 */
export function announceNewVersion(
  site: Pick<KeptSite, "newVersion">,
  memory: OfflineMemory,
  show: (notice: Notice) => void,
  change: () => void,
): void {
  effect(() => {
    const found = site.newVersion.value;
    if (found === null || (!found.isNews && memory.announced() === found.version)) return;
    memory.announce(found.version);
    show({
      id: "new-version",
      text: "There is a new version of these pages. Changing to it reloads this page: your edits are kept, variables and trained networks are not.",
      action: { label: "Change now", act: change },
    });
  });
}
