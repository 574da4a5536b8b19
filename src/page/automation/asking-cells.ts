import { effect } from "@preact/signals";
import { dependencies } from "../../cell/names/dependencies.ts";
import type { CellId } from "../../protocol/ids.ts";
import type { FileQuestions } from "../files/file-questions.ts";
import type { Outcome } from "../notebook/cell-state.ts";
import type { Notebook } from "../notebook/notebook.ts";
import { namedCell } from "../notebook/notebook-cell.ts";

/** The cells that cannot continue without a file of the reader's: while cells run automatically, there is no reader. */
export class AskingCells {
  readonly #notebook: Notebook;
  /** Those that have asked in their current run. */
  readonly #asking = new Set<CellId>();
  /** Those that did not get on without the file. */
  readonly #without = new Set<CellId>();

  constructor(notebook: Notebook, questions: FileQuestions) {
    this.#notebook = notebook;
    effect(() => {
      const question = questions.open.value;
      if (question === null) return;
      this.#asking.add(question.cell);
      question.decline();
    });
  }

  /** A run begins, of a cell and of those that it needs. */
  begin(id: CellId): void {
    this.#asking.clear();
    this.#without.delete(id);
  }

  /** A cell has ended, the one that was asked for or one that it needs. A cell may continue without the file. */
  end(id: CellId, outcome: Outcome): void {
    if (outcome !== "done" && this.#asking.has(id)) this.#without.add(id);
  }

  /** Whether the cell, or one that it depends on, lacks a file. */
  lacksFile(id: CellId): boolean {
    if (this.#without.has(id)) return true;
    // Of all cells: those that do not run with others have run here, too.
    const cells = this.#notebook.cells.value.map((cell) => ({ ...namedCell(cell), runsWithOthers: true }));
    const needed = dependencies(cells).get(id) ?? new Set();
    return [...this.#without].some((each) => needed.has(each));
  }
}
