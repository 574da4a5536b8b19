import * as v from "valibot";
import { CellId } from "../../protocol/ids.ts";
import type { Notebook } from "../notebook/notebook.ts";
import { numberOf } from "../notebook/own-cells.ts";

/** The highest number given to one of the reader's cells in this lesson, in any tab. */
export interface NumberStore {
  /** 0 if none is stored, or storage is denied. */
  read(): number;
  write(number: number): void;
}

/** The ids in files do not raise the numbers of new cells beyond this. */
const LARGEST_IN_FILE = 100_000;

/**
 * Gives the reader's cells their ids. No number is used twice, even by two tabs, since their cells would become one. The
 * number of a deleted cell is not used again either: Undo may bring that cell back.
 */
export class OwnIds {
  readonly #notebook: Pick<Notebook, "cell">;
  readonly #store: NumberStore;
  /** The highest number given here, for where storage is denied. */
  #last = 0;

  constructor(notebook: Pick<Notebook, "cell">, store: NumberStore) {
    this.#notebook = notebook;
    this.#store = store;
  }

  /** An id that no cell has, or had. */
  next(): CellId {
    for (let number = this.#highest() + 1; ; number += 1) {
      const id = v.parse(CellId, `mine-${number}`);
      if (this.#notebook.cell(id) !== undefined) continue;
      this.#use(number);
      return id;
    }
  }

  /** The id that a cell has in a file, or another one if a cell has it here or in another tab. */
  adopt(id: CellId): CellId {
    if (this.#notebook.cell(id) !== undefined) return this.next();
    const number = numberOf(id);
    if (number === null) return id;
    if (number <= this.#highest() || number > LARGEST_IN_FILE) return this.next();
    this.#use(number);
    return id;
  }

  #highest(): number {
    return Math.max(this.#last, this.#store.read());
  }

  #use(number: number): void {
    this.#last = number;
    this.#store.write(number);
  }
}
