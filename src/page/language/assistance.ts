import type { Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { ReadonlySignal } from "@preact/signals";
import type { Answer, Problems, Question } from "../../language/messages.ts";
import type { CellId } from "../../protocol/ids.ts";
import type { Notebook } from "../notebook/notebook.ts";
import type { LanguageClient } from "./language-client.ts";
import type { ModuleSource } from "./lesson-modules.ts";

/** What adds the language service to the editor of a cell. */
export type Assist = (id: CellId) => Extension;

/** What the language service needs of the page. */
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

/** What `assistWith` needs beside the worker. */
export interface AssistServices extends AssistantServices {
  /** Tells the reader that the language service cannot be loaded, once. */
  readonly reportMissing: () => void;
}

/** What the parts of the language service in an editor share. */
export interface Assistance extends AssistantServices {
  readonly problems: ReadonlySignal<Problems>;
  readonly client: LanguageClient;
  /** Sends the worker what was typed since. */
  readonly flush: () => void;
  /** Starts a new worker if the last one has failed. */
  readonly restart: () => void;
  readonly sourceOf: (cell: string) => string;
}

/** Asks about the text that the editor shows now. The answer is null if the text has changed meanwhile. */
export type AskNow = (view: EditorView, question: Question) => Promise<Answer | null>;
