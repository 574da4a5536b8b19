import { parseStack } from "../../cell/stack.ts";
import type { CellError } from "../../protocol/event.ts";
import type { CellId } from "../../protocol/ids.ts";
import { inspectText } from "../output/inspect.ts";

const MAXIMUM_MESSAGE = 4000;
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
): CellError {
  const { name, message, stack } = readThrown(thrown);
  const frames = stackFrames(stack, sources);
  // The reader can fix the cell that ran; frames of earlier cells are functions that it called.
  const frame = frames.find((candidate) => candidate.cell === cell) ?? null;
  return {
    name,
    message: message.length > MAXIMUM_MESSAGE ? `${message.slice(0, MAXIMUM_MESSAGE)}…` : message,
    line: frame?.line ?? null,
    column: frame?.column ?? null,
    text: frame === null ? null : lineOf(sources.get(cell)?.source ?? "", frame.line),
    stack: frames,
  };
}

function readThrown(thrown: unknown): { name: string; message: string; stack: string } {
  try {
    if (thrown instanceof Error) {
      return {
        name: String(thrown.name),
        message: explain(String(thrown.message)),
        stack: String(thrown.stack ?? ""),
      };
    }
    return { name: "Thrown", message: inspectText(thrown), stack: "" };
  } catch {
    return { name: "Thrown", message: "(a value that cannot be read)", stack: "" };
  }
}

/** Adds an explanation to the engines' messages that students see most often. */
function explain(message: string): string {
  if (/call stack size exceeded|too much recursion/i.test(message))
    return `${message}. A function calls itself without end, or too deeply.`;
  // The blank of an exercise that is not filled in: the messages of Chromium and Firefox, and of WebKit.
  const blank = /^(_{2,})(?= is not defined)|(?<=^Can't find variable: )_{2,}$/.exec(message)?.[0];
  return blank === undefined ? message : `${message}. Replace the blank ${blank} first.`;
}

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
