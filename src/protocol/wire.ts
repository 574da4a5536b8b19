import * as v from "valibot";
import { RuntimeEvent } from "./event.ts";

/**
 * A message from the runtime to the page is one string, so its length bounds its cost before it is parsed. A structured
 * clone of millions of objects would block the page before it could refuse it.
 */
export const MAXIMUM_MESSAGE_LENGTH = 2_000_000;

/** Outputs that the runtime may send before the page has processed any. */
export const INITIAL_CREDIT = 48;

/**
 * How many messages that need no credit may wait beside the outputs: `done`, `need`, heartbeats … answer commands or are
 * timed, so they are few. A runtime that has sent more than that violates the protocol: it is a forged flood.
 */
export const CREDIT_TOLERANCE = 64;

/** Parses a message from behind the wall; null if it is malformed. */
export function readEvent(message: unknown): RuntimeEvent | null {
  if (typeof message !== "string" || message.length > MAXIMUM_MESSAGE_LENGTH) return null;
  const text = message.replace(EXCESS_MARKS, "$1");
  try {
    const result = v.safeParse(
      RuntimeEvent,
      JSON.parse(text, text.includes("__proto__") ? dropPrototype : undefined),
    );
    return result.success ? result.output : null;
  } catch {
    // Not JSON, or nested too deeply to be walked.
    return null;
  }
}

/**
 * Accents and the like beyond what any script puts on one letter. Thousands of them take hundreds of milliseconds to lay
 * out.
 */
const EXCESS_MARKS = /(\p{M}{8})\p{M}+/gu;

/** An own key `__proto__` would change the prototype of an object that it is copied to. */
function dropPrototype(key: string, value: unknown): unknown {
  return key === "__proto__" ? undefined : value;
}
