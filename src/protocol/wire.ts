import * as v from "valibot";
import { RuntimeEvent } from "./event.ts";

/**
 * A message from the runtime to the page is one string, so its length bounds its cost before it is parsed. A structured
 * clone of millions of objects would block the page before it could refuse it.
 */
export const MAXIMUM_MESSAGE_LENGTH = 2_000_000;

/** Messages that the runtime may send before the page has processed any. */
export const INITIAL_CREDIT = 48;

/**
 * Messages that need no credit (`done`, `need`, heartbeats …) answer commands or are timed, so they are few. A runtime
 * that exceeds its credit by more than this violates the protocol: it is a forged flood.
 */
export const CREDIT_TOLERANCE = 64;

export function writeEvent(event: RuntimeEvent): string {
  return JSON.stringify(event);
}

/** Parses a message from behind the wall; null if it is malformed. */
export function readEvent(message: unknown): RuntimeEvent | null {
  if (typeof message !== "string" || message.length > MAXIMUM_MESSAGE_LENGTH) return null;
  try {
    const result = v.safeParse(
      RuntimeEvent,
      JSON.parse(message, message.includes("__proto__") ? dropPrototype : undefined),
    );
    return result.success ? result.output : null;
  } catch {
    // Not JSON, or nested too deeply to be walked.
    return null;
  }
}

/** An own key `__proto__` would change the prototype of an object that it is copied to. */
function dropPrototype(key: string, value: unknown): unknown {
  return key === "__proto__" ? undefined : value;
}
