import type { Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { CellId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";
import type { Notebook } from "../notebook/notebook.ts";
import type { ModuleSource } from "./lesson-modules.ts";

/** Adds what TypeScript knows to a cell's editor. */
export type Assist = (id: CellId, editor: AssistedEditor) => void;

export interface Assistant {
  /** Begins to load what `assist` needs. */
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
 * running go on without it, and the next editor tries again.
 */
export function createAssistant(services: AssistantServices): Assistant {
  let loading: Promise<Assist> | null = null;
  let hasWarned = false;
  const load = async (): Promise<Assist> => {
    const [{ assistWith }, worker] = await Promise.all([import("./assist.ts"), services.startLanguage()]);
    return assistWith(worker, services);
  };
  const prepare = (): Promise<Assist> => {
    loading ??= load();
    loading.catch(() => {
      loading = null;
    });
    return loading;
  };
  return {
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
