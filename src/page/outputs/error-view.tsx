import { words } from "../../words/words.ts";
import type { ShownError } from "../notebook/output-list.ts";

interface ErrorViewProps {
  readonly shown: ShownError;
  readonly cell: string;
  /** Moves to a position in a cell's editor; lines and columns count from 1. */
  readonly goTo: (cell: string, line: number, column: number) => void;
}

/** An error with its position, the line with a mark under the column, and the callers. */
export function ErrorView({ shown, cell, goTo }: ErrorViewProps) {
  const { error, inCheck } = shown;
  const { line, column, text } = error;
  // The check may call a function of the reader's, which then throws: that is not the check's own error.
  const [innermost] = error.stack;
  const inCheckItself =
    inCheck && innermost !== undefined && innermost.cell !== cell && innermost.line === line;
  const missing = inCheckItself && error.name === "ReferenceError" ? missingName(error.message) : null;
  const called = inCheck && innermost?.cell === cell ? innermost : null;
  const callers = callersOf(error.stack.filter((frame) => frame.cell !== cell || frame.line !== line));
  return (
    <div data-output="error" class="out-error">
      <p class="out-error-message">
        <strong>{cut(error.name)}</strong>: {cut(error.message)}
      </p>
      {inCheck ? <p class="out-note">{explainCheck(called !== null, missing)}</p> : null}
      {called === null ? null : <Position {...called} goTo={goTo} />}
      {!inCheck && line !== null ? (
        <div class="out-error-place">
          <Position cell={cell} line={line} column={column} goTo={goTo} />
          {text === null ? null : <Line text={text} column={column} />}
        </div>
      ) : null}
      {inCheck || callers.length === 0 ? null : <Callers callers={callers} goTo={goTo} />}
    </div>
  );
}

/** Which code an error in a check comes from: the reader's, which the check has called, or the check's own. */
function explainCheck(isCalled: boolean, missing: string | null): string {
  if (isCalled) return words.outputs.calledByCheck;
  return missing === null ? words.outputs.inCheck : words.outputs.missing(missing);
}

interface PositionProps extends Omit<ErrorViewProps, "shown"> {
  readonly line: number;
  readonly column: number | null;
}

function Position({ cell, line, column, goTo }: PositionProps) {
  return (
    <p class="out-note">
      {column === null ? words.typeChecking.line(line) : words.outputs.lineColumn(line, column)}{" "}
      <button type="button" class="out-more" onClick={() => goTo(cell, line, column ?? 1)}>
        {words.outputs.goToLine(line)}
      </button>
    </p>
  );
}

/** The undefined name in a ReferenceError's message: Chromium and Firefox, then WebKit. */
function missingName(message: string): string | null {
  return /^(\S+) is not defined$|^Can't find variable: (\S+)$/.exec(message)?.slice(1).find(Boolean) ?? null;
}

type StackFrame = ShownError["error"]["stack"][number];

interface Caller {
  readonly frame: StackFrame;
  readonly times: number;
}

function Callers({ callers, goTo }: Pick<ErrorViewProps, "goTo"> & { readonly callers: readonly Caller[] }) {
  return (
    <ul class="out-error-stack">
      {callers.map(({ frame, times }, index) => (
        <li key={`${index}`}>
          {words.outputs.calledFrom}{" "}
          <button type="button" class="out-link" onClick={() => goTo(frame.cell, frame.line, frame.column)}>
            {words.outputs.frame(frame.cell, frame.line)}
          </button>
          {times > 1 ? words.outputs.times(times) : ""}
        </li>
      ))}
    </ul>
  );
}

const MAXIMUM_CALLERS = 8;

/** The callers; repeated calls from one line, as in a recursion, count as one. */
function callersOf(stack: readonly StackFrame[]): readonly Caller[] {
  const callers: { frame: StackFrame; times: number }[] = [];
  for (const frame of stack) {
    const last = callers.at(-1);
    if (last !== undefined && last.frame.cell === frame.cell && last.frame.line === frame.line)
      last.times += 1;
    else callers.push({ frame, times: 1 });
  }
  return callers.slice(0, MAXIMUM_CALLERS);
}

const MAXIMUM_MESSAGE = 4_000;

function cut(text: string): string {
  return text.length > MAXIMUM_MESSAGE ? `${text.slice(0, MAXIMUM_MESSAGE)} …` : text;
}

const SHOWN_BEFORE = 60;
const SHOWN_AFTER = 100;

/** The line with a mark under the column. Of a very long line only the part around the mark is shown. */
function Line({ text, column }: { readonly text: string; readonly column: number | null }) {
  const at = column === null ? 0 : Math.min(column - 1, text.length);
  const start = at > SHOWN_BEFORE + 20 ? at - SHOWN_BEFORE : 0;
  const shown = `${start > 0 ? "…" : ""}${text.slice(start, at + SHOWN_AFTER)}${text.length > at + SHOWN_AFTER ? "…" : ""}`;
  const mark = at - start + (start > 0 ? 1 : 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <pre class="out-error-line" tabIndex={0}>
      {shown}
      {column === null ? null : (
        <span class="out-error-mark" aria-hidden="true">
          {`\n${shown.slice(0, mark).replace(/\S/g, " ")}^`}
        </span>
      )}
    </pre>
  );
}
