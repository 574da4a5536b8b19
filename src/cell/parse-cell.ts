import { authorLines } from "./lines.ts";
import { LocatedError, located } from "./located-error.ts";
import { type Stripped, stripTypes } from "./strip-types.ts";
import { type Program, parseScript } from "./syntax-tree.ts";

export interface ParsedCell {
  /** The author's TypeScript. */
  readonly author: string;
  readonly stripped: Stripped;
  readonly program: Program;
}

/**
 * Strips the types of a cell and parses it.
 * @param author with `\n` as its only line end
 * @throws {LocatedError}, or an error of sucrase with `pos` in `author`; RangeError if it is nested too deeply
 */
export function parseCell(author: string): ParsedCell {
  const object = parseObject(author);
  if (object) return object;
  const stripped = stripTypes(author);
  refuseNamespaces(stripped, author);
  return { author, stripped, program: located(stripped, () => parseScript(stripped.code)) };
}

/** A cell that consists of `{ a: 1, b: 2 }` is an object, as in a browser's console, not a block with labels. */
function parseObject(author: string): ParsedCell | null {
  if (!/^\s*\{/.test(author)) return null;
  try {
    const { code, originalOffset } = stripTypes(`(${author}\n)`);
    const program = parseScript(code);
    const inAuthor = (offset: number) => Math.max(0, Math.min(originalOffset(offset) - 1, author.length));
    return isOneObject(program) ? { author, stripped: { code, originalOffset: inAuthor }, program } : null;
  } catch {
    return null;
  }
}

function isOneObject(program: Program): boolean {
  const [statement, ...more] = program.body;
  if (more.length > 0 || statement?.type !== "ExpressionStatement") return false;
  const { expression } = statement;
  return expression.type === "ParenthesizedExpression" && expression.expression.type === "ObjectExpression";
}

/** sucrase silently drops a namespace and its contents. */
function refuseNamespaces(stripped: Stripped, author: string): void {
  for (const match of author.matchAll(
    /^[ \t]*(?:export[ \t]+)?(?:namespace|module)[ \t]+[\w$.]+[ \t]*\{/gm,
  )) {
    const { line } = authorLines(author).position(match.index);
    if (authorLines(stripped.code).text(line).includes("{")) continue;
    throw new LocatedError("A cell cannot declare a namespace: use an object or plain names.", match.index);
  }
}
