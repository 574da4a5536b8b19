import type { CellError } from "../../protocol/event.ts";
import type { CellId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";

/** A cell with the names that its current text declares. */
export interface Declaring {
  readonly id: CellId;
  readonly declares: readonly string[];
  /** Those of `declares` that come from a module. */
  readonly imports: readonly string[];
}

/** The messages of Chromium and Firefox, and of WebKit. */
const UNDECLARED =
  /^([\p{ID_Start}$_][\p{ID_Continue}$]*) is not defined|^Can't find variable: ([\p{ID_Continue}$]+)/u;

/** What the runtime proposes for a name of a module. */
const IMPORT = /`import [^`]*`/;

/**
 * Adds to an error about an unknown name which cell declares it. The runtime knows only the cells that have run.
 * @param cells all of the page, in its order
 */
export function explainUndeclared(error: CellError, failed: CellId, cells: readonly Declaring[]): CellError {
  const [, inMost, inWebKit] = UNDECLARED.exec(error.message) ?? [];
  const name = inMost ?? inWebKit;
  if (error.name !== "ReferenceError" || name === undefined) return error;
  const position = cells.findIndex(({ id }) => id === failed);
  const declares = (cell: Declaring): boolean => cell.id !== failed && cell.declares.includes(name);
  const explain = ({ id, imports }: Declaring, declared: (cell: string) => string): CellError => {
    const statement = imports.includes(name) ? IMPORT.exec(error.message)?.[0] : undefined;
    const remedies = [declared(id), ...(statement === undefined ? [] : [words.runtime.orImport(statement)])];
    return { ...error, message: words.runtime.notDefined(name, remedies.join(" ")) };
  };
  const above = cells.slice(0, Math.max(0, position)).findLast(declares);
  const below = cells.slice(position + 1).find(declares);
  if (above) return explain(above, words.runtime.declaredAbove);
  if (below) return explain(below, words.runtime.declaredBelow);
  return error;
}
