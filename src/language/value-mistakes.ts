import ts from "typescript";
import type { CallMistake, LibraryCall } from "./library-call.ts";

/** Numbers where `plot` needs traces, and a single value where `table` needs rows. */
export function valueMistakes(
  calls: readonly LibraryCall[],
  checker: ts.TypeChecker,
): readonly CallMistake[] {
  return calls.flatMap(({ name, call }): readonly CallMistake[] => {
    const [node] = call.arguments;
    if (node === undefined) return [];
    const type = checker.getTypeAtLocation(node);
    if (name === "plot" && isNumbers(type, checker)) return [{ node, ...TRACES }];
    return name === "table" && isPrimitive(type) ? [{ node, ...ROWS }] : [];
  });
}

const TRACES = {
  message: "`plot` draws traces, not numbers.",
  remedy: "A line of the values: `plot([{ y: values }])`.",
};
const ROWS = {
  message: "`table` shows rows, not a single value.",
  remedy:
    "A list, of which each object is a row: `table([{ name: value }])`. A value by itself: `show(value)`.",
};

function isNumbers(type: ts.Type, checker: ts.TypeChecker): boolean {
  const [element] = checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference) : [type];
  return element !== undefined && (element.flags & ts.TypeFlags.NumberLike) !== 0;
}

function isPrimitive({ flags }: ts.Type): boolean {
  return (flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.StringLike | ts.TypeFlags.BooleanLike)) !== 0;
}
