import { TraceMap, traceSegment } from "@jridgewell/trace-mapping";
import { transform } from "sucrase";
import { authorLines } from "./lines.ts";

export interface Stripped {
  readonly code: string;
  /** Where an offset in `code` comes from in the author's TypeScript. */
  readonly originalOffset: (offset: number) => number;
}

/**
 * TypeScript without its types, line for line.
 * @param source with `\n` as its only line end.
 * @throws SyntaxError of sucrase, with `pos` (offset in `source`) where it knows it.
 */
export function stripTypes(source: string): Stripped {
  const { code, sourceMap } = transform(source, {
    transforms: ["typescript"],
    disableESTransforms: true,
    // An import that this cell does not use may be there for the cells after it.
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
      const segment = traceSegment(map, line - 1, column - 1);
      const [codeColumn, , , sourceColumn] = segment ?? [];
      if (codeColumn === undefined || sourceColumn === undefined)
        return sourceLines.offset({ line, column: 1 });
      const start = sourceLines.offset({ line, column: sourceColumn + 1 });
      // The map knows where tokens start; within one, the same characters stand at the same distance.
      const passed = code.slice(offset - (column - 1 - codeColumn), offset);
      return source.startsWith(passed, start) ? start + passed.length : start;
    },
  };
}
