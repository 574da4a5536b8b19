import { decodedMappings, TraceMap } from "@jridgewell/trace-mapping";
import { transform } from "sucrase";
import { authorLines } from "./lines.ts";

export interface Stripped {
  readonly code: string;
  /** Maps an offset in `code` to the author's TypeScript. */
  readonly originalOffset: (offset: number) => number;
}

/**
 * Removes the types from TypeScript, keeping its lines.
 * @param source with `\n` as its only line end
 * @throws {SyntaxError} of sucrase, with `pos` (offset in `source`) if known
 */
export function stripTypes(source: string): Stripped {
  const { code, sourceMap } = transform(source, {
    transforms: ["typescript"],
    disableESTransforms: true,
    // Later cells may use an import that this cell does not.
    keepUnusedImports: true,
    preserveDynamicImport: true,
    filePath: "cell.ts",
    sourceMapOptions: { compiledFilename: "cell.js" },
  });
  if (!sourceMap) throw new Error("sucrase gave no source map.");
  const map = new TraceMap({ ...sourceMap, version: 3 });
  const codeLines = authorLines(code);
  const sourceLines = authorLines(source);
  return {
    code,
    originalOffset(offset) {
      const { line, column } = codeLines.position(offset);
      const { start, end, from, to } = segmentAt(map, line, column - 1);
      const text = codeLines.text(line).slice(start, end).trimEnd();
      // A segment includes what was removed before its token.
      const unchanged = sourceLines.text(line).slice(from, to).lastIndexOf(text);
      const shift = unchanged === -1 ? 0 : unchanged + Math.min(column - 1 - start, text.length);
      return sourceLines.offset({ line, column: from + shift + 1 });
    },
  };
}

/** A part of a line without types, and the part of the original line. Columns count from 0; ends are excluded. */
interface Segment {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

/** sucrase keeps lines, so a segment is within one line of both texts. */
function segmentAt(map: TraceMap, line: number, column: number): Segment {
  const segments = decodedMappings(map)[line - 1] ?? [];
  const next = segments.findIndex(([start]) => start > column);
  const current = segments.at(next === -1 ? -1 : next - 1);
  const following = next === -1 ? undefined : segments[next];
  return {
    start: current?.[0] ?? 0,
    from: current?.[3] ?? 0,
    end: following?.[0] ?? Number.POSITIVE_INFINITY,
    to: following?.[3] ?? Number.POSITIVE_INFINITY,
  };
}
