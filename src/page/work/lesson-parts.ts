import type { ReadonlySignal } from "@preact/signals";
import type { CellId } from "../../protocol/ids.ts";
import { sha256OfText } from "../datasets/sha256.ts";
import type { Notebook } from "../notebook/notebook.ts";
import type { RuntimeHost } from "../sandbox/host.ts";
import type { ReaderSettings } from "../saving/control-values.ts";
import type { Draft } from "../saving/edits/draft.ts";
import type { Edits } from "../saving/edits/edits.ts";
import type { OwnIds } from "../saving/own-ids.ts";
import type { Quizzes } from "../saving/quizzes.ts";
import type { Solved } from "../saving/solved.ts";

/** What the reader's work on a lesson consists of, and what can be done with it. */
export interface LessonParts {
  readonly slug: string;
  readonly title: string;
  readonly notebook: Notebook;
  readonly host: RuntimeHost;
  readonly edits: Edits;
  /** Gives the cells that the reader adds their ids. */
  readonly ids: OwnIds;
  readonly draftOf: (id: CellId) => Draft;
  readonly solved: Solved;
  /** What the reader has set on the controls of cells. */
  readonly settings: ReaderSettings;
  /** What the reader has answered. */
  readonly quizzes: Quizzes;
  /** Finds the names in a cell whose text was replaced. */
  readonly onEdited: (id: CellId) => void;
  /** The work in the page is someone else's, under review. */
  readonly locked: ReadonlySignal<boolean>;
  /**
   * Shows a short notice, with an action if there is something to do about it. It replaces an earlier notice on the
   * same topic.
   */
  readonly notify: (text: string, action: NoticeAction | null, topic?: string) => void;
  /** Announces a text to screen readers. */
  readonly say: (text: string) => void;
}

export interface NoticeAction {
  readonly label: string;
  readonly act: () => void;
}

/** Of the author's cells: each version of a lesson has a different one. */
export async function digestOf(notebook: Notebook): Promise<string> {
  const authors = notebook.cells.peek().filter(({ own }) => own.peek() === null);
  const cells = authors.map(({ definition }) => {
    const { id, source, exercise } = definition.peek();
    return [id, source, exercise?.checks ?? []];
  });
  return sha256OfText(JSON.stringify(cells));
}
