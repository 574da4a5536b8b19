const NativeError = globalThis.Error;
const { apply } = Reflect;
const { isPrototypeOf: isPrototype } = Object.prototype;
const isSame = Object.is;

/** Where a value was thrown that is not an error, and so has no stack. */
interface Trace {
  readonly value: unknown;
  /** Browsers write the text of its stack, which is slow, only when it is read. */
  readonly at: Error;
  /** The previous one. */
  older: Trace | null;
}

const MAXIMUM_TRACES = 20;

/** A list of its own: cells can replace the methods of arrays. */
let newest: Trace | null = null;

/** Remembers where code throws something that is not an error. */
export function noteThrown(value: unknown): void {
  if (isError(value)) return;
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  // Perhaps it is thrown again: where it was thrown first is more useful.
  if (isObject && find(value) !== null) return;
  newest = { value, at: new NativeError(), older: newest };
  let oldest: Trace | null = newest;
  for (let kept = 1; kept < MAXIMUM_TRACES && oldest !== null; kept += 1) oldest = oldest.older;
  if (oldest !== null) oldest.older = null;
}

/** The stack of what was thrown last as this value; empty if it is unknown. */
export function stackOfThrown(value: unknown): string {
  const stack: unknown = find(value)?.at.stack;
  return typeof stack === "string" ? stack : "";
}

function find(value: unknown): Trace | null {
  for (let trace = newest; trace !== null; trace = trace.older) if (isSame(trace.value, value)) return trace;
  return null;
}

function isError(value: unknown): boolean {
  try {
    return apply(isPrototype, NativeError.prototype, [value]);
  } catch {
    // A proxy that throws.
    return false;
  }
}
