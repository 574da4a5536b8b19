import type { Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { CellId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";
import type { Notebook } from "../notebook/notebook.ts";
import type { ModuleSource } from "./lesson-modules.ts";

/** Adds what TypeScript knows to a cell's editor. */
export type Assist = (id: CellId, editor: AssistedEditor) => void;

export interface Assistant {
  /** Begins to load what `assist` needs, before a reader who seems to be about to edit a cell does so. */
  warmUp(): void;
  /** The same, and begins to check the lesson. */
  prepare(): void;
  readonly assist: Assist;
}

/** An editor that can get extensions after it was made. */
export interface AssistedEditor {
  readonly view: EditorView;
  extend(extension: Extension): void;
}

export interface AssistantServices extends ModuleSource {
  readonly notebook: Notebook;
  /** Starts the worker of the language service. */
  readonly startLanguage: () => Promise<Worker>;
  /** Changes parts of a cell's text, which can be undone. */
  readonly change: (id: CellId, source: string) => void;
  /** Line and column count from 1. */
  readonly goTo: (cell: string, line: number, column: number) => void;
  readonly say: (text: string) => void;
  readonly notify: (text: string) => void;
}

/**
 * Creates the assistant of a lesson's editors. What it needs is loaded beside the first editor; if that fails, editing and
 * running continue without it, and the next editor tries again.
 */
export function createAssistant(services: AssistantServices): Assistant {
  let hasWarned = false;
  const loadParts = onceLoaded(() => Promise.all([import("./assist.ts"), services.startLanguage()]));
  const prepare = onceLoaded(async () => {
    const [{ assistWith }, worker] = await loadParts();
    return assistWith(worker, services);
  });
  return {
    warmUp: () => void loadParts(),
    prepare: () => void prepare(),
    assist(id, editor) {
      prepare().then(
        (assist) => assist(id, editor),
        () => {
          if (hasWarned) return;
          hasWarned = true;
          services.notify(words.typeChecking.notLoaded);
        },
      );
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
