import { parseStack } from "../../cell/compile/error-stack.ts";
import type { CellError } from "../../protocol/event.ts";
import type { CellId } from "../../protocol/ids.ts";
import { inspectText } from "../output/inspect.ts";
import { stackOfThrown } from "../platform/thrown.ts";
import { type ErrorContext, explainError } from "./explain-error.ts";
import type { KnownValues } from "./not-functions.ts";

const MAXIMUM_MESSAGE = 4000;
/** A message beyond which nothing is explained: longer ones take seconds to search. */
const MAXIMUM_READ = 20_000;
const MAXIMUM_NAME = 200;
const MAXIMUM_LINE = 10_000;
const MAXIMUM_FRAMES = 20;

/** A cell's TypeScript, and how to map a position in the evaluated code back to it. */
export interface SourceMap {
  readonly source: string;
  mapPosition(line: number, column: number): { readonly line: number; readonly column: number };
}

/** Describes anything a cell threw, with positions in the author's TypeScript. Never throws. */
export function describeError(
  thrown: unknown,
  cell: CellId,
  sources: ReadonlyMap<string, SourceMap>,
  known: KnownValues,
): CellError {
  const { name, stack, ...read } = readThrown(thrown);
  const frames = stackFrames(stack, sources);
  // The reader can fix the cell that ran; frames of earlier cells are functions that it called.
  const frame = frames.find((candidate) => candidate.cell === cell) ?? null;
  const text = frame === null ? null : lineOf(sources.get(cell)?.source ?? "", frame.line);
  const context = { ...known, isOwn: isThrownByCell(stack), line: text };
  const explained = read.isError ? explain(read.message, context) : read.message;
  const message = [explained, ...causesOf(thrown)].join("\n");
  return bounded({
    name,
    message,
    line: frame?.line ?? null,
    column: frame?.column ?? null,
    text,
    stack: frames,
  });
}

/** The error with texts of a length that the page accepts: it drops larger messages, and would wait for the end of the run. */
export function bounded(error: CellError): CellError {
  return {
    ...error,
    name: cut(error.name, MAXIMUM_NAME),
    message: cut(error.message, MAXIMUM_MESSAGE),
    text: error.text === null ? null : cut(error.text, MAXIMUM_LINE),
  };
}

/** The values that an explanation looks into may be proxies, which can throw. */
function explain(message: string, context: ErrorContext): string {
  try {
    return explainError(message, context);
  } catch {
    return message;
  }
}

interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly isError: boolean;
}

function readThrown(thrown: unknown): Thrown {
  try {
    if (thrown instanceof Error) {
      const message = String(thrown.message);
      return {
        name: String(thrown.name),
        message: cut(message, MAXIMUM_READ),
        stack: framesOf(String(thrown.stack ?? ""), message),
        isError: true,
      };
    }
    return { name: "Thrown", message: inspectText(thrown), stack: stackOfThrown(thrown), isError: false };
  } catch {
    return { name: "Thrown", message: "(a value that cannot be read)", stack: "", isError: false };
  }
}

/** A stack without a long message, which V8 puts before the frames. */
function framesOf(stack: string, message: string): string {
  if (message.length <= MAXIMUM_READ) return stack;
  const start = stack.indexOf(message);
  return start < 0 ? stack : stack.slice(start + message.length);
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

const MAXIMUM_CAUSES = 5;

/** What the error names as its causes, each on a line: why it was thrown, and the errors that it collects. */
function causesOf(thrown: unknown): readonly string[] {
  const lines: string[] = [];
  let error = thrown;
  try {
    while (error instanceof Error && lines.length < MAXIMUM_CAUSES) {
      const collected: unknown = error instanceof AggregateError ? error.errors : [];
      const causes = [
        ...(Array.isArray(collected) ? collected : []),
        ...("cause" in error ? [error.cause] : []),
      ];
      lines.push(
        ...causes.slice(0, MAXIMUM_CAUSES - lines.length).map((cause) => `Cause: ${causeText(cause)}`),
      );
      error = "cause" in error ? error.cause : null;
    }
  } catch {
    // A cause may be a getter, or a proxy that throws.
  }
  return lines;
}

function causeText(cause: unknown): string {
  const { name, message, isError } = readThrown(cause);
  return cut(isError ? `${name}: ${message}` : message, MAXIMUM_CAUSE);
}

const MAXIMUM_CAUSE = 400;

/** Whether the innermost frame is in a cell: a built-in function that it called, such as `map`, does not count as a library. */
function isThrownByCell(stack: string): boolean {
  const innermost = stack.split("\n").find((line) => /^\s+at |@/.test(line) && !BUILT_IN.test(line));
  return innermost === undefined || parseStack(innermost).length > 0;
}

/** V8: "    at Array.map (<anonymous>)". JavaScriptCore: "map@[native code]". SpiderMonkey has none. */
const BUILT_IN = /\(<anonymous>\)$|^\s+at <anonymous>$|@\[native code\]$/;

function stackFrames(stack: string, sources: ReadonlyMap<string, SourceMap>): CellError["stack"] {
  const frames: { cell: string; line: number; column: number }[] = [];
  for (const { cell, line, column } of parseStack(stack)) {
    const map = sources.get(cell);
    if (map === undefined) continue;
    frames.push({ cell, ...map.mapPosition(line, column) });
    if (frames.length >= MAXIMUM_FRAMES) break;
  }
  return frames;
}

function lineOf(source: string, line: number): string | null {
  return source.split("\n")[line - 1] ?? null;
}
