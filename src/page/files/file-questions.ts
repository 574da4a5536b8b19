import { type ReadonlySignal, signal } from "@preact/signals";
import type { CellId } from "../../protocol/ids.ts";
import { MAXIMUM_FILE_BYTES } from "../../protocol/lesson-file.ts";
import { words } from "../../words/words.ts";

/** A file that the reader has chosen for a cell. */
export interface ChosenFile {
  readonly file: File;
  readonly bytes: ArrayBuffer;
}

/** A cell asks the reader for a file. */
export interface FileQuestion {
  readonly cell: CellId;
  /** The types of files to choose from, as of an input element. */
  readonly accept: string;
  /** What was wrong with the file that was chosen; null at first. */
  readonly problem: string | null;
  readonly choose: (file: File) => Promise<void>;
  readonly decline: () => void;
}

/** Asks the reader for a file. @throws Error if the reader chooses none, or the signal's reason when aborted. */
export type AskForFile = (cell: CellId, accept: string, signal: AbortSignal) => Promise<ChosenFile>;

/**
 * The questions for files. Nothing opens by itself: the cell shows the question, and the browser lets the reader choose
 * after a click. A cell receives the file that is chosen and its name, and no path.
 */
export class FileQuestions {
  readonly #open = signal<FileQuestion | null>(null);
  readonly #say: (text: string) => void;

  /** @param say announces a question to screen readers. */
  constructor(say: (text: string) => void) {
    this.#say = say;
  }

  /** The question that waits for the reader; at most one. */
  get open(): ReadonlySignal<FileQuestion | null> {
    return this.#open;
  }

  readonly ask: AskForFile = (cell, accept, signal) =>
    new Promise((resolve, reject) => {
      const end = (): void => {
        signal.removeEventListener("abort", abort);
        this.#open.value = null;
      };
      const abort = (): void => {
        end();
        reject(signal.reason);
      };
      signal.addEventListener("abort", abort);
      const question: FileQuestion = {
        cell,
        accept: plainTypes(accept),
        problem: null,
        choose: async (file) => {
          const found = await readFile(file);
          if (this.#open.peek()?.choose !== question.choose) return;
          if (typeof found === "string") {
            this.#open.value = { ...question, problem: found };
            this.#say(found);
            return;
          }
          end();
          resolve(found);
        },
        decline: () => {
          end();
          reject(new Error(words.files.notChosen));
        },
      };
      this.#open.value = question;
      this.#say(words.files.asks(cell));
    });
}

/** Reads the file, or says what is wrong with it. */
async function readFile(file: File): Promise<ChosenFile | string> {
  if (file.size > MAXIMUM_FILE_BYTES)
    return words.files.tooLarge(file.name, Math.round(file.size / 1e5) / 10, MAXIMUM_FILE_BYTES / 1e6);
  try {
    return { file, bytes: await file.arrayBuffer() };
  } catch {
    return words.files.unreadable(file.name);
  }
}

/** Only ends of names and media types, as `.csv` and `image/*`. */
function plainTypes(accept: string): string {
  const types = accept.split(",").map((type) => type.trim());
  return types.filter((type) => /^(?:\.[\w-]+|[\w-]+\/[\w.+*-]+)$/.test(type)).join(",");
}
