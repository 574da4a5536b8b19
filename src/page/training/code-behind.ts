import * as v from "valibot";
import { CellId } from "../../protocol/ids.ts";
import type { CellModel } from "../notebook/notebook-cell.ts";

/** The texts that a training was made with: of its cell, last, and of those that it depends on. */
export const Code = v.pipe(
  v.array(v.object({ cell: CellId, source: v.pipe(v.string(), v.maxLength(200_000)) })),
  v.maxLength(500),
);
export type Code = v.InferOutput<typeof Code>;

/** The current texts of the cell and, in the order of the page, of the cells above whose names it uses, directly or not. */
export function codeBehind(cells: readonly CellModel[], id: CellId): Code {
  const end = cells.findIndex((cell) => cell.id === id);
  const wanted = new Set<string>();
  const code: Code[number][] = [];
  for (const cell of cells.slice(0, end + 1).toReversed()) {
    const { declares, uses } = cell.names.peek();
    if (cell.id !== id && !declares.some((name) => wanted.has(name))) continue;
    for (const name of uses) wanted.add(name);
    code.unshift({ cell: cell.id, source: cell.source.peek() });
  }
  return code;
}

/** The cells whose texts differ, or that only one of the two has. */
export function changedCells(before: Code, now: Code): readonly CellId[] {
  const texts = new Map(now.map(({ cell, source }) => [cell, source]));
  const had = new Set(before.map(({ cell }) => cell));
  return [
    ...before.filter(({ cell, source }) => texts.get(cell) !== source).map(({ cell }) => cell),
    ...now.filter(({ cell }) => !had.has(cell)).map(({ cell }) => cell),
  ];
}
