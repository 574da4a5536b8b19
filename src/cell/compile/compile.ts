import { type Declaration, topLevelDeclarations } from "../names/declarations.ts";
import { type ParsedCell, parseCell } from "../parse-cell.ts";
import { endOf, type Node, startOf } from "../syntax-tree.ts";
import { asyncEdits, type EnclosingEdits } from "./async-edits.ts";
import { type CompileError, compileError } from "./compile-error.ts";
import { eraseTypes } from "./erase-types.ts";
import { htmlCommentEdits } from "./html-comments.ts";
import { authorLines, type Position, scriptLines } from "./lines.ts";
import { moduleEdits } from "./module-edits.ts";
import { applyEdits } from "./text-edits.ts";

/** The result of compiling a cell. */
export type Compilation = Compiled | CompileFailure;

export interface Compiled {
  readonly type: "compiled";
  /**
   * An expression for indirect eval. Its value is a function that takes the shared scope (for `with`) and returns an
   * async function. That function takes a `CellAccess`, runs the cell once, and resolves to `{ value }` if the cell
   * ends with an expression, else to undefined.
   */
  readonly code: string;
  readonly declares: readonly string[];
  /** Maps a position in `code`, as in a stack trace, to the author's TypeScript. Both count from 1. */
  readonly mapPosition: (line: number, column: number) => Position;
}

export interface CompileFailure {
  readonly type: "failed";
  readonly error: CompileError;
}

/** What the compiled code calls. */
export interface CellAccess {
  /**
   * Called before any of the cell's own code, with a getter for each name that the cell declares and (except for
   * `const`, `using` and imports) a setter. Both throw a ReferenceError until the declaration has run.
   */
  readonly define: (bindings: Readonly<Record<string, Binding>>) => void;
  /** `names`: what an import declaration imports by name, or the options of `import()`; absent for `import *`. */
  readonly import: (module: string, names?: readonly string[] | object) => Promise<unknown>;
  /** Called with the value of an `await`; returns what to wait for in its place. */
  readonly awaited: (value: unknown) => unknown;
  /** Called before each step of a `for await` loop: whether it has to wait for a `pause` first. */
  readonly isPauseDue: () => boolean;
  readonly pause: () => Promise<void>;
  /** Called with what a `throw` throws; returns it. */
  readonly thrown: (value: unknown) => unknown;
  /** Called with the constructor of a promise, perhaps, and its first argument; returns the one to use. */
  readonly executor: (maker: unknown, executor: unknown) => unknown;
  /** Called when an async function has thrown: whether it has to wait for its `turn` first. */
  readonly isExcess: () => boolean;
  readonly turn: () => Promise<void>;
}
export type Binding = readonly [get: () => unknown, set?: (value: unknown) => void];

/** Compiles the TypeScript of one cell to JavaScript. Never throws. */
export function compileCell(source: string): Compilation {
  const author = source.replace(/\r\n?/g, "\n");
  try {
    return compileParsed(parseCell(author));
  } catch (error) {
    return { type: "failed", error: compileError(error, author) };
  }
}

/** Compiles a cell that is parsed already. Never throws. */
export function compileParsed(cell: ParsedCell): Compilation {
  try {
    return generate(cell);
  } catch (error) {
    return { type: "failed", error: compileError(error, cell.author) };
  }
}

function generate({ author, statements, final }: ParsedCell): Compiled {
  const names = internalNames(author);
  const declarations = topLevelDeclarations(statements);
  const { opening, closing } = returnEdits(final);
  const async = asyncEdits(statements, names.cell, names.value);
  const body = applyEdits(author, [
    ...opening,
    ...async.opening,
    ...moduleEdits(statements, names.cell),
    ...eraseTypes(statements, author),
    ...htmlCommentEdits(statements, author),
    ...async.closing,
    ...closing,
  ]);
  const header = `(function(${names.scope}){with(${names.scope}){return async function(${names.cell}){"use strict";${definitions(declarations, names)}\n`;
  const code = `${header}${body.text}\n}}})`;
  const lines = scriptLines(code);
  const inAuthor = authorLines(author);
  return {
    type: "compiled",
    code,
    declares: declarations.map(({ name }) => name),
    mapPosition(line, column) {
      const offset = Math.max(0, Math.min(lines.offset({ line, column }) - header.length, body.text.length));
      return inAuthor.position(body.originalOffset(offset));
    },
  };
}

interface InternalNames {
  readonly scope: string;
  readonly cell: string;
  readonly value: string;
}

/** Names for the code around the cell that do not occur in the cell. */
function internalNames(code: string): InternalNames {
  const unused = (name: string): string => (code.includes(name) ? unused(`_${name}`) : name);
  return { scope: unused("__scope"), cell: unused("__cell"), value: unused("__value") };
}

function definitions(declarations: readonly Declaration[], { cell, value }: InternalNames): string {
  const bindings = declarations.map(({ name, writable }) => {
    // Without brackets, `__proto__` would set the prototype.
    const key = name === "__proto__" ? '["__proto__"]' : name;
    return `${key}:[()=>${name}${writable ? `,(${value})=>{${name}=${value}}` : ""}]`;
  });
  return `${cell}.define({${bindings.join(",")}});`;
}

function returnEdits(final: Node | null): EnclosingEdits {
  if (!final) return { opening: [], closing: [] };
  const [start, end] = [startOf(final), endOf(final)];
  // As the last of a sequence, a function gets no name of the property. Errors in others would get another position.
  const sequence = isFunction(final) ? "0, " : "";
  return {
    opening: [{ start, end: start, text: `return { __proto__: null, value: (${sequence}(` }],
    closing: [{ start: end, end, text: ")) }" }],
  };
}

function isFunction(node: Node): boolean {
  switch (node.type) {
    case "ParenthesizedExpression":
      return isFunction(node.expression);
    case "ArrowFunctionExpression":
    case "FunctionExpression":
    case "ClassExpression":
      return true;
    default:
      return false;
  }
}
