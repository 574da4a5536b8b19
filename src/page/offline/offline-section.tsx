import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import type { DatasetName } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";
import { MoreSection } from "../shell/more-menu.tsx";
import { loadFailedStyles } from "../ui/failed-styles.ts";
import { describeMissing } from "../ui/missing-part.ts";
import type { Offline } from "./start-offline.ts";

/**
 * The part of the menu about offline use, whose code is loaded when the menu is first opened. It is empty if the site is
 * not kept.
 */
export function createOfflineSection(
  { site, change }: Offline,
  datasets: readonly DatasetName[],
): ComponentType {
  if (site === null) return () => null;
  const panel = signal<ComponentType | "missing" | null>(null);
  const load = async () => {
    try {
      await loadFailedStyles();
      const { createOfflinePanel } = await import("./offline-panel.tsx");
      panel.value ??= createOfflinePanel({ site, datasets, change });
    } catch {
      panel.value = "missing";
    }
  };
  return function OfflineSection() {
    useEffect(() => {
      if (panel.peek() === "missing") panel.value = null;
      if (panel.peek() === null) void load();
    }, []);
    const Panel = panel.value;
    return (
      <MoreSection title={words.offline.title}>
        {Panel === "missing" ? <p>{describeMissing(words.offline.panelMissing)}</p> : null}
        {Panel === null || Panel === "missing" ? null : <Panel />}
      </MoreSection>
    );
  };
}
