import type { CellError } from "../../protocol/event.ts";

/** A fault of the runtime, as the error of the cell that ran or was to run in it. */
export function runtimeError(message: string): CellError {
  return { name: "RuntimeError", message, line: null, column: null, text: null, stack: [] };
}
