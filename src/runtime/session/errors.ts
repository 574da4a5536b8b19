import { parseStack } from "../../cell/stack.ts";
import type { CellError } from "../../protocol/event.ts";
import type { CellId } from "../../protocol/ids.ts";
import { inspectText } from "../output/inspect.ts";

const MAXIMUM_MESSAGE = 4000;
const MAXIMUM_FRAMES = 20;

/** Where a cell's code came from: its author's lines, and how to find them from an engine's position. */
export interface SourceMap {
  readonly source: string;
  mapPosition(line: number, column: number): { readonly line: number; readonly column: number };
}

/** Whatever a cell threw, told in the lines of the author's TypeScript. Never throws, whatever was thrown. */
export function describeError(
  thrown: unknown,
  cell: CellId,
  sources: ReadonlyMap<string, SourceMap>,
): CellError {
  const { name, message, stack } = readThrown(thrown);
  const frames = stackFrames(stack, sources);
  // The place that the reader can mend is in the cell that ran; a frame of an earlier cell is where it called to.
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

/** Engines' words for what students meet most, said plainly. */
function explain(message: string): string {
  if (/call stack size exceeded|too much recursion/i.test(message))
    return `${message}. A function calls itself without an end, or too deeply.`;
  // An exercise's blank, as Chromium and Firefox, and as WebKit name what is not declared.
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
