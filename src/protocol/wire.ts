import * as v from "valibot";
import { RuntimeEvent } from "./event.ts";

/**
 * From runtime to page a message on the wire is one string: its cost is bounded by its length before anything is
 * done with it, while a structured clone of millions of objects blocks the page before it can refuse it.
 */
export const MAXIMUM_MESSAGE_LENGTH = 2_000_000;

/** Messages that the runtime may have under way before the page has taken any in. */
export const INITIAL_CREDIT = 48;

/**
 * Messages that need no credit (`done`, `need`, heartbeats …) are answers to commands or timed, so few. A runtime
 * that is this far over its credit does not keep to the protocol: it is a forged flood.
 */
export const CREDIT_TOLERANCE = 64;

export function writeEvent(event: RuntimeEvent): string {
  return JSON.stringify(event);
}

/** Parses what came over the wall; null for whatever is malformed. */
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

/** Own keys named `__proto__` would change the prototype of whatever copies them. */
function dropPrototype(key: string, value: unknown): unknown {
  return key === "__proto__" ? undefined : value;
}
