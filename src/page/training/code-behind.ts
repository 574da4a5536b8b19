import * as v from "valibot";
import { dependencies, type NamedCell } from "../../cell/names/dependencies.ts";
import { CellId } from "../../protocol/ids.ts";
import { type CellModel, namedCell } from "../notebook/notebook-cell.ts";

/** The texts that a training was made with: of its cell, last, and of those that it depends on. */
export const Code = v.pipe(
  v.array(v.object({ cell: CellId, source: v.pipe(v.string(), v.maxLength(200_000)) })),
  v.maxLength(500),
);
export type Code = v.InferOutput<typeof Code>;

/** The cells of the page at one time. */
export type CellTexts = readonly (NamedCell & { readonly source: string })[];

export function textsOf(cells: readonly CellModel[]): CellTexts {
  return cells.map((cell) => ({ ...namedCell(cell), source: cell.source.value }));
}

/** The current texts: see `codeAt`. */
export function codeBehind(cells: readonly CellModel[], id: CellId): Code {
  return codeAt(textsOf(cells), id);
}

/**
 * The texts, in the order of the page, of the cell and of the cells above that it depends on. Which manual cells
 * and exercises ran is not known after a reload, so those count that it depends on with all of them or with none.
 */
export function codeAt(cells: CellTexts, id: CellId): Code {
  const withManual = dependencies(cells.map((cell) => ({ ...cell, runsWithOthers: true }))).get(id);
  const withoutManual = dependencies(cells.map((cell) => ({ ...cell, hasRun: false }))).get(id);
  return cells
    .filter((cell) => cell.id === id || withManual?.has(cell.id) || withoutManual?.has(cell.id))
    .map(({ id: cell, source }) => ({ cell, source }));
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
