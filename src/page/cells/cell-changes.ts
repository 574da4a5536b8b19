import { batch } from "@preact/signals";
import type { CellId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";
import type { Notebook } from "../notebook/notebook.ts";
import { type CellModel, isNote } from "../notebook/notebook-cell.ts";
import {
  insert,
  MOST_OWN_CELLS,
  move,
  newId,
  type OwnCells,
  type OwnKind,
  remove,
  type Side,
  withKind,
} from "../notebook/own-cells.ts";
import type { ReplacedText } from "../saving/edits/draft.ts";
import type { Edits } from "../saving/edits/edits.ts";

/** What a student can do with the cells as a whole. Each can be undone, and is announced. */
export interface CellChanges {
  /** @returns the new cell, or null if there are too many. */
  add(beside: CellId, side: Side, kind: OwnKind): CellId | null;
  /** @returns the cell that takes its place, to which the focus goes; null if the cell cannot be deleted. */
  remove(id: CellId): CellId | null;
  move(id: CellId, direction: "up" | "down"): void;
  convert(id: CellId, kind: OwnKind): void;
  /** Divides a cell: what follows `offset` in its text goes into a new one below. */
  split(id: CellId, offset: number): CellId | null;
  /** Adds the text of the cell below to a cell. The cell that remains is the author's, if one of them is. */
  mergeBelow(id: CellId): CellId | null;
  /** @returns a cell to which the change was undone; null if there was none. */
  undo(): CellId | null;
}

export interface CellChangesOptions {
  readonly notebook: Notebook;
  readonly edits: Edits;
  readonly isLocked: () => boolean;
  /** Tells screen readers what everyone else sees. */
  readonly say: (text: string) => void;
  /** Tells everyone, with something to do about it. */
  readonly notify: (
    text: string,
    action: { readonly label: string; readonly act: () => void } | null,
  ) => void;
  /** Withdraws what `notify` told. */
  readonly dismiss: () => void;
  /** The reader presses Undo in what `notify` told of a cell. */
  readonly onUndo: (id: CellId) => void;
}

/** What a change replaced. */
interface Before {
  readonly what: string;
  readonly focus: CellId;
  readonly own: OwnCells;
  readonly texts: ReadonlyMap<CellId, ReplacedText>;
  /** What it put in their place. */
  readonly after: ReadonlyMap<CellId, ReplacedText>;
}

const NOTHING: ReplacedText = { source: "", foreign: null };

/** Older changes cannot be undone. */
const MOST_UNDONE = 100;

export function createCellChanges({
  notebook,
  edits,
  isLocked,
  say,
  notify,
  dismiss,
  onUndo,
}: CellChangesOptions): CellChanges {
  let done: readonly Before[] = [];

  /** Carries out a change to the own cells and to texts, so that it can be undone. */
  function change(
    what: string,
    focus: CellId,
    own: OwnCells,
    texts: ReadonlyMap<CellId, ReplacedText>,
  ): void {
    const before = [...texts.keys()].flatMap((id) => {
      const cell = notebook.cell(id);
      return cell === undefined ? [] : [[id, textIn(cell)] as const];
    });
    done = [...done, { what, focus, own: notebook.own.value, texts: new Map(before), after: texts }].slice(
      -MOST_UNDONE,
    );
    batch(() => {
      // A cell that goes loses its text first, and one that comes has to be there before it gets one.
      const [known, added] = partition([...texts], ([id]) => notebook.cell(id) !== undefined);
      for (const [id, text] of known) edits.bringBack(id, text);
      notebook.arrange(own);
      for (const [id, text] of added) edits.bringBack(id, text);
    });
    // Its Undo would undo this change.
    dismiss();
    say(what);
  }

  const refuse = (why: string): void => notify(why, null);

  function undo(): CellId | null {
    const last = done.at(-1);
    if (last === undefined || isLocked()) {
      say(words.cells.nothingToUndo);
      return null;
    }
    const going = notebook.own.value.filter(({ id }) => !last.own.some((cell) => cell.id === id));
    const written = [...last.texts.keys(), ...going.map(({ id }) => id)].find((id) => isWritten(id, last));
    if (written !== undefined) {
      refuse(words.cells.writtenSince(written));
      return null;
    }
    done = done.slice(0, -1);
    batch(() => {
      for (const { id } of going) edits.bringBack(id, NOTHING);
      notebook.arrange(last.own);
      for (const [id, text] of last.texts) edits.bringBack(id, text);
    });
    dismiss();
    say(words.cells.undone(last.what));
    return last.focus;
  }

  /** Whether the text of a cell is another than the change left there. */
  function isWritten(id: CellId, { after }: Before): boolean {
    const cell = notebook.cell(id);
    return cell !== undefined && cell.source.value !== (after.get(id) ?? NOTHING).source;
  }

  function create(): CellId | null {
    if (notebook.own.value.length < MOST_OWN_CELLS) return newId((id) => notebook.cell(id) !== undefined);
    refuse(words.cells.tooMany(MOST_OWN_CELLS));
    return null;
  }

  function ownOnly(id: CellId, what: "deleted" | "moved" | "converted"): CellModel | null {
    const cell = notebook.cell(id);
    if (cell === undefined || isLocked()) return null;
    if (cell.own.value !== null) return cell;
    refuse(words.cells.ownOnly[what](id));
    return null;
  }

  return {
    add(beside, side, kind) {
      const id = isLocked() ? null : create();
      if (id === null) return null;
      change(
        words.cells.added(kind, side, beside),
        beside,
        insert(notebook.own.value, { id, kind }, beside, side),
        new Map(),
      );
      return id;
    },
    remove(id) {
      if (ownOnly(id, "deleted") === null) return null;
      const all = notebook.all.value;
      const index = all.findIndex((cell) => cell.id === id);
      const what = words.cells.deleted(id);
      change(what, id, remove(notebook.own.value, id), new Map([[id, NOTHING]]));
      notify(what, { label: words.cells.undo, act: () => onUndo(id) });
      return (all[index + 1] ?? all[index - 1])?.id ?? null;
    },
    move(id, direction) {
      if (ownOnly(id, "moved") === null) return;
      const authors = notebook.all.value.filter(({ own }) => own.value === null).map((cell) => cell.id);
      const moved = move(notebook.own.value, authors, id, direction);
      if (moved === notebook.own.value) say(words.cells.atEdge(id, direction));
      else change(words.cells.moved(id, direction), id, moved, new Map());
    },
    convert(id, kind) {
      const cell = ownOnly(id, "converted");
      if (cell === null || cell.own.value?.kind === kind) return;
      const what = kind === "note" ? words.cells.isNote(id) : words.cells.isCode(id);
      change(what, id, withKind(notebook.own.value, id, kind), new Map());
    },
    split(id, offset) {
      const cell = notebook.cell(id);
      const added = cell === undefined || isLocked() ? null : create();
      if (cell === undefined || added === null) return null;
      const source = cell.source.value;
      const kind = cell.own.value?.kind ?? "code";
      const first = source.slice(0, offset).replace(/\n$/, "");
      const second = source.slice(offset).replace(/^\n/, "");
      const own = insert(notebook.own.value, { id: added, kind }, id, "below");
      // Someone else's text stays that in both parts.
      const { foreign } = textIn(cell);
      const texts = new Map([
        [id, { source: first, foreign }],
        [added, { source: second, foreign: foreign === null ? null : { ...foreign, replaced: null } }],
      ]);
      change(words.cells.split(id, added), id, own, texts);
      return added;
    },
    mergeBelow(id) {
      const all = notebook.all.value;
      const index = all.findIndex((cell) => cell.id === id);
      const [upper, lower] = [all[index], all[index + 1]];
      if (upper === undefined || isLocked()) return null;
      const refusal = whyNotMerged(upper, lower);
      if (lower === undefined || refusal !== null) {
        refuse(refusal ?? words.cells.noneBelow(id));
        return null;
      }
      const [stays, goes] = lower.own.value === null ? [lower, upper] : [upper, lower];
      const source = `${upper.source.value}\n${lower.source.value}`;
      const foreign = stays.foreign.value ?? goes.foreign.value;
      const texts = new Map([
        [goes.id, NOTHING],
        [stays.id, { source, foreign }],
      ]);
      change(words.cells.partOf(goes.id, stays.id), id, remove(notebook.own.value, goes.id), texts);
      return stays.id;
    },
    undo,
  };
}

function whyNotMerged(upper: CellModel, lower: CellModel | undefined): string | null {
  if (lower === undefined) return null;
  if (upper.own.value === null && lower.own.value === null)
    return words.cells.bothAuthors(upper.id, lower.id);
  if (isNote(upper) !== isNote(lower)) return words.cells.unequal;
  return null;
}

function partition<Each>(all: readonly Each[], test: (each: Each) => boolean): [Each[], Each[]] {
  return [all.filter(test), all.filter((each) => !test(each))];
}

function textIn(cell: CellModel): ReplacedText {
  return { source: cell.source.value, foreign: cell.foreign.value };
}
