import type { CellNames } from "./cell-names.ts";
import { EVERYTHING } from "./cell-names.ts";

/** The names that the cells above have declared, while one goes through the cells in their order. */
export class NamesAbove {
  readonly #cells = new Map<string, CellNames>();

  /** The names whose values a cell may change, itself or through functions of the cells above. Modules do not change. */
  changedBy({ changes, uses }: CellNames): readonly string[] {
    const called = uses.flatMap((name) => {
      const inFunctions = this.#cells.get(name)?.changesInFunctions ?? [];
      // What the functions change is not one of the functions.
      return inFunctions.includes(name) ? [] : inFunctions;
    });
    return [...new Set([...changes, ...called])].filter((name) => name === EVERYTHING || this.#isValue(name));
  }

  add(names: CellNames): void {
    for (const name of names.declares) this.#cells.set(name, names);
  }

  #isValue(name: string): boolean {
    return this.#cells.get(name)?.imports.includes(name) === false;
  }
}
