import type { CellError } from "../../protocol/event.ts";
import type { CellId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";

/** A cell with the names that its current text declares. */
export interface Declaring {
  readonly id: CellId;
  readonly declares: readonly string[];
}

/** The messages of Chromium and Firefox, and of WebKit. */
const UNDECLARED =
  /^([\p{ID_Start}$_][\p{ID_Continue}$]*) is not defined|^Can't find variable: ([\p{ID_Continue}$]+)/u;

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
  const above = cells.slice(0, Math.max(0, position)).findLast(declares);
  const below = cells.slice(position + 1).find(declares);
  if (above) return withMessage(error, name, words.runtime.declaredAbove(above.id));
  if (below) return withMessage(error, name, words.runtime.declaredBelow(below.id));
  return error;
}

function withMessage(error: CellError, name: string, explanation: string): CellError {
  return { ...error, message: words.runtime.notDefined(name, explanation) };
}
