import { type Signal, signal } from "@preact/signals";
import * as v from "valibot";
import { DatasetName } from "../protocol/ids.ts";
import { words } from "../words/words.ts";
import { savedKeySetting } from "./cells/keys/key-setting.ts";
import type { Delivery } from "./delivery/delivery.ts";
import { createOfflineSection } from "./offline/offline-section.tsx";
import { startOffline } from "./offline/start-offline.ts";
import { connectSearch } from "./search/connect-search.ts";
import { brandOf } from "./shell/brand.ts";
import { createNoticeReporter } from "./shell/create-notice-reporter.ts";
import { hydrateToolbar } from "./shell/hydrate-toolbar.tsx";
import { createNotices, showNotices } from "./shell/notices.tsx";
import type { Theme } from "./shell/theme-button.tsx";
import { Toolbar } from "./shell/toolbar.tsx";
import { watchFailures } from "./shell/watch-failures.ts";
import { describeMissing, MISSING_PART } from "./ui/missing-part.ts";

/** Hydrates the list of lessons. */
export function startIndex(theme: Signal<Theme>, { siteRoot, loadSearch }: Delivery): void {
  const live = signal(false);
  const notices = createNotices();
  showNotices(notices);
  watchFailures(window, {
    show: createNoticeReporter(notices),
    reload: () => location.reload(),
    consequence: () => null,
  });
  // There are no edits on this page.
  const offline = startOffline({
    root: siteRoot,
    notices,
    saveEdits: async () => {},
    canSave: () => true,
    giveUp: () => {},
  });
  connectSearch({
    load: loadSearch,
    hasKeys: savedKeySetting(),
    onFailure: (retry) =>
      notices.show({
        id: MISSING_PART,
        text: describeMissing(words.search.failed),
        action: { label: words.shell.tryAgain, act: retry },
      }),
  });
  const OfflineSection = createOfflineSection(offline, datasetsOfSite(document));
  hydrateToolbar(
    <Toolbar
      brand={brandOf(document)}
      contents={null}
      live={live}
      theme={theme}
      setTheme={(next) => {
        theme.value = next;
      }}
      runtime={null}
      more={offline.site === null ? null : () => <OfflineSection />}
    />,
  );
  live.value = true;
}

/** The datasets that any lesson uses. */
function datasetsOfSite(page: Document): readonly DatasetName[] {
  const names = page.querySelector<HTMLElement>("[data-datasets]")?.dataset["datasets"] ?? "";
  return names.split(" ").flatMap((name) => {
    const parsed = v.safeParse(DatasetName, name);
    return parsed.success ? [parsed.output] : [];
  });
}
