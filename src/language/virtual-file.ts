import { parseCell } from "../cell/parse-cell.ts";
import type { Piece } from "./piece.ts";
import type { Origin, ScopedPiece } from "./scope.ts";

/** A piece as the module that TypeScript sees: a line of imports and exports, and the author's text below it. */
export interface VirtualFile {
  readonly text: string;
  /** The offset of the author's text in `text`. */
  readonly start: number;
}

/**
 * Writes a piece as a module. What it takes from other cells it imports from their modules, and it exports all that it
 * declares, so that a later cell can declare a name again. The line precedes the author's text, where an unclosed
 * text or comment cannot swallow it.
 * @param libraryNames what checks can use without an import.
 */
export function virtualFile(
  { piece, analysis: { names } }: ScopedPiece,
  scope: ReadonlyMap<string, Origin>,
  libraryNames: readonly string[],
): VirtualFile {
  const isFree = (name: string): boolean => !names.all.has(name) && !scope.has(name);
  const parts = [
    ...importsFrom(scope),
    ...(piece.role === "check" ? libraryImports(libraryNames.filter(isFree), isFree("tf")) : []),
    ...blanks(piece)
      .filter(isFree)
      .map((name) => `declare const ${name}:any;type ${name}=any;`),
    `export{${[...names.all].filter((name) => !names.exported.has(name)).join(",")}};`,
  ];
  const [opening, closing] = isObject(piece.source) ? ["(", "\n)"] : ["", ""];
  const header = `${parts.join("")}\n${opening}`;
  return { text: `${header}${piece.source}${closing}`, start: header.length };
}

function importsFrom(scope: ReadonlyMap<string, Origin>): string[] {
  const byPath = new Map<string, string[]>();
  for (const [name, { from }] of scope) {
    byPath.set(from.path, [...(byPath.get(from.path) ?? []), name]);
  }
  return [...byPath].map(([path, names]) => `import{${names.join(",")}}from"${PIECE_SCHEME}${path}";`);
}

function libraryImports(names: readonly string[], needsTensorFlow: boolean): string[] {
  return [
    `import{${names.join(",")}}from"lectern";`,
    ...(needsTensorFlow ? ['import*as tf from"@tensorflow/tfjs";'] : []),
  ];
}

/** Before the path of a piece's file in the imports that connect the pieces: no module of an author has such a name. */
export const PIECE_SCHEME = "cell:";

const BLANK = /(?<![\p{ID_Continue}$])_+(?![\p{ID_Continue}$])/gu;

/** What the reader of an exercise has to fill in: it fits everywhere, also as a type. */
function blanks({ role, source }: Piece): string[] {
  return role === "exercise" ? [...new Set(source.match(BLANK) ?? [])] : [];
}

/** A cell that consists of `{ a: 1 }` is an object, not a block. */
function isObject(source: string): boolean {
  if (!/^\s*\{/.test(source)) return false;
  try {
    const { final, statements } = parseCell(source);
    return statements.length === 1 && final?.type === "ObjectExpression";
  } catch {
    return false;
  }
}
