/** A position in a cell's compiled code, as the engine reports it. Line and column count from 1. */
export interface StackFrame {
  readonly cell: string;
  readonly line: number;
  readonly column: number;
}

/** The name of a cell's code in stack traces, for `//# sourceURL=`. */
export function cellSourceUrl(cell: string): string {
  return `lectern-cell/${cell}`;
}

// V8: "    at f (lectern-cell/a:3:15)". SpiderMonkey and JavaScriptCore: "f@lectern-cell/a:3:15".
const FRAME = /^(?:\s+at |[^@]*@).*?lectern-cell\/([A-Za-z][\w-]*):(\d+):(\d+)\)?\s*$/;

/** The frames of a stack trace that are in cells, innermost first, for V8, SpiderMonkey and JavaScriptCore. */
export function parseStack(stack: string): StackFrame[] {
  return stack.split("\n").flatMap((text) => {
    const [, cell, line, column] = FRAME.exec(text) ?? [];
    return cell && line && column ? [{ cell, line: Number(line), column: Number(column) }] : [];
  });
}
