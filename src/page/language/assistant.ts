import type { Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { CellId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";
import type { Notebook } from "../notebook/notebook.ts";

/** Adds what TypeScript knows to a cell's editor. */
export type Assist = (id: CellId, editor: AssistedEditor) => void;

/** An editor that can get extensions after it was made. */
export interface AssistedEditor {
  readonly view: EditorView;
  extend(extension: Extension): void;
}

export interface AssistantServices {
  readonly notebook: Notebook;
  /** The modules that the lesson brings, as cells import them. */
  readonly modules: () => readonly string[];
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
 * Creates the assistant of a lesson's editors. What it needs is loaded with the first editor; if that fails, editing and
 * running go on without it, and the next editor tries again.
 */
export function createAssistant(services: AssistantServices): Assist {
  let loading: Promise<Assist> | null = null;
  let hasWarned = false;
  const load = async (): Promise<Assist> => {
    const [{ assistWith }, worker] = await Promise.all([import("./assist.ts"), services.startLanguage()]);
    return assistWith(worker, services);
  };
  return (id, editor) => {
    loading ??= load();
    loading.then(
      (assist) => assist(id, editor),
      () => {
        loading = null;
        if (hasWarned) return;
        hasWarned = true;
        services.notify(words.typeChecking.notLoaded);
      },
    );
  };
}
