import type { CellNames } from "../../cell/names/cell-names.ts";
import type { CellId } from "../../protocol/ids.ts";
import type { Notebook } from "./notebook.ts";

const DELAY_MS = 250;

/** Finds the names in a cell's text. The analysis is loaded at the first edit. */
export interface NameAnalysis {
  /** Null until it is loaded. */
  readonly names: ((source: string) => CellNames) | null;
  /** Rejects if it cannot be loaded, as without a network; a later call tries again. */
  load(): Promise<void>;
}

export function createNameAnalysis(): NameAnalysis {
  let names: NameAnalysis["names"] = null;
  let loading: Promise<void> | null = null;
  const load = async (): Promise<void> => {
    try {
      names = (await import("../../cell/names/find-names.ts")).cellNames;
    } finally {
      loading = null;
    }
  };
  return {
    get names() {
      return names;
    },
    load: () => {
      loading ??= load();
      return loading;
    },
  };
}

/** Finds the names in edited cells, debounced: they decide which later cells become stale, and what runs first. */
export function analyseDependencies(notebook: Notebook, analysis: NameAnalysis): (id: CellId) => void {
  const timers = new Map<CellId, ReturnType<typeof setTimeout>>();
  return (id) => {
    // Once it is loaded, a run analyses synchronously what was typed just before.
    analysis.load().catch(() => undefined);
    clearTimeout(timers.get(id));
    timers.set(
      id,
      setTimeout(() => void analyse(notebook, analysis, id), DELAY_MS),
    );
  };
}

async function analyse(notebook: Notebook, analysis: NameAnalysis, id: CellId): Promise<void> {
  const source = notebook.cell(id)?.source.value;
  if (source === undefined) return;
  try {
    await analysis.load();
  } catch {
    // The page is offline: the names stay as they were.
    return;
  }
  if (analysis.names !== null && notebook.cell(id)?.source.value === source)
    notebook.setNames(id, analysis.names(source));
}
