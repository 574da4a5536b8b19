import type { CellError } from "../../protocol/event.ts";
import { areBuiltInsLost, replacedBuiltIns } from "../platform/built-ins.ts";

const RESTART = "press Restart at the top of the page";

/** For a runtime that cannot run cells any more. */
export const BROKEN_RUNTIME: CellError = {
  name: "RuntimeError",
  message: `No cell can run any more: a cell has replaced built-in functions that Lectern needs. To continue, ${RESTART}.`,
  line: null,
  column: null,
  text: null,
  stack: [],
};

const NAMED = 3;

/**
 * Says which members of the language's built-in objects cells have changed, if any: TensorFlow.js uses them too, so its
 * errors may have that cause.
 */
export function explainReplacedBuiltIns(error: CellError): CellError {
  const replaced = replacedBuiltIns();
  if (replaced.length === 0) return error;
  const others = replaced.length > NAMED ? ` and ${replaced.length - NAMED} more` : "";
  const names = `${replaced.slice(0, NAMED).join(", ")}${others}`;
  const hint = `A cell has changed ${names}, which TensorFlow.js and Lectern use too. If that is the cause, ${RESTART}.`;
  const message = `${error.message}${/[.!?]$/.test(error.message) ? "" : "."} ${hint}`;
  // What cannot be put back may have broken the analysis of the cell, and with it the line.
  const position = areBuiltInsLost() ? { line: null, column: null, text: null } : {};
  return { ...error, message, ...position };
}
