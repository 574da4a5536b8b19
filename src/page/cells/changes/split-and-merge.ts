import type { CellId } from "../../../protocol/ids.ts";
import { words } from "../../../words/words.ts";
import { type CellModel, isNote } from "../../notebook/notebook-cell.ts";
import { type CellText, NO_TEXT } from "../../saving/edits/cell-text.ts";

/** The texts of a cell and of a new one below it, into which what follows `offset` goes. */
export function splitTexts(
  { id, source, foreign }: CellModel,
  offset: number,
  added: CellId,
): Map<CellId, CellText> {
  const first = source.value.slice(0, offset).replace(/\n$/, "");
  const second = source.value.slice(offset).replace(/^\n/, "");
  // Someone else's text stays that in both parts.
  const from = foreign.value;
  return new Map([
    [id, { source: first, foreign: from }],
    [added, { source: second, foreign: from === null ? null : { ...from, replaced: null } }],
  ]);
}

interface Merged {
  /** The author's cell, if one of them is the author's. */
  readonly stays: CellId;
  readonly goes: CellId;
  readonly texts: ReadonlyMap<CellId, CellText>;
}

export function mergedTexts(upper: CellModel, lower: CellModel): Merged {
  const [stays, goes] = lower.own.value === null ? [lower, upper] : [upper, lower];
  const source = `${upper.source.value}\n${lower.source.value}`;
  const foreign = stays.foreign.value ?? goes.foreign.value;
  return {
    stays: stays.id,
    goes: goes.id,
    texts: new Map([
      [goes.id, NO_TEXT],
      [stays.id, { source, foreign }],
    ]),
  };
}

/** Why two cells cannot become one; null if they can. */
export function whyNotMerged(upper: CellModel, lower: CellModel): string | null {
  if (upper.own.value === null && lower.own.value === null)
    return words.cells.bothAuthors(upper.id, lower.id);
  if (isNote(upper) !== isNote(lower)) return words.cells.unequal;
  return null;
}
