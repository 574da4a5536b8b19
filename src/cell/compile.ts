import { type Declaration, topLevelDeclarations } from "./declarations.ts";
import { applyEdits, type Edit } from "./edits.ts";
import { htmlCommentEdits } from "./html-comments.ts";
import { authorLines, type Position, scriptLines } from "./lines.ts";
import { moduleEdits } from "./module-syntax.ts";
import { type Stripped, stripTypes } from "./strip-types.ts";
import { type AnyNode, type Program, parseScript } from "./syntax-tree.ts";

/** A cell's source, ready to be evaluated, or why it is not. */
export type Compilation = Compiled | CompileFailure;

export interface Compiled {
  readonly type: "compiled";
  /**
   * The text of an expression for indirect eval. Its value is a function of the shared scope (used by `with`),
   * which gives an async function of the cell's own `CellAccess`, which runs the cell once and resolves to
   * `{ value }` where the cell ends with an expression, else to undefined.
   */
  readonly code: string;
  readonly declares: readonly string[];
  /** From a position in `code`, as a stack has it, to the author's TypeScript. Both count from 1. */
  readonly mapPosition: (line: number, column: number) => Position;
}

export interface CompileFailure {
  readonly type: "failed";
  readonly error: CompileError;
}

/** Line and column count from 1 in the author's TypeScript; `text` is that line. */
export interface CompileError {
  readonly name: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** What the compiled code calls. */
export interface CellAccess {
  /**
   * Called first, before any of the cell's own code: for each name that the cell declares, what reads it and
   * (not for `const`, `using` and imports) what sets it. Both throw a ReferenceError before the declaration has run.
   */
  readonly define: (bindings: Readonly<Record<string, Binding>>) => void;
  /** `names`: what an import declaration takes from the module; absent for `import *` and `import()`. */
  readonly import: (module: string, names?: readonly string[]) => Promise<unknown>;
}
export type Binding = readonly [get: () => unknown, set?: (value: unknown) => void];

/** Turns the TypeScript of one cell into code for the engine. Never throws. */
export function compileCell(source: string): Compilation {
  const author = source.replace(/\r\n?/g, "\n");
  try {
    return compile(author);
  } catch (error) {
    return { type: "failed", error: compileError(error, author) };
  }
}

function compile(author: string): Compiled {
  const object = objectLiteral(author);
  if (object) return generate(author, object.stripped, object.program);
  const stripped = stripTypes(author);
  return generate(author, stripped, parse(stripped, author));
}

interface Parsed {
  readonly stripped: Stripped;
  readonly program: Program;
}

/** A cell that is only `{ a: 1, b: 2 }` means the object, as in a browser's console, not a block with labels. */
function objectLiteral(author: string): Parsed | null {
  if (!/^\s*\{/.test(author)) return null;
  try {
    const { code, originalOffset } = stripTypes(`(${author}\n)`);
    const program = parseScript(code);
    const [statement, ...more] = program.body;
    if (more.length > 0 || statement?.type !== "ExpressionStatement") return null;
    const { expression } = statement;
    if (expression.type !== "ParenthesizedExpression") return null;
    if (expression.expression.type !== "ObjectExpression") return null;
    const inAuthor = (offset: number) => Math.max(0, Math.min(originalOffset(offset) - 1, author.length));
    return { stripped: { code, originalOffset: inAuthor }, program };
  } catch {
    return null;
  }
}

/** An error at an offset of the author's text. */
class LocatedError extends SyntaxError {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

function parse(stripped: Stripped, author: string): Program {
  refuseNamespaces(stripped, author);
  return located(stripped, () => parseScript(stripped.code));
}

/** Runs `step`, and gives the error that it throws the author's offset in place of that in the stripped code. */
function located<Result>(stripped: Stripped, step: () => Result): Result {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof Error) || !("pos" in error) || typeof error.pos !== "number") throw error;
    throw new LocatedError(error.message, stripped.originalOffset(error.pos));
  }
}

/** sucrase drops a namespace and what is in it without a word. */
function refuseNamespaces(stripped: Stripped, author: string): void {
  for (const match of author.matchAll(
    /^[ \t]*(?:export[ \t]+)?(?:namespace|module)[ \t]+[\w$.]+[ \t]*\{/gm,
  )) {
    const { line } = authorLines(author).position(match.index);
    if (authorLines(stripped.code).text(line).includes("{")) continue;
    throw new LocatedError("A cell cannot declare a namespace: use an object or plain names.", match.index);
  }
}

function generate(author: string, stripped: Stripped, program: Program): Compiled {
  const names = internalNames(stripped.code);
  const declarations = topLevelDeclarations(program);
  const edits = located(stripped, () => [
    ...moduleEdits(program, stripped.code, names.cell),
    ...htmlCommentEdits(stripped.code),
  ]);
  const body = applyEdits(stripped.code, [...opening(program), ...edits, ...closing(program)]);
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
      return inAuthor.position(stripped.originalOffset(body.originalOffset(offset)));
    },
  };
}

interface InternalNames {
  readonly scope: string;
  readonly cell: string;
  readonly value: string;
}

/** Names for the code around the cell that do not occur in it. */
function internalNames(code: string): InternalNames {
  const fresh = (name: string): string => (code.includes(name) ? fresh(`_${name}`) : name);
  return { scope: fresh("__scope"), cell: fresh("__cell"), value: fresh("__value") };
}

function definitions(declarations: readonly Declaration[], { cell, value }: InternalNames): string {
  const bindings = declarations.map(({ name, writable }) => {
    // Written plainly, `__proto__` would set the prototype.
    const key = name === "__proto__" ? '["__proto__"]' : name;
    return `${key}:[()=>${name}${writable ? `,(${value})=>{${name}=${value}}` : ""}]`;
  });
  return `${cell}.define({${bindings.join(",")}});`;
}

/** The final expression, whose value the cell shows. */
function finalExpression(program: Program): { readonly start: number; readonly end: number } | null {
  const last: AnyNode | undefined = program.body.at(-1);
  if (last?.type === "ExpressionStatement") return last.expression;
  if (last?.type === "ExportDefaultDeclaration") {
    const isDeclaration =
      last.declaration.type === "FunctionDeclaration" || last.declaration.type === "ClassDeclaration";
    return isDeclaration ? null : last.declaration;
  }
  return null;
}

function opening(program: Program): Edit[] {
  const expression = finalExpression(program);
  return expression ? [{ start: expression.start, end: expression.start, text: "return { value: (" }] : [];
}

function closing(program: Program): Edit[] {
  const expression = finalExpression(program);
  return expression ? [{ start: expression.end, end: expression.end, text: ") }" }] : [];
}

function compileError(error: unknown, author: string): CompileError {
  const lines = authorLines(author);
  const { line, column } = lines.position(errorOffset(error, author));
  const message = error instanceof RangeError ? "This cell is nested too deeply." : cleanMessage(error);
  return { name: "SyntaxError", message, line, column, text: lines.text(line) };
}

function errorOffset(error: unknown, author: string): number {
  if (error instanceof LocatedError) return error.offset;
  const known = error instanceof Error && "pos" in error && typeof error.pos === "number" ? error.pos : 0;
  return Math.min(known, author.length);
}

function cleanMessage(error: unknown): string {
  const message = (error instanceof Error ? error.message : String(error))
    .replace(/^Error transforming cell\.ts: /, "")
    .replace(/ \(\d+:\d+\)$/, "");
  if (message === "'return' outside of function") {
    return "A cell has no `return`: write the value as its last line.";
  }
  return message;
}
