import type { Extension } from "@codemirror/state";
import type { CellId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";
import type { AssistantServices } from "./assistance.ts";

export interface Assistant {
  /** Begins to load what `assist` needs, before a reader who seems to be about to edit a cell does so. */
  warmUp(): void;
  /** The same, and begins to check the lesson. */
  prepare(): void;
  /** The language service for the editor of a cell; nothing if it cannot be loaded. */
  assist(id: CellId): Promise<Extension>;
}

/**
 * Creates the assistant of a lesson's editors. What it needs is loaded beside the first editor; if that fails, editing and
 * running continue without it, and the next editor tries again.
 */
export function createAssistant(services: AssistantServices): Assistant {
  let hasReported = false;
  const reportMissing = (): void => {
    if (!hasReported) services.notify(words.typeChecking.notLoaded);
    hasReported = true;
  };
  const loadAssist = onceLoaded(() => import("./assist.ts"));
  const startWorker = onceLoaded(services.startLanguage);
  const prepare = onceLoaded(async () => {
    // The worker takes longer, so it starts first. Editors do not wait for it.
    const worker = startWorker();
    const { assistWith } = await loadAssist();
    return assistWith(worker, { ...services, reportMissing });
  });
  return {
    warmUp() {
      void startWorker();
      void loadAssist();
    },
    prepare: () => void prepare(),
    async assist(id) {
      try {
        return (await prepare())(id);
      } catch {
        reportMissing();
        return [];
      }
    },
  };
}

/** Loads something once; if that fails, the next call tries again. The failure is for those who await it. */
function onceLoaded<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  let loading: Promise<Loaded> | null = null;
  return () => {
    loading ??= load();
    loading.catch(() => {
      loading = null;
    });
    return loading;
  };
}
