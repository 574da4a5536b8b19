import type { Binding } from "../../cell/compile/compile.ts";
import type { CellId } from "../../protocol/ids.ts";
import { isPromise } from "../platform/promises.ts";

/** A cell's names as live bindings. */
export type Bindings = Readonly<Record<string, Binding>>;

/**
 * The scope that all cells share: an object with an accessor for each top-level name. Cells are evaluated in a `with`
 * statement over it. The variables stay where they were declared, so closures and later cells see the same ones.
 */
export class CellScope {
  /** No prototype, so that a name which no cell declares resolves to the global. */
  readonly object: object = Object.create(null);
  readonly #owners = new Map<string, CellId>();

  /** Removes what the cell declared in its previous run. */
  forget(cell: CellId): void {
    for (const [name, owner] of this.#owners) {
      if (owner !== cell) continue;
      Reflect.deleteProperty(this.object, name);
      this.#owners.delete(name);
    }
  }

  variables(): readonly (readonly [name: string, value: unknown])[] {
    return [...this.#owners.keys()].map((name) => [name, this.#read(name)] as const);
  }

  /** All variables, with the cells that declare them. */
  declared(): readonly { readonly name: string; readonly cell: CellId; readonly value: unknown }[] {
    return [...this.#owners].map(([name, cell]) => ({ name, cell, value: this.#read(name) }));
  }

  /** The names whose values are promises, with the cells that declare them. */
  promises(): readonly { readonly name: string; readonly cell: CellId }[] {
    return [...this.#owners]
      .filter(([name]) => isPromise(this.#read(name)))
      .map(([name, cell]) => ({ name, cell }));
  }

  define(cell: CellId, bindings: Bindings): void {
    for (const [name, [get, set]] of Object.entries(bindings)) {
      this.#owners.set(name, cell);
      Object.defineProperty(this.object, name, {
        configurable: true,
        enumerable: true,
        get,
        set: set ?? (() => refuseAssignment(name)),
      });
    }
  }

  /** Undefined for a name whose declaration has not run. */
  #read(name: string): unknown {
    try {
      return Reflect.get(this.object, name);
    } catch {
      return undefined;
    }
  }
}

function refuseAssignment(name: string): never {
  throw new TypeError(
    `Assignment to constant variable "${name}": it was declared by const or import in another cell.`,
  );
}
